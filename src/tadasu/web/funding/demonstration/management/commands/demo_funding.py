"""`tadasu manage demo_funding`: the funding desk of the demonstration. Needs the people of `demo_people`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from tadasu.web.funding.demonstration.demo import demo_funding


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Make the invented funding desk of the demonstration, and print the codes of those who applied."

    def handle(self, *arguments: Any, **said: Any) -> None:
        """A line for each code, after where they are used."""
        found = demo_funding()
        if found is None:
            return
        self.stdout.write("\nFunding, all invented. 助成（すべて架空）。")
        self.stdout.write(
            f"  open calls at {reverse('calls-open')}; applicants come back at {reverse('correspondence-box')}:"
        )
        for name, code in found.codes.items():
            self.stdout.write(f"  {name:<8}  {code}")
        self.stdout.write(f"  passphrase of the funder's keys  {found.passphrase}")
