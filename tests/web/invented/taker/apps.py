"""The app."""

from django.apps import AppConfig


class Taker(AppConfig):
    """Takes notes."""

    name = "tests.web.invented.taker"
    label = "invented_taker"

    def ready(self) -> None:
        """Register its half of the kind."""
        from tests.web.invented.kinds import NOTE
        from tests.web.invented.taker.models import take_notes

        from tadasu.web.foundation.exchange.kinds import Kind, register

        register(Kind(name="notes", version=1, label="Notes", schema=NOTE, take=take_notes))
