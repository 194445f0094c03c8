"""`tadasu manage intake_texts`: the languages of the form, which are offered, what is missing, and the digest to be signed."""

from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand

from tadasu.web.evidence.intake.texts import languages


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "List the languages of the form: which are offered, what is missing in each, and the digest that a reviewer signs."

    def add_arguments(self, parser: CommandParser) -> None:
        """One language, to see every missing text."""
        parser.add_argument("language", nargs="?", default="")

    def handle(self, *arguments: Any, **said: Any) -> None:
        """A line for each language; of one that is named, the places of missing texts."""
        for code, one in languages().items():
            if said["language"] not in ("", code):
                continue
            state = "on " if one.offered else "off"
            self.stdout.write(
                f"{state} {code:8} {len(one.texts)} texts, {len(one.missing)} missing, digest {one.digest}"
            )
            for place in one.missing if said["language"] else ():
                self.stdout.write(f"    {place}")
