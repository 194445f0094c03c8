"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Press(AppConfig):
    """Published articles."""

    name = "tadasu.web.evidence.press"
    label = "press"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.evidence.press.access")
