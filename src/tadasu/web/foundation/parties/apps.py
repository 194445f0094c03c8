"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Parties(AppConfig):
    """Companies, facilities, places and goods."""

    name = "tadasu.web.foundation.parties"
    label = "parties"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.foundation.parties.access")
