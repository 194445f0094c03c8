"""`tadasu manage found --kind company --name "..."`: bring an organisation here; prints the code for its first organiser."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.accounts.actions import found, invite
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.roles import ORGANISER, kinds
from tadasu.wording import error_texts


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Bring an organisation onto this machine and print the code with which its first organiser takes a place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What it is and what it is called."""
        parser.add_argument("--kind", required=True, choices=list(kinds()))
        parser.add_argument("--name", required=True)
        parser.add_argument("--name-ja", default="")
        parser.add_argument("--days", type=int, default=7)

    def handle(self, *arguments: Any, **said: Any) -> None:
        """The organisation and the invitation, or neither."""
        try:
            with transaction.atomic():
                with acting(SYSTEM):
                    made = found(SYSTEM, kind=said["kind"], name=said["name"], name_ja=said["name_ja"])
                with acting(steward(made)):
                    code = invite(steward(made), organisation=made, roles=[ORGANISER], days=said["days"])
        except UsageError as error:
            raise CommandError(" ".join(error_texts(error, "en"))) from None
        self.stdout.write(f"{made.id}\n{code}")
