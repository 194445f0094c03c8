"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Verification(AppConfig):
    """Inquiries and their conclusions."""

    name = "tadasu.web.evidence.verification"
    label = "verification"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.evidence.verification.access")
