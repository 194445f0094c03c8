"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Findings(AppConfig):
    """What was concluded."""

    name = "tadasu.web.foundation.findings"
    label = "findings"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.foundation.findings.access")
