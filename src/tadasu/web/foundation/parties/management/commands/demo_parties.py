"""`tadasu manage demo_parties`: parties of the demonstration. Needs the people of `demo_people`."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.foundation.parties.demo import WHO, demo_parties


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented parties of the demonstration."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """One line, when something is new."""
        if made := demo_parties():
            self.stdout.write(f"\nInvented parties: {made}, seen by {WHO} and colleagues. 架空の当事者です。")
