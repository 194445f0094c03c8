"""Slow twin of `tadasu.funds`: what goes dark, the smallest sets, and the best plan, each by trying everything.

Nothing of the room is used but the shapes of its input: costs, constraints, levels and the lot are written down here once more.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations, product

from tadasu.funds import Candidate, Option, PlanProblem, World

Taken = tuple[tuple[Candidate, Option], ...]


def dark(world: World, closing: frozenset[str]) -> tuple[set[tuple[str, str]], set[str], set[str]]:
    """Cells, findings and grounds that are there now and not when these close."""
    gone = {key for key in closing if key not in world.lasting}
    now, then = _there(world, set()), _there(world, gone)
    return now[0] - then[0], now[1] - then[1], now[2] - then[2]


def smallest(world: World, cell: tuple[str, str], most: int) -> set[frozenset[str]]:
    """Sets of at most so many sources whose closing turns a cell dark, without those that hold another."""
    every = sorted({key for one in world.cells for way in one.ways for key in way} - world.lasting)
    found: list[frozenset[str]] = []
    for size in range(1, most + 1):
        for several in map(frozenset, combinations(every, size)):
            if cell in dark(world, several)[0] and not any(one <= several for one in found):
                found.append(several)
    return set(found)


def best(problem: PlanProblem) -> tuple[tuple[int, ...], tuple[tuple[str, str], ...]] | None:
    """Values of every level, and the candidates and options of the best plan; None where none holds to everything."""
    plans = [one for one in every_plan(problem) if allowed(problem, one)]
    if not plans:
        return None
    chosen = max(plans, key=lambda one: (values(problem, one), -_lots(problem, one, 0), -_lots(problem, one, 1)))
    return values(problem, chosen), tuple(sorted((one.id, option.id) for one, option in chosen))


def every_plan(problem: PlanProblem) -> Iterator[Taken]:
    ways: list[list[tuple[Candidate, Option] | None]] = [
        [None, *((one, option) for option in one.options)] for one in problem.candidates
    ]
    for several in product(*ways):
        yield tuple(one for one in several if one is not None)


def allowed(problem: PlanProblem, taken: Taken) -> bool:
    limits, names = problem.limits, {one.id for one, _ in taken}
    if not limits.must <= names or limits.never & names:
        return False
    if any(len(several & names) > 1 for several in limits.conflicts):
        return False
    return all(_fits(problem, *one) for one in taken) and _money(problem, taken) and _shares(problem, taken)


def values(problem: PlanProblem, taken: Taken) -> tuple[int, ...]:
    """Level by level, more is better; the reach of audiences band by band, the unknown last."""
    world = problem.world
    alive = frozenset(key for _, option in taken for key in option.keeps)
    before, after = dark(world, problem.closing), dark(world, problem.closing - alive)
    findings, grounds = before[1] - after[1], before[2] - after[2]
    top = max(world.scales.severity)
    kept = (alive & problem.closing) - world.lasting
    reach = {one.key: one.reach for one in world.sources}
    told = {
        "cells": [len(before[0] - after[0])],
        "gravest": [sum(one.id in findings and top in one.severity for one in world.findings)],
        "findings": [len(findings)],
        "holds": [sum(one.count for one in world.grounds if one.id in grounds and one.kind == "hold")],
        "duties": [sum(one.count for one in world.grounds if one.id in grounds and one.kind == "duty")],
        "reach": [
            sum(reach.get(key) == band for key in kept) for band in (*sorted(world.scales.reach, reverse=True), None)
        ],
        "spare": [
            sum(units for one in problem.lines for units in one.budget.values())
            - sum(sum(_cost(problem, option).values()) for _, option in taken)
        ],
    }
    return tuple(value for level in problem.levels for value in told[level])


def _there(world: World, gone: set[str]) -> tuple[set[tuple[str, str]], set[str], set[str]]:
    cells = {(one.country, one.sector) for one in world.cells if any(not way & gone for way in one.ways)}
    findings = {one.id for one in world.findings if len(one.sources - gone) >= one.least}
    return cells, findings, {one.id for one in world.grounds if one.findings & findings}


def _cost(problem: PlanProblem, option: Option) -> dict[str, int]:
    cost = {year: units for year, units in option.amounts.items() if units}
    if len(cost) > 1:
        days, dearest = problem.limits.closing_days, max(cost.values())
        cost[min(cost)] += (dearest * days + 364) // 365
    return cost


def _fits(problem: PlanProblem, candidate: Candidate, option: Option) -> bool:
    line = next(one for one in problem.lines if one.id == option.line)
    tier = next(one for one in problem.tiers if one.id == option.tier)
    given = sum(option.amounts.values())
    return (
        (not line.oda or candidate.country in problem.recipients)
        and (not line.purposes or candidate.purpose in line.purposes)
        and tier.least <= given <= tier.most
        and set(_cost(problem, option)) <= set(line.budget)
    )


def _money(problem: PlanProblem, taken: Taken) -> bool:
    emergency = {one.id for one in problem.tiers if one.emergency}
    for line in problem.lines:
        for year, units in line.budget.items():
            costs = [(option, _cost(problem, option).get(year, 0)) for _, option in taken if option.line == line.id]
            usual = sum(cost for option, cost in costs if option.tier not in emergency)
            if sum(cost for _, cost in costs) > units:
                return False
            if line.reserve.get(year) and usual > units - line.reserve[year]:
                return False
    by_country: dict[str, int] = {}
    for candidate, option in taken:
        by_country[candidate.country] = by_country.get(candidate.country, 0) + sum(_cost(problem, option).values())
    return all(by_country.get(one, 0) <= most for one, most in problem.limits.caps.items()) and all(
        by_country.get(one, 0) >= least for one, least in problem.limits.floors.items()
    )


def _shares(problem: PlanProblem, taken: Sequence[tuple[Candidate, Option]]) -> bool:
    by: dict[str, int] = {}
    for _, option in taken:
        if option.intermediary:
            by[option.intermediary] = by.get(option.intermediary, 0) + sum(_cost(problem, option).values())
    whole = sum(by.values())
    few = not by or len(by) >= problem.limits.intermediaries
    return few and all(100 * own <= problem.limits.share * whole for own in by.values())


def _lots(problem: PlanProblem, taken: Taken, draw: int) -> int:
    found = 0
    for candidate, option in taken:
        said = f"{problem.lot}\n{draw}\n{candidate.id}\n{option.id}".encode()
        found += int.from_bytes(sha256(said).digest()[:8], "big") % 100_000 + 1
    return found
