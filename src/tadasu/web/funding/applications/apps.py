"""The app."""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class Applications(AppConfig):
    """Applications and what they say in codes."""

    name = "tadasu.web.funding.applications"
    label = "applications"
    default_auto_field = "django.db.models.UUIDField"

    def ready(self) -> None:
        """Declare what may be done, what boxes are for, and what goes with them. Questions, texts and letters that are not
        as they should be stop it here."""
        import_module("tadasu.web.funding.applications.access")
        from tadasu.web.foundation.correspondence import endings, purposes
        from tadasu.web.funding.applications import words
        from tadasu.web.funding.applications.actions import states, withdrawing

        purposes.register(purposes.read(Path(__file__).parent / "data" / "application.yaml"))
        endings.register(withdrawing.forget)
        words.languages()
        states.letters()
