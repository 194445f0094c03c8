"""`tadasu manage demo_inquiry`: inquiries of the demonstration. Needs the report of `demo_report`."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.evidence.verification.demo import SIGNS, WORK, demo_inquiry


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented inquiries of the demonstration, with their evidence."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """One line, when something is new."""
        if made := demo_inquiry():
            people = ", ".join(WORK)
            self.stdout.write(
                f"\nInvented inquiries: {made}, worked on by {people}, signed by {SIGNS}. 架空の調査です。"
            )
