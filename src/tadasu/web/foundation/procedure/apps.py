"""The app."""

from django.apps import AppConfig


class Procedure(AppConfig):
    """Cases on their way."""

    name = "tadasu.web.foundation.procedure"
    label = "procedure"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and the guards of the house."""
        from tadasu.web.foundation.procedure import access, guards  # noqa: F401
