"""A funder with a fund, two lines and their budgets, for tests: all invented."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.made_vault import lately

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.programmes import actions, queries
from tadasu.web.funding.programmes.actions import FundSaid, LineSaid
from tadasu.web.funding.programmes.models import Entry, Fund, Line, Rate, fiscal_year
from tadasu.web.funding.programmes.queries import Room

WHY = "An invented reason."
BUDGET = 10_000_000
"""Yen, of each line in the fiscal year of today and in the next."""


def funder(name: str = "Hinoki Fund for Free Voices (invented)") -> Organisation:
    """An organisation that gives money."""
    return organisation("funder", name)


class Desk:
    """People of a funder, its fund of several years, a line of assistance and one beside it."""

    def __init__(self, vehicle: str = "fund", place: Organisation | None = None) -> None:
        self.place = place or funder()
        self.organiser = person(self.place, "organiser", "programme")
        self.officer = person(self.place, "programme")
        self.payer = person(self.place, "payer")
        self.auditor = person(self.place, "auditor")
        self.reviewer = person(self.place, "reviewer")
        self.today = timezone.localdate()
        self.year = fiscal_year(self.today)
        self.fund = self.made_fund(vehicle)
        self.line = self.made_line("A-1", oda=True)
        self.beside = self.made_line("B-1", oda=False)
        for line in (self.line, self.beside):
            for year in (self.year, self.year + 1):
                self.budget(line, year, BUDGET)

    def made_fund(self, vehicle: str = "fund", **more: Any) -> Fund:
        """Another fund, from the first day of the fiscal year, for four years."""
        values: dict[str, Any] = {
            "name": "Voices in exile (invented)",
            "name_ja": "亡命の声（架空）",
            "vehicle": vehicle,
            "opens_on": date(self.year, 4, 1),
            "closes_on": None if vehicle == "annual" else date(self.year + 4, 3, 31),
        }
        actor = lately(self.organiser)
        with acting(actor):
            return actions.found_fund(actor, organisation=self.place.id, said=FundSaid(**{**values, **more}))

    def made_line(self, code: str, *, oda: bool, fund: Fund | None = None, purpose: str = "15153") -> Line:
        """A line without a budget."""
        said = LineSaid(code=code, name=f"Media {code} (invented)", name_ja="", purpose=purpose, oda=oda)
        actor = lately(self.organiser)
        with acting(actor):
            return actions.open_line(actor, fund=(fund or self.fund).id, said=said)

    def budget(self, line: Line, year: int, amount: int) -> None:
        """What the line may commit."""
        actor = lately(self.organiser)
        with acting(actor):
            actions.set_budget(actor, line=line.id, year=year, amount=amount, reason=WHY)

    def enter(self, kind: str, amount: int, *, by: User | None = None, line: Line | None = None, **more: Any) -> Entry:
        """In yen, today, on the line of assistance, where nothing else is said."""
        actor = lately(by or self.officer)
        values: dict[str, Any] = {"currency": "JPY", "day": self.today, **more}
        with acting(actor):
            return actions.enter(actor, line=(line or self.line).id, kind=kind, amount=amount, **values)

    def rate(self, currency: str, per_unit: str, *, base: str = "JPY", on: date | None = None) -> Rate:
        """Of today."""
        actor = lately(self.officer)
        with acting(actor):
            return actions.set_rate(
                actor,
                organisation=self.place.id,
                currency=currency,
                base=base,
                per_unit=per_unit,
                on=on or self.today,
                source="invented",
            )

    def room(self, line: Line | None = None, year: int | None = None) -> Room:
        """As it stands."""
        actor = lately(self.officer)
        with acting(actor):
            return queries.room_in(actor, line or self.line, year or self.year)

    def entries(self, line: Line | None = None) -> list[Entry]:
        """The ledger of a line, in order."""
        with acting(self.member()):
            return list(Entry.objects.filter(line=line or self.line).order_by("number"))

    def member(self) -> Actor:
        """Somebody who may see all rows of this funder."""
        return lately(self.officer)


def award() -> UUID:
    """The id of an award that stands in no table of these tests."""
    return uuid4()
