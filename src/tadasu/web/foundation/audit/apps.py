"""The app."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The record of what was done."""

    name = "tadasu.web.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        from tadasu.web.foundation.audit import access  # noqa: F401
