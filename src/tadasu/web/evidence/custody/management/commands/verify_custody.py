"""`tadasu manage verify_custody [--organisation ID]`: walk the log of every item, and hold each step against the record of acts.
Ends with 11 where something is wrong, as `tadasu audit verify` does."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from tadasu.web.evidence.custody.verifying import verify
from tadasu.web.evidence.custody.words import named
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation

FAULTY = 11


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "Check the logs of all items of evidence, and name the first bad step of each that has one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("--organisation", type=UUID, help="only this one")

    def handle(self, *arguments: Any, **said: Any) -> None:
        """A line a fault, and what was walked."""
        wanted = said["organisation"]
        places = Organisation.objects.filter(id=wanted) if wanted else Organisation.objects.order_by("id")
        if wanted and not places.exists():
            raise CommandError("no organisation has this id")
        items = steps = faults = 0
        for place in places:
            keeper = steward(place)
            with acting(keeper):
                walked = verify(keeper, place.id, against_acts=True)
            items, steps, faults = items + walked.items, steps + walked.steps, faults + len(walked.faults)
            for one in walked.faults:
                self.stdout.write(f"FAULT: item {one.item}, step {one.number}: {named('faults', one.code, 'en')}")
        self.stdout.write(f"Items walked: {items}. Steps: {steps}. Items with a fault: {faults}.")
        if faults:
            sys.exit(FAULTY)
