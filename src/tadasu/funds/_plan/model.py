"""The plan as a programme of whole numbers for HiGHS (https://highs.dev): what is taken, what it keeps, and the constraints.

A source is kept by one option at least, a way by all its sources, a thing by as many of its ways as it needs: so what two
candidates are worth together need not be what they are worth one by one. HiGHS reckons with floating point; its answers are
therefore only taken as choices, and counted and checked again in whole numbers by whoever asked. One thread, one seed, a
limit of nodes and none of time: the same programme gives the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, floor
from typing import Literal

import highspy
import numpy as np

from tadasu.funds._plan.levels import Stakes, Thing
from tadasu.funds._plan.rules import Rule, Rules

EFFORT = 100
"""Nodes of the search tree at most, for each question that is put to the solver."""

_FEASIBLE = 1e-9
"""How far the solver may miss a constraint."""

_WHOLE = 1e-6
"""By how much a bound of something whole may miss a whole number."""

_MOST_ROWS = 40
"""Of one thing."""

_GAP = 0.99
"""Every objective is whole: nothing better fits into less than this."""

Expression = Mapping[int, int]
"""Column -> factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """`bound`: no solution is better than this. `unsolved`: the limit came before any answer."""

    state: Literal["optimal", "feasible", "infeasible", "unsolved"]
    taken: tuple[int, ...] = ()
    bound: int = 0
    extra: tuple[int, ...] = ()


class _Silent(highspy.Highs):
    """Without the greeting that HiGHS's class for Python writes to the standard output before anybody can forbid it."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.callbacks = []


class Model:
    """Columns and rows. Objectives of levels stand in `levels`; those of money beyond the budget in `extra`."""

    def __init__(
        self, rules: Rules, stakes: Stakes | None = None, *, effort: int = EFFORT, loose: bool = False
    ) -> None:
        self._rules, self._effort = rules, effort
        self._upper: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[tuple[float, float, Expression]] = []
        self._columns(len(rules.choices))
        self.extra: dict[tuple[str, str], int] = {}
        if loose:
            money = sorted({rule.money for rule in rules.linear if rule.money is not None})
            self.extra = dict(zip(money, self._columns(len(money), upper=highspy.kHighsInf, whole=False), strict=True))
        for rule in rules.linear:
            self._rule(rule)
        self._intermediaries()
        self.levels: dict[str, Expression] = {}
        if stakes is not None:
            self._stakes(stakes)

    def hold(self, expression: Expression, least: int) -> None:
        """From now on it is at least this."""
        self._rows.append((least, highspy.kHighsInf, expression))

    def best(self, objective: Expression, *, start: Sequence[int] = ()) -> Solved:
        """The most of it; `start` is a plan to begin with, if it can be one."""
        solver = self._solver(objective)
        if start:
            taken = set(start)
            values = [float(n in taken) for n in range(len(self._rules.choices))]
            solver.setSolution(len(values), np.arange(len(values), dtype=np.int32), np.array(values))
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Solved(state="infeasible")
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solved(state="unsolved")
        values = list(solver.getSolution().col_value)
        optimal = status == highspy.HighsModelStatus.kOptimal
        bound = info.objective_function_value if optimal else info.mip_dual_bound
        return Solved(
            state="optimal" if optimal else "feasible",
            taken=tuple(n for n in range(len(self._rules.choices)) if values[n] > 0.5),
            bound=floor(min(bound, 2.0**62) + _WHOLE),
            extra=tuple(round(values[column]) for column in self.extra.values()),
        )

    def _columns(self, count: int, *, upper: float = 1.0, whole: bool = True) -> range:
        first = len(self._upper)
        self._upper += [upper] * count
        self._whole += [whole] * count
        return range(first, first + count)

    def _rule(self, rule: Rule) -> None:
        terms = dict(rule.terms)
        if rule.money is not None and rule.money in self.extra:
            terms[self.extra[rule.money]] = -1
        least = -highspy.kHighsInf if rule.least is None else rule.least
        most = highspy.kHighsInf if rule.most is None else rule.most
        self._rows.append((least, most, terms))

    def _intermediaries(self) -> None:
        """Where anything goes through one, so many are used."""
        through = self._rules.through
        if not through or self._rules.few < 2:
            return
        any_ = self._columns(1)[0]
        used = self._columns(len(through))
        for column, own in zip(used, (through[key] for key in sorted(through)), strict=True):
            self._rows.append((0, highspy.kHighsInf, {**dict.fromkeys(own, 1), column: -1}))
            self._rows += [(0, highspy.kHighsInf, {any_: 1, one: -1}) for one in own]
        self._rows.append((0, highspy.kHighsInf, {**dict.fromkeys(used, 1), any_: -self._rules.few}))

    def _stakes(self, stakes: Stakes) -> None:
        kept_by: dict[str, list[int]] = {}
        for n, one in enumerate(self._rules.choices):
            for key in sorted(one.option.keeps):
                kept_by.setdefault(key, []).append(n)
        alive = dict(zip(sorted(kept_by), self._columns(len(kept_by)), strict=True))
        for key, column in alive.items():
            self._at_most(column, kept_by[key])
        cells = self._things(stakes.cells, alive)
        findings = self._things(stakes.findings, alive)
        holds, duties = self._things(stakes.holds, findings), self._things(stakes.duties, findings)
        self.levels = {
            "cells": dict.fromkeys(cells.values(), 1),
            "gravest": {findings[one.id]: 1 for one in stakes.findings if one.id in stakes.gravest},
            "findings": dict.fromkeys(findings.values(), 1),
            "holds": {holds[one.id]: one.weight for one in stakes.holds},
            "duties": {duties[one.id]: one.weight for one in stakes.duties},
            "spare": {n: -one.total for n, one in enumerate(self._rules.choices)},
            **{level: {alive[key]: 1 for key in sorted(keys) if key in alive} for level, keys in stakes.reach.items()},
        }

    def _things(self, things: Sequence[Thing], there: Mapping[str, int]) -> dict[str, int]:
        columns = dict(zip((one.id for one in things), self._columns(len(things)), strict=True))
        for one in things:
            ways = [self._way([there[key] for key in sorted(way)]) for way in sorted(one.ways, key=sorted)]
            self._needs(columns[one.id], ways, one.least)
        return columns

    def _needs(self, column: int, ways: Sequence[int], least: int) -> None:
        """Only with so many of the ways: of any that are too many to be missed, one is there. This says the same as one row that
        counts them, and leaves the solver less room for fractions; where it takes too many rows, one row counts."""
        size = len(ways) - least + 1
        if comb(len(ways), size) > _MOST_ROWS:
            self._at_most(column, ways, factor=least)
        else:
            for several in combinations(ways, size):
                self._at_most(column, several)

    def _way(self, parts: Sequence[int]) -> int:
        """A column that is 1 only where all parts are."""
        if len(parts) == 1:
            return parts[0]
        column = self._columns(1)[0]
        for part in parts:
            self._at_most(column, [part])
        return column

    def _at_most(self, column: int, others: Iterable[int], *, factor: int = 1) -> None:
        self._rows.append((0, highspy.kHighsInf, {**dict.fromkeys(others, 1), column: -factor}))

    def _solver(self, objective: Expression) -> highspy.Highs:
        solver = _Silent()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", _GAP),
            ("mip_feasibility_tolerance", _FEASIBLE),
            ("primal_feasibility_tolerance", _FEASIBLE),
            ("mip_max_nodes", self._effort),
        ):
            solver.setOptionValue(name, value)
        count = len(self._upper)
        nothing, no_index = np.zeros(0), np.zeros(0, dtype=np.int32)
        cost = np.zeros(count)
        for column, factor in objective.items():
            cost[column] = factor
        solver.addCols(count, cost, np.zeros(count), np.array(self._upper), 0, no_index, no_index, nothing)
        kinds = np.array([1 if whole else 0 for whole in self._whole], dtype=np.uint8)
        solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._pass_rows(solver)
        return solver

    def _pass_rows(self, solver: highspy.Highs) -> None:
        starts = np.cumsum([0, *(len(terms) for _, _, terms in self._rows)], dtype=np.int32)[:-1]
        columns = [column for _, _, terms in self._rows for column in sorted(terms)]
        factors = [float(terms[column]) for _, _, terms in self._rows for column in sorted(terms)]
        solver.addRows(
            len(self._rows),
            np.array([least for least, _, _ in self._rows], dtype=float),
            np.array([most for _, most, _ in self._rows], dtype=float),
            len(columns),
            starts,
            np.array(columns, dtype=np.int32),
            np.array(factors, dtype=float),
        )
