"""The app."""

from django.apps import AppConfig


class Sender(AppConfig):
    """Makes notes."""

    name = "tests.web.invented.sender"
    label = "invented_sender"

    def ready(self) -> None:
        """Register its half of the kind."""
        from tests.web.invented.kinds import NOTE
        from tests.web.invented.sender.models import notes_since

        from tadasu.web.foundation.exchange.kinds import Kind, register

        register(Kind(name="notes", version=1, label="Notes", schema=NOTE, build=notes_since))
