"""`tadasu manage load_past --organisation ID --kind iati --source "..." FILE`: a file about past funding that is too large for a
page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.need.actions import FileSaid, load
from tadasu.web.funding.need.words import words
from tadasu.wording import error_texts


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Load a file about past funding or press freedom for an organisation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, what it is, for whom."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, type=UUID)
        parser.add_argument("--kind", required=True, choices=list(words("files")))
        parser.add_argument("--source", required=True)
        parser.add_argument("--year", type=int)
        parser.add_argument("--licence", default="")
        parser.add_argument("--sure", default="reported", choices=list(words("sure")))

    def handle(self, *arguments: Any, **said: Any) -> None:
        """All of it, or nothing; how many rows."""
        with acting(SYSTEM):
            place = Organisation.objects.filter(id=said["organisation"]).first()
        if place is None:
            raise CommandError("There is no such organisation.")
        names = ("kind", "source", "year", "licence", "sure")
        try:
            with acting(steward(place)):
                made = load(
                    steward(place),
                    organisation=place.id,
                    said=FileSaid(**{name: said[name] for name in names}),
                    content=said["file"].read_bytes(),
                )
        except TadasuError as error:
            raise CommandError(" ".join(error_texts(error, "en"))) from None
        except OSError as error:
            raise CommandError(f"{said['file']}: {error.strerror}") from None
        self.stdout.write(f"{made.rows}")
