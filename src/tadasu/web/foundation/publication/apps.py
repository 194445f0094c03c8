"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Publication(AppConfig):
    """What is made public."""

    name = "tadasu.web.foundation.publication"
    label = "publication"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.foundation.publication.access")
