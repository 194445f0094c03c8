"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Calls(AppConfig):
    """Calls and the forms that they ask with."""

    name = "tadasu.web.funding.calls"
    label = "calls"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.funding.calls.access")
