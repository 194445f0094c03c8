"""The search for the best plan: level after level, then by lot.

A level is searched together with the one before it, which weighs more than all of it: held to its value by a constraint
alone, the level before leaves the solver without plans to begin with. What that gives is at least as good; where it is not
proved to be the best, the level is searched once more with the one before held, which gives the closer bound. After a level
that could not be proved the others are searched once, and no lot is drawn: equals are not known to be equals.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tadasu.funds._plan.conflict import Conflict, conflict_of
from tadasu.funds._plan.greedy import by_gain
from tadasu.funds._plan.levels import DRAWS, Stakes, lot_of, reached
from tadasu.funds._plan.model import Expression, Model, Solved
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a plan reaches on a level. `bound`: no plan that is as good on the levels before can reach more. `beyond`: what is
    lost whatever is taken. `spare` counts units of the budget that are left."""

    name: str
    value: int
    bound: int
    beyond: int = 0

    @property
    def gap(self) -> int:
        return self.bound - self.value

    @property
    def proved(self) -> bool:
        return self.gap == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """What was found, before it is explained."""

    taken: tuple[int, ...]
    levels: tuple[Level, ...]
    drawn: bool


def best_of(problem: PlanProblem, rules: Rules, stakes: Stakes, *, effort: int) -> Best | Conflict | None:
    """The best plan; a conflict where there is no plan, None where none was found before the limit."""
    if not rules.choices:
        return conflict_of(rules, effort=effort) if rules.broken(()) else _told(rules, stakes, (), {}, drawn=True)
    model = Model(rules, stakes, effort=effort)
    taken = by_gain(problem, rules, stakes)
    if rules.broken(taken):
        taken = ()
    if rules.broken(taken):
        solved = model.best({})
        if solved.state == "infeasible":
            return conflict_of(rules, effort=effort)
        if solved.state == "unsolved":
            return None
        taken = solved.taken
    return _Search(problem, rules, stakes, model, taken).run()


class _Search:
    """A plan that only gets better, and bounds that only get closer."""

    def __init__(
        self, problem: PlanProblem, rules: Rules, stakes: Stakes, model: Model, taken: tuple[int, ...]
    ) -> None:
        self._problem, self._rules, self._stakes, self._model = problem, rules, stakes, model
        self._taken = self._checked(taken)
        self._bounds: dict[str, int] = {}
        self._before = ""
        self._sure = True

    def run(self) -> Best:
        for name in self._stakes.levels:
            expression = self._model.levels.get(name, {})
            if expression:
                self._raise(name, expression)
        self._hold_before()
        draws = [self._draw(draw) for draw in range(DRAWS)] if self._sure else [False]
        return _told(self._rules, self._stakes, self._taken, self._bounds, drawn=all(draws))

    def _raise(self, name: str, expression: Expression) -> None:
        """Bounds and values are those of the expression, in which money is spent: below nothing."""
        top = sum(value for value in expression.values() if value > 0)
        bound = top
        if self._value(name) < top:
            both, weight = self._with_before(expression)
            solved = self._better(self._model.best(both, start=self._taken))
            if solved.state != "unsolved":
                bound = min(bound, solved.bound - weight * self._value(self._before))
        self._hold_before()
        if self._value(name) < bound and self._sure:
            solved = self._better(self._model.best(expression, start=self._taken))
            bound = min(bound, solved.bound) if solved.state != "unsolved" else bound
        self._sure = self._sure and self._value(name) == bound
        self._bounds[name] = bound
        self._model.hold({column: -factor for column, factor in expression.items()}, -bound)
        self._before = name

    def _with_before(self, expression: Expression) -> tuple[Expression, int]:
        if not self._before:
            return expression, 0
        weight = 1 + sum(abs(value) for value in expression.values())
        both = dict(expression)
        for column, factor in self._model.levels[self._before].items():
            both[column] = both.get(column, 0) + weight * factor
        return both, weight

    def _hold_before(self) -> None:
        if self._before:
            self._model.hold(self._model.levels[self._before], self._value(self._before))

    def _draw(self, draw: int) -> bool:
        """Whether the lot is surely drawn."""
        lots = {
            n: -lot_of(self._problem.lot, draw, one.candidate, one.option.id)
            for n, one in enumerate(self._rules.choices)
        }
        solved = self._better(self._model.best(lots, start=self._taken), lots)
        self._model.hold(lots, sum(lots[one] for one in self._taken))
        return solved.state == "optimal"

    def _better(self, solved: Solved, lots: Mapping[int, int] | None = None) -> Solved:
        """Take what was found if it is better on the first level in which it differs, the lot last."""
        if solved.state in ("optimal", "feasible"):
            self._taken = max((self._taken, self._checked(solved.taken)), key=lambda one: self._worth(one, lots or {}))
        return solved

    def _worth(self, taken: tuple[int, ...], lots: Mapping[int, int]) -> tuple[tuple[int, ...], int]:
        return reached(self._stakes, self._rules.choices, taken), sum(lots.get(one, 0) for one in taken)

    def _value(self, name: str) -> int:
        if not name:
            return 0
        value = reached(self._stakes, self._rules.choices, self._taken)[self._stakes.levels.index(name)]
        return value - self._stakes.budget if name == "spare" else value

    def _checked(self, taken: tuple[int, ...]) -> tuple[int, ...]:
        """What the solver says, after it was checked in whole numbers."""
        if broken := self._rules.broken(taken):
            raise ArithmeticError(f"the solver's plan breaks {broken[0].code}")
        return taken


def _told(rules: Rules, stakes: Stakes, taken: tuple[int, ...], bounds: Mapping[str, int], *, drawn: bool) -> Best:
    levels = []
    for name, value in zip(stakes.levels, reached(stakes, rules.choices, taken), strict=True):
        bound = bounds.get(name, value if name != "spare" else value - stakes.budget)
        bound += stakes.budget if name == "spare" else 0
        levels.append(Level(name=name, value=value, bound=max(value, bound), beyond=stakes.beyond.get(name, 0)))
    return Best(taken=taken, levels=tuple(levels), drawn=drawn)
