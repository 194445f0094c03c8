"""From what somebody set and chose to the problem of a plan: amounts in units of the budget, options of candidates. Pure.

Budgets are rounded down to whole units and grants up, so that rounding never spends what is not there.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tadasu.funds import LEVELS, Candidate, Limits, Option, PlanLine, PlanProblem, Tier, World

MOST_UNITS = 10**9
"""Of all budgets together: what `tadasu.funds` reckons with without missing a unit."""

ORDERS: Mapping[str, tuple[str, ...]] = {
    "usual": LEVELS,
    "findings": ("gravest", "findings", "cells", "holds", "duties", "reach", "spare"),
}
"""Objectives by the codes of `data/words.yaml`."""

BRIDGE, CORE = "bridge", "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A line with what may be spent in each fiscal year, in minor units."""

    code: str
    oda: bool
    years: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A candidate: `standing` is may, must or never; `yearly` its own amount in minor units, None for that of the tier; `through`
    the pseudonym of an intermediary's award, "" where we would pay ourselves."""

    standing: str = "may"
    yearly: int | None = None
    through: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is set for a plan; amounts in minor units. `yearly`: tier -> what a grant is a year. `reserve`, `share`: per cent."""

    rooms: Sequence[Room]
    first_year: int
    years: int
    yearly: Mapping[str, int]
    order: str
    lot: str
    reserve: int = 0
    share: int = 50
    intermediaries: int = 3
    closing_days: int = 90
    caps: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)


def unit_of(rooms: Sequence[Room]) -> int:
    """How many minor units make a unit of the plan: 1, or the smallest power of ten with which the numbers are small enough."""
    whole, unit = sum(value for room in rooms for value in room.years.values()), 1
    while whole // unit > MOST_UNITS:
        unit *= 10
    return unit


def problem_for(
    world: World,
    *,
    closing: Collection[str],
    setting: Setting,
    chosen: Mapping[str, Chosen],
    recipients: Collection[str],
) -> PlanProblem:
    """Raises UsageError as `PlanProblem`."""
    unit = unit_of(setting.rooms)
    places = country_of(world)
    most = sum(value for room in setting.rooms for value in room.years.values()) // unit
    by_standing = {
        standing: frozenset(key for key, one in chosen.items() if one.standing == standing)
        for standing in ("must", "never")
    }
    return PlanProblem(
        world=world,
        closing=frozenset(closing) | frozenset(chosen),
        candidates=[
            Candidate(id=key, country=places[key], options=list(_options(key, one, setting, unit)))
            for key, one in sorted(chosen.items())
        ],
        lines=[_line(room, setting, unit) for room in setting.rooms],
        tiers=[Tier(id=tier, least=0, most=max(most, 1)) for tier in sorted(setting.yearly)],
        recipients=frozenset(recipients),
        limits=Limits(
            share=setting.share,
            intermediaries=setting.intermediaries,
            closing_days=setting.closing_days,
            caps={country: amount // unit for country, amount in setting.caps.items()},
            floors={country: -(-amount // unit) for country, amount in setting.floors.items()},
            must=by_standing["must"],
            never=by_standing["never"],
        ),
        levels=ORDERS[setting.order],
        lot=setting.lot,
    )


def country_of(world: World) -> dict[str, str]:
    """Source -> the country of which it is known for most: the first by name among equals."""
    counted: dict[str, Counter[str]] = {}
    for cell in world.cells:
        for source in {one for way in cell.ways for one in way}:
            counted.setdefault(source, Counter())[cell.country] += 1
    for finding in world.findings:
        for source in finding.sources:
            counted.setdefault(source, Counter())[finding.country] += 0
    return {source: min(places, key=lambda one: (-places[one], one)) for source, places in counted.items()}


def _line(room: Room, setting: Setting, unit: int) -> PlanLine:
    budget = {year: amount // unit for year, amount in room.years.items()}
    reserve = {year: -(-units * setting.reserve // 100) for year, units in budget.items()} if setting.reserve else {}
    return PlanLine(id=room.code, budget=budget, oda=room.oda, reserve=reserve)


def _options(key: str, one: Chosen, setting: Setting, unit: int) -> Sequence[Option]:
    found = []
    for tier, usual in sorted(setting.yearly.items()):
        yearly = -(-(usual if one.yearly is None else one.yearly) // unit)
        years = 1 if tier == BRIDGE else setting.years
        if tier == CORE and years == 1 and BRIDGE in setting.yearly:
            continue  # a core grant of one year is what a bridge grant is already
        for room in setting.rooms:
            amounts = {str(setting.first_year + n): yearly for n in range(years)}
            found.append(
                Option(
                    id=f"{tier} {room.code}",
                    tier=tier,
                    line=room.code,
                    amounts=amounts,
                    keeps=frozenset({key}),
                    intermediary=one.through,
                )
            )
    return found
