"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens, and what programs may do with them."""

    name = "tadasu.web.api"
    label = "api"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.api.access")
