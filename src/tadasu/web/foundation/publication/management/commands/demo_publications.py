"""`tadasu manage demo_publications`: what is public in the demonstration, and what waits. Needs the people of `demo_people`."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.foundation.publication.demo import publications


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented publications of the demonstration."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """One line."""
        self.stdout.write(f"Invented publications, 架空の公表物: {publications()}")
