"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Programmes(AppConfig):
    """Funds, their lines and the money on them."""

    name = "tadasu.web.funding.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.funding.programmes.access")
