"""What a plan is worth, level by level: counted in whole numbers from the world, by the same rule as `goes_dark`.

Every level is a number of which more is better. Levels are never added. A level that is an ordinal, the reach of audiences,
is told band by band from the highest, so that only the order of the bands counts; sources whose reach is unknown are a band
of their own after the known ones: they are not nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tadasu.funds._need import closing_ways, goes_dark, position
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.rules import Choice

LOT = 100_000
"""Numbers of the lot go from 1 to this."""

DRAWS = 2
"""Lots that are drawn one after the other: that two plans are equal in both is next to impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that is lost when the sources that close do, and can be kept: it needs `least` of the `ways`, each of which
    is a set of savable sources (cells, findings) or of things (grounds)."""

    id: str
    ways: tuple[frozenset[str], ...]
    least: int
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """What can be kept, by level; `beyond` counts what is lost whatever is taken."""

    levels: Sequence[str]
    cells: Sequence[Thing]
    findings: Sequence[Thing]
    gravest: frozenset[str]
    holds: Sequence[Thing]
    duties: Sequence[Thing]
    reach: Mapping[str, frozenset[str]]
    beyond: Mapping[str, int]
    budget: int


def stakes_of(problem: PlanProblem, choices: Sequence[Choice]) -> Stakes:
    """What is at stake: everything that goes dark when all that close do, and which of it some choice could keep."""
    world = problem.world
    gone = problem.closing - world.lasting
    savable = frozenset(key for one in choices for key in one.option.keeps) & gone
    dark = goes_dark(world, gone)
    cells = [
        Thing(id=" ".join(one.key), ways=ways, least=1)
        for one in world.cells
        if one.key in dark.cells
        and (ways := tuple(way & gone for way in closing_ways(one, world.lasting) if way & gone <= savable))
    ]
    fallen = set(dark.findings)
    findings = [
        Thing(id=one.id, ways=tuple(frozenset({key}) for key in sorted(one.sources & savable)), least=short)
        for one in world.findings
        if one.id in fallen and (short := one.least - len(one.sources - gone)) <= len(one.sources & savable)
    ]
    kept = {one.id for one in findings}
    grounds = {
        kind: [
            Thing(
                id=one.id,
                ways=tuple(frozenset({each}) for each in sorted(one.findings & kept)),
                least=1,
                weight=one.count,
            )
            for one in world.grounds
            if one.kind == kind and one.id in dark.grounds and one.findings & kept
        ]
        for kind in ("hold", "duty")
    }
    top = world.scales.severity[-1]
    held = {kind: sum(one.weight for one in things) for kind, things in grounds.items()}
    return Stakes(
        levels=tuple(level for one in problem.levels for level in _expanded(problem, one)),
        cells=sorted(cells, key=lambda one: one.id),
        findings=sorted(findings, key=lambda one: one.id),
        gravest=frozenset(one.id for one in world.findings if top in one.severity),
        holds=sorted(grounds["hold"], key=lambda one: one.id),
        duties=sorted(grounds["duty"], key=lambda one: one.id),
        reach=_reach(problem, savable),
        beyond={
            "cells": len(dark.cells) - len(cells),
            "findings": len(dark.findings) - len(findings),
            "holds": dark.holds - held["hold"],
            "duties": dark.duties - held["duty"],
        },
        budget=sum(units for one in problem.lines for units in one.budget.values()),
    )


def _expanded(problem: PlanProblem, level: str) -> Sequence[str]:
    bands = len(problem.world.scales.reach)
    return [*(f"reach.{band}" for band in range(bands, 0, -1)), "reach.unknown"] if level == "reach" else [level]


def _reach(problem: PlanProblem, savable: frozenset[str]) -> dict[str, frozenset[str]]:
    known = {one.key: one.reach for one in problem.world.sources}
    found: dict[str, set[str]] = {}
    for key in savable:
        value = known.get(key)
        band = "unknown" if value is None else str(position(problem.world.scales.reach, value))
        found.setdefault(f"reach.{band}", set()).add(key)
    return {level: frozenset(keys) for level, keys in found.items()}


def kept_things(things: Iterable[Thing], there: frozenset[str] | set[str]) -> set[str]:
    """Ids of what is kept by what is there."""
    return {one.id for one in things if sum(way <= there for way in one.ways) >= one.least}


def reached(stakes: Stakes, choices: Sequence[Choice], taken: Iterable[int]) -> tuple[int, ...]:
    """The value of a plan on every level, in their order."""
    chosen = [choices[one] for one in taken]
    alive = frozenset(key for one in chosen for key in one.option.keeps)
    findings = kept_things(stakes.findings, alive)
    holds, duties = kept_things(stakes.holds, findings), kept_things(stakes.duties, findings)
    values = {
        "cells": len(kept_things(stakes.cells, alive)),
        "gravest": len(findings & stakes.gravest),
        "findings": len(findings),
        "holds": sum(one.weight for one in stakes.holds if one.id in holds),
        "duties": sum(one.weight for one in stakes.duties if one.id in duties),
        "spare": stakes.budget - sum(one.total for one in chosen),
    }
    return tuple(
        values[level] if level in values else len(stakes.reach.get(level, frozenset()) & alive)
        for level in stakes.levels
    )


def lot_of(lot: str, draw: int, candidate: str, option: str) -> int:
    """The number by which an option stands in a draw among equals: the plan with the smallest sum is taken. It comes from the
    text of the lot by SHA-256, so that whoever knows the text can repeat it and nobody could choose it."""
    digest = sha256("\n".join((lot, str(draw), candidate, option)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % LOT + 1
