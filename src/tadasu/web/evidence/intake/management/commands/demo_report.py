"""`tadasu manage demo_report`: the report of the demonstration, made if it is not there. Needs the people of `demo_people`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from tadasu.web.evidence.intake.demo import demo_report


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented report of the demonstration and print where one is made and who reads it."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """Two lines."""
        if found := demo_report():
            counter, readers = found
            self.stdout.write("\nReports without an account. アカウントなしの報告。")
            self.stdout.write(f"  report at {reverse('correspondence-counter', args=[counter])}, read by {readers}")
