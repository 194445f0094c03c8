"""What would have to change for a candidate: the price of forcing it in, and the money with which it is in and nothing is lost.

Each is solved anew. More money does not always bring somebody in: with more, something else may be worth more. So the second
answer is the least addition to the budget with which a plan exists that has the candidate and is on every level but the
spared money as good as the plan was; whether the plan for that budget has it, is told too.
"""

from dataclasses import dataclass, replace

from tadasu.funds._plan.conflict import Conflict
from tadasu.funds._plan.levels import stakes_of
from tadasu.funds._plan.making import Plan, with_must
from tadasu.funds._plan.model import EFFORT, Model
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.rules import rules_of
from tadasu.funds._plan.search import Best, Level, best_of
from tadasu.schema import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """The best plan that has the candidate. `lost`: level and by how much it falls, of those that change (a gain is negative,
    and comes only after a loss). `leave`, `enter`: who goes and who comes with it. Or why it cannot be."""

    candidate: str
    levels: tuple[Level, ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    leave: tuple[str, ...] = ()
    enter: tuple[str, ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """Units by line and fiscal year that have to be added; `chosen`: the plan for that budget has the candidate. Not `proved`
    where the solver ended before it was sure that less would not do."""

    candidate: str
    extra: tuple[tuple[str, str, int], ...]
    chosen: bool
    proved: bool

    @property
    def total(self) -> int:
        return sum(units for _, _, units in self.extra)


def forced(problem: PlanProblem, plan: Plan, candidate: str, *, effort: int = EFFORT) -> Forced | None:
    """What it costs to have this candidate in; None where the solver found no answer. Raises UsageError for no candidate."""
    _hold(problem, candidate)
    other = with_must(problem, candidate)
    rules = rules_of(other)
    best = best_of(other, rules, stakes_of(other, rules.choices), effort=effort)
    if not isinstance(best, Best):
        return Forced(candidate=candidate, conflict=best) if best else None
    here = {one for one, _ in plan.taken}
    there = {rules.choices[one].candidate for one in best.taken}
    lost = [(one.name, one.value - two.value) for one, two in zip(plan.levels, best.levels, strict=True)]
    return Forced(
        candidate=candidate,
        levels=best.levels,
        lost=tuple(one for one in lost if one[1]),
        leave=tuple(sorted(here - there)),
        enter=tuple(sorted(there - here)),
    )


def entry(problem: PlanProblem, plan: Plan, candidate: str, *, effort: int = EFFORT) -> WayIn | None:
    """The least additional money with which it is in and nothing is lost; None where no money brings that about."""
    _hold(problem, candidate)
    other = with_must(problem, candidate)
    rules = rules_of(other)
    stakes = stakes_of(other, rules.choices)
    if not rules.choices:
        return None
    model = Model(rules, stakes, effort=effort, loose=True)
    for level in plan.levels:
        if level.name != "spare":
            model.hold(model.levels.get(level.name, {}), level.value)
    solved = model.best(dict.fromkeys(model.extra.values(), -1))
    if solved.state not in ("optimal", "feasible"):
        return None
    extra = {key: units for key, units in zip(model.extra, solved.extra, strict=True) if units}
    richer = with_more(problem, extra)
    rules = rules_of(richer)
    best = best_of(richer, rules, stakes_of(richer, rules.choices), effort=effort)
    taken = best.taken if isinstance(best, Best) else ()
    return WayIn(
        candidate=candidate,
        extra=tuple((line, year, units) for (line, year), units in extra.items()),
        chosen=candidate in {rules.choices[one].candidate for one in taken},
        proved=solved.state == "optimal",
    )


def with_more(problem: PlanProblem, extra: dict[tuple[str, str], int]) -> PlanProblem:
    """The same problem with more money."""
    lines = [
        replace(one, budget={year: units + extra.get((one.id, year), 0) for year, units in one.budget.items()})
        for one in problem.lines
    ]
    return replace(problem, lines=lines)


def _hold(problem: PlanProblem, candidate: str) -> None:
    if candidate not in {one.id for one in problem.candidates}:
        raise UsageError("funds-unknown", what="candidate", name=candidate)
