"""A plan for a given budget: what to fund so that most is kept, by a stated objective, under stated constraints. It is advice.

The objective has levels. The first is made as large as it can be, then the second among all plans that reach the first, and
so on; of plans that are equal on all, one is drawn by a lot that was fixed before (`lot_of`). For each level the bound is
told beyond which no plan can go; where it equals the value, the value is proved to be the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tadasu.funds._need import RankingLine
from tadasu.funds._plan.conflict import Conflict
from tadasu.funds._plan.greedy import by_gain, by_order
from tadasu.funds._plan.levels import Stakes, reached, stakes_of
from tadasu.funds._plan.model import EFFORT
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.reasons import Decision, decisions_of
from tadasu.funds._plan.rules import Choice, Rules, rules_of
from tadasu.funds._plan.search import Best, Level, best_of
from tadasu.funds._plan.warnings import warnings_of
from tadasu.funds._reason import Reason

ADVICE: Literal["advice"] = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Units of a line in a fiscal year: what the plan takes of the budget, and what is kept for emergencies."""

    line: str
    year: str
    budget: int
    reserve: int
    spent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Another plan beside this one: what it reaches on the same levels, whom only one of them takes, which rules it breaks."""

    name: Literal["gain", "ranking"]
    values: tuple[int, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    breaks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`kind` is always advice: nothing here decides, pays or tells anybody. `drawn`: equals were told apart by the lot;
    otherwise the solver ended before it was sure of that. `decisions` hold every candidate, by id."""

    kind: Literal["advice"] = ADVICE
    levels: tuple[Level, ...]
    decisions: tuple[Decision, ...]
    spent: tuple[Spent, ...]
    drawn: bool
    compared: tuple[Compared, ...]
    warnings: tuple[Reason, ...]

    @property
    def proved(self) -> bool:
        return all(one.proved for one in self.levels)

    @property
    def taken(self) -> tuple[tuple[str, str], ...]:
        """Candidates and options that are in."""
        return tuple((one.candidate, one.option) for one in self.decisions if one.option)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlan:
    """No plan keeps to all constraints, and which of them conflict; without any, the solver ended before it found a plan."""

    kind: Literal["advice"] = ADVICE
    conflict: Conflict | None


def plan(problem: PlanProblem, *, ranking: Sequence[RankingLine] = (), effort: int = EFFORT) -> Plan | NoPlan:
    """The best plan that was found, explained and compared. `ranking` of sources, if there is one, gives a plan to compare
    with.

    The same in any order of the input. `effort` limits the nodes of each search.
    """
    rules = rules_of(problem)
    stakes = stakes_of(problem, rules.choices)
    best = best_of(problem, rules, stakes, effort=effort)
    if not isinstance(best, Best):
        return NoPlan(conflict=best)
    return Plan(
        levels=best.levels,
        decisions=decisions_of(problem, rules, stakes, best.taken),
        spent=tuple(_spent(problem, [rules.choices[one] for one in best.taken])),
        drawn=best.drawn,
        compared=tuple(_compared(problem, rules, stakes, best.taken, ranking)),
        warnings=warnings_of(problem, [rules.choices[one] for one in best.taken]),
    )


def _spent(problem: PlanProblem, chosen: Sequence[Choice]) -> list[Spent]:
    return [
        Spent(
            line=line.id,
            year=year,
            budget=units,
            reserve=line.reserve.get(year, 0),
            spent=sum(one.cost.get(year, 0) for one in chosen if one.option.line == line.id),
        )
        for line in sorted(problem.lines, key=lambda one: one.id)
        for year, units in sorted(line.budget.items())
    ]


def _compared(
    problem: PlanProblem, rules: Rules, stakes: Stakes, taken: tuple[int, ...], ranking: Sequence[RankingLine]
) -> list[Compared]:
    others: list[tuple[Literal["gain", "ranking"], tuple[int, ...]]] = [("gain", by_gain(problem, rules, stakes))]
    if ranking:
        places = {one.id: one.place for one in ranking}
        last = len(places) + 1

        def place(choice: Choice) -> tuple[int, str]:
            return min((places.get(key, last) for key in choice.option.keeps), default=last), choice.candidate

        others.append(("ranking", by_order(rules, stakes, place)))
    here = {rules.choices[one].candidate for one in taken}
    found = []
    for name, other in others:
        there = {rules.choices[one].candidate for one in other}
        found.append(
            Compared(
                name=name,
                values=reached(stakes, rules.choices, other),
                only_here=tuple(sorted(here - there)),
                only_there=tuple(sorted(there - here)),
                breaks=rules.broken(other),
            )
        )
    return found


def with_must(problem: PlanProblem, candidate: str) -> PlanProblem:
    """The same with a candidate that has to be in."""
    return replace(problem, limits=replace(problem.limits, must=problem.limits.must | {candidate}))
