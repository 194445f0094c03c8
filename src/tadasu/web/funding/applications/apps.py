"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Applications(AppConfig):
    """Applications and what they say in codes."""

    name = "tadasu.web.funding.applications"
    label = "applications"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.funding.applications.access")
