"""The story in trade: the plan becomes declarations as documents write them, each with what is true of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tadasu.demo._cast import Member
from tadasu.demo._dice import number, pick
from tadasu.demo._plan import HABITS, LINES, WARES, Habit, Line
from tadasu.demo._shapes import Outcome
from tadasu.schema import (
    Certainty,
    Declaration,
    DeclarationId,
    Flow,
    ListId,
    Money,
    Origin,
    Party,
    Quantity,
)

BOOK = ListId("declarations")
"""Where the declarations are read: `declarations.csv`."""

HOME = "jp"
_WHOLE_PER_CENT = 10_000
_YEN_A_DOLLAR = 150  # invented, as are all prices
_CERTAINTY = {"v": Certainty.VERIFIED, "r": Certainty.REPORTED, "i": Certainty.INFERRED}
_FIRST_DAY, _SPAN = date(2025, 9, 15), 250
_LAG = (14, 40)
"""Ordinary trade begins within `_SPAN` days; a good passes on after so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Declarations and, beside them, what is true of each."""

    declarations: tuple[Declaration, ...]
    outcomes: tuple[Outcome, ...]


def tell(rng: Random, members: Mapping[str, Member]) -> Told:
    """The story and the ordinary trade around it, in the order of days."""
    usual = [line for habit in HABITS for _ in range(habit.times) for line in _pass_on(rng, habit)]
    lines = sorted([*LINES, *usual], key=lambda line: line.day)
    declarations = tuple(_declaration(rng, row, line, members) for row, line in enumerate(lines, 1))
    outcomes = tuple(_outcome(row, line, members) for row, line in enumerate(lines, 1))
    return Told(declarations=declarations, outcomes=outcomes)


def _pass_on(rng: Random, habit: Habit) -> Iterator[Line]:
    """One run of a habit: the same weight goes all the way, each step some weeks after the one before."""
    day = _FIRST_DAY + timedelta(days=number(rng, 0, _SPAN))
    kilograms = 10 * number(rng, habit.least // 10, habit.most // 10)
    for seller, buyer, hs, disposition in habit.steps:
        yield Line(
            part="",
            seller=seller,
            buyer=buyer,
            hs=hs,
            day=day,
            kilograms=kilograms,
            disposition=disposition,
            why=habit.why,
            share=0 if disposition == "clear" else None,
            sure=pick(rng, "vvvr"),
        )
        day += timedelta(days=number(rng, *_LAG))


def _id(row: int) -> str:
    return f"D-{row:03}"


def _declaration(rng: Random, row: int, line: Line, members: Mapping[str, Member]) -> Declaration:
    seller, buyer, ware = members[line.seller], members[line.buyer], WARES[line.hs]
    home = seller.company.country
    flow = _flow(home, buyer.company.country)
    weight = Quantity(amount=Decimal(line.kilograms), unit="KGM")
    pieces = Decimal(line.kilograms * 1000 // ware.grams)
    yen = line.kilograms * ware.yen
    at_home = HOME in (home, buyer.company.country)
    return Declaration(
        id=DeclarationId(_id(row)),
        flow=flow,
        seller=_party(rng, seller),
        buyer=_party(rng, buyer),
        good=line.hs,
        day=line.day,
        origin=Origin(list_id=BOOK, row=row),
        quantity=weight if ware.unit == "KGM" else Quantity(amount=pieces, unit=ware.unit),
        weight=weight,
        value=Money(
            amount=Decimal(yen if at_home else yen // _YEN_A_DOLLAR),
            currency="JPY" if at_home else "USD",
            on=line.day,
        ),
        origin_country=line.origin or home,
        consigned_from=line.consigned or home,
        description=ware.english,
        certainty=_CERTAINTY[line.sure[0]],
        contested=line.sure.endswith("!"),
    )


def _flow(seller: str, buyer: str) -> Flow:
    """As Japan sees it; what passes between other countries is an import of the country it enters."""
    if seller == buyer:
        return Flow.DOMESTIC
    return Flow.EXPORT if seller == HOME else Flow.IMPORT


def _party(rng: Random, member: Member) -> Party:
    name, company = pick(rng, member.spellings), member.company
    written = company.address if name.isascii() else member.own_address
    return Party(name=name, country=company.country, address=written, company=company.id)


def _outcome(row: int, line: Line, members: Mapping[str, Member]) -> Outcome:
    return Outcome(
        declaration_id=_id(row),
        part=line.part,
        seller=members[line.seller].company.id,
        buyer=members[line.buyer].company.id,
        findings=line.findings,
        tiers=line.tiers,
        share=None if line.share is None else line.share * _WHOLE_PER_CENT,
        disposition=line.disposition,
        why=line.why,
    )
