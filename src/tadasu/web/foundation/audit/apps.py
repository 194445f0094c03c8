"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Audit(AppConfig):
    """The record of what was done."""

    name = "tadasu.web.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.foundation.audit.access")
