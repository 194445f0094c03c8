"""The app."""

from importlib import import_module

from django.apps import AppConfig


class Petitions(AppConfig):
    """Petitions and what became of them."""

    name = "tadasu.web.evidence.petition"
    label = "petition"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done."""
        import_module("tadasu.web.evidence.petition.access")
