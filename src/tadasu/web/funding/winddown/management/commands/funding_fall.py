"""`tadasu manage funding_fall shut|erase --organisation ID`: if the funder falls. It goes on where it was stopped, and a second
run does nothing (docs/winddown.md). Ends with 12 where something is left that was to go."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from tadasu.schema import UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.winddown import queries
from tadasu.web.funding.winddown.actions import Step, begin_by_machine, go_on
from tadasu.web.funding.winddown.models import MODES, RUNNING, SHUT, Fall
from tadasu.wording import error_texts

LEFT = 12


class Command(BaseCommand):
    """Named as Django wants it."""

    help = "If the funder falls: shut what is sealed, so that only custodians recover it, or erase it for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, and whose."""
        parser.add_argument("mode", choices=MODES)
        parser.add_argument("--organisation", type=UUID, required=True)
        parser.add_argument(
            "--name", help="to erase: the organisation's name, exactly; it is asked for where it is missing"
        )
        parser.add_argument(
            "--lost", action="store_true", help="to shut: also what custodians cannot bring back, which erases it"
        )

    def handle(self, *arguments: Any, **said: Any) -> None:
        """Begin or go on, say of every batch what was done, and what is left."""
        place = Organisation.objects.filter(id=said["organisation"]).first()
        if place is None:
            raise CommandError("no organisation has this id")
        if said["mode"] != SHUT and self._typed(said["name"], place) != place.name:
            raise CommandError("this is not its name; nothing was erased")
        keeper = steward(place)
        try:
            with acting(keeper):
                fall = self._fall(place, said["mode"], lost=said["lost"])
        except UsageError as error:
            raise CommandError(" ".join(error_texts(error, "en"))) from None
        if fall is not None:
            go_on(fall.id, organisation=place.id, say=self._say)
        self._end(place, said["mode"], None if fall is None else fall.id)

    def _typed(self, name: str | None, place: Organisation) -> str:
        if name is not None:
            return name
        self.stdout.write(f"Everything that is sealed for {place.id} will be erased for good. Money totals stay.")
        return input("Type the name of the organisation to go on: ")

    def _fall(self, place: Organisation, mode: str, *, lost: bool) -> Fall | None:
        """The one that runs, a new one, or none where nothing is to be done."""
        keeper = steward(place)
        there = Fall.objects.filter(organisation=place, mode=mode, state=RUNNING).first()
        if there is None and not self._todo(place, mode, lost=lost):
            return None
        return begin_by_machine(keeper, organisation=place.id, mode=mode, lost=lost)

    def _todo(self, place: Organisation, mode: str, *, lost: bool) -> bool:
        left = queries.left_of(steward(place), place.id)
        if mode == SHUT:
            return bool(left.safe or left.lost)
        done = queries.falls_of(steward(place), place.id).filter(mode=mode, state="done").first()
        kept = sum(done.kept.values()) if done is not None else 0
        return done is None or bool(left.boxes) or sum(left.sealed.values()) > kept

    def _say(self, step: Step) -> None:
        self.stdout.write(f"{step.what}: {step.count:,}")
        self.stdout.flush()

    def _end(self, place: Organisation, mode: str, fall: UUID | None) -> None:
        with acting(steward(place)):
            left = queries.left_of(steward(place), place.id)
            kept = {} if fall is None else Fall.objects.get(id=fall).kept
        if fall is None:
            self.stdout.write("Nothing is left to be done.")
        if mode == SHUT and left.lost:
            self.stdout.write(
                f"{left.lost:,} records are still open: custodians could not bring them back. Shutting them is erasing them: "
                "run it again with --lost if that is to be."
            )
            sys.exit(LEFT)
        for code, count in kept.items():
            self.stdout.write(f"{count:,} records stay: {code}")
        self.stdout.write("Done.")
