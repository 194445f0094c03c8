"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Publishing(AppConfig):
    """Releases of grant data."""

    name = "tadasu.web.funding.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.funding.publishing.access")
