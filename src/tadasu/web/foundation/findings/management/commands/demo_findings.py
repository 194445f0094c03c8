"""`tadasu manage demo_findings`: findings of the demonstration. Needs the people of `demo_people`."""

from typing import Any

from django.core.management.base import BaseCommand

from tadasu.web.foundation.findings.demo import CONCLUDES, SIGNS, demo_findings


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented findings of the demonstration."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """One line, when something is new."""
        if made := demo_findings():
            self.stdout.write(
                f"\nInvented findings: {made}, concluded by {CONCLUDES}, one to be signed by {SIGNS}. 架空の認定です。"
            )
