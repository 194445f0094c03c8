"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Correspondence(AppConfig):
    """Letters with people who have no account."""

    name = "tadasu.web.foundation.correspondence"
    label = "correspondence"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, and the one purpose that belongs to no desk."""
        import_module("tadasu.web.foundation.correspondence.access")
        from tadasu.web.foundation.correspondence import purposes

        purposes.register(purposes.read(purposes.GENERAL))
