"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Exchange(AppConfig):
    """Packages between instances."""

    name = "tadasu.web.foundation.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and which kinds of package the ground floor has."""
        import_module("tadasu.web.foundation.exchange.access")
        import_module("tadasu.web.foundation.exchange.foundation_kinds")
