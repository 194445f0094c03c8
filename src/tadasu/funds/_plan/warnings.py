"""What a plan hangs on: intermediaries that carry much, countries that are reached through one alone, what falls with one.

Warnings, not constraints: issue 7, point 6.
"""

from collections.abc import Iterator, Sequence

from tadasu.funds._need import goes_dark
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.rules import Choice
from tadasu.funds._reason import Reason, reason

NEAR = 40
"""Per cent of what goes through intermediaries from which on one of them is named: our own choice, below the limit of 50."""


def warnings_of(problem: PlanProblem, chosen: Sequence[Choice]) -> tuple[Reason, ...]:
    """By intermediary, then by country; the last says of how many sources it is a guess that they close."""
    return (*_by_intermediary(problem, chosen), *_by_country(problem, chosen), *_unknown(problem, chosen))


def _by_intermediary(problem: PlanProblem, chosen: Sequence[Choice]) -> Iterator[Reason]:
    """A plan with what one intermediary carries taken out: what goes dark then that the plan keeps."""
    whole = sum(one.total for one in chosen if one.option.intermediary)
    alive = {key for one in chosen for key in one.option.keeps}
    before = goes_dark(problem.world, problem.closing - alive)
    for key in sorted({one.option.intermediary for one in chosen} - {""}):
        own = sum(one.total for one in chosen if one.option.intermediary == key)
        if 100 * own >= NEAR * whole:
            yield reason("plan.warning.share", intermediary=key, share=100 * own // whole)
        left = {source for one in chosen if one.option.intermediary != key for source in one.option.keeps}
        after = goes_dark(problem.world, problem.closing - left)
        cells, findings = len(after.cells) - len(before.cells), len(after.findings) - len(before.findings)
        if cells or findings:
            yield reason("plan.warning.carries", cells=cells, findings=findings, intermediary=key)


def _by_country(problem: PlanProblem, chosen: Sequence[Choice]) -> Iterator[Reason]:
    for country in sorted({one.country for one in chosen}):
        ways = {one.option.intermediary for one in chosen if one.country == country}
        grants = sum(one.country == country for one in chosen)
        if len(ways) == 1 and "" not in ways and grants > 1:
            yield reason("plan.warning.one-way", count=grants, country=country, intermediary=min(ways))


def _unknown(problem: PlanProblem, chosen: Sequence[Choice]) -> Iterator[Reason]:
    """Sources of whose money nobody knows: whether they close without a grant is a guess."""
    known = {one.key for one in problem.world.sources if one.months is not None}
    kept = {key for one in chosen for key in one.option.keeps} & problem.closing
    if unknown := len(kept - known):
        yield reason("plan.warning.unknown-money", count=unknown, of=len(kept))
