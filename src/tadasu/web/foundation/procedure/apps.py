"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Procedure(AppConfig):
    """Cases on their way."""

    name = "tadasu.web.foundation.procedure"
    label = "procedure"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and the guards of the house."""
        import_module("tadasu.web.foundation.procedure.access")
        import_module("tadasu.web.foundation.procedure.guards")
