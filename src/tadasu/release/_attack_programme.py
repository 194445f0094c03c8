"""The adversary's own linear programme: what every cell may hold, given all releases and files. Built from the published things
alone; the true grants say only which chains of payers there are, and what an insider has itself. `of`: from these releases of
ours and the files; what is known without a release is no singling-out by it."""

from collections.abc import Iterator, Sequence
from itertools import product

import highspy
import numpy as np

from tadasu.release._attack_view import View, Where, adds_up, between, covers, told
from tadasu.release._grant import Grant, TheirFile
from tadasu.release._released import Figure, Release
from tadasu.release._solver import Solver

_NEAR = 1e-6


class Programme:
    """Variables: (cell, set of publishing intermediaries in the chain). Of amounts in units of what the total has six digits
    in."""

    def __init__(
        self, view: View, measure: str, *, own: Sequence[Grant] = (), of: Sequence[Release] | None = None
    ) -> None:
        self.view, self.measure, self.contradicts = view, measure, False
        every = (view.release, *view.earlier)
        self.axes = [sorted({one for release in every for one in axis(release)}) for axis in _AXES]
        publishing = {one.intermediary for one in view.theirs}
        chains = {frozenset(one.intermediaries) & publishing for one in view.grants} | {frozenset[str]()}
        chains |= {frozenset({one}) for one in publishing} if not view.grants else set()
        self.variables = list(product(product(*self.axes), sorted(chains, key=sorted)))
        figures = [figure.amount or 0 for release in every for figure in release.figures]
        largest = max([1, *figures, *self._others(own)])
        self.unit = max(1, largest // 1_000_000) if measure == "amount" else 1
        self.far = (largest * 50 // self.unit + 1000) if measure == "amount" else 10_000_000
        self.own: dict[int, int] = {}
        self.releases = every if of is None else of
        self.solver = self._built(own)

    def _others(self, own: Sequence[Grant]) -> Iterator[int]:
        """Other numbers that the programme must be able to hold."""
        yield sum(one.amount for one in own)
        for file in self.view.theirs:
            yield sum(row.amount or 0 for row in file.rows)

    def narrow(self, where: Where, years: Sequence[str]) -> bool:
        """Whether an entry can be narrowed down, what files tell of it and what the insider has taken off."""
        files = {file.intermediary for file in self.view.theirs if adds_up(file, where)}
        columns = [
            number
            for number, (place, chain) in enumerate(self.variables)
            if covers(where, place) and place[2] in years and not chain & files
        ]
        if not columns:
            return False
        mine = sum(self.own.get(one, 0) for one in columns)
        low, high = (self._end(columns, sign) for sign in (1, -1))
        if low is None or high is None:
            self.contradicts = True
            return False
        return self._is_narrow(max(0.0, low - mine / self.unit), high - mine / self.unit)

    def _is_narrow(self, low: float, high: float) -> bool:
        """For counts: fewer than the smallest group apart. For amounts: less than a rounding apart, or both ends near the
        middle."""
        if high < _NEAR or high > self.far / 2:
            return False
        policy = self.view.policy
        if self.measure == "count":
            return high - low < policy.few_grantees - _NEAR
        below, above = 100 - policy.protection, 100 + policy.protection
        return (high - low) * self.unit < self.view.release.amount_base * (1 - _NEAR) or high * below < low * above * (
            1 - _NEAR
        )

    def _end(self, columns: list[int], sign: int) -> float | None:
        """The least (1) or the most (-1)."""
        chosen = np.array(columns, dtype=np.int32)
        self.solver.changeColsCost(len(columns), chosen, np.full(len(columns), float(sign)))
        values = self._values()
        if values is not None and self.measure == "count" and np.abs(values - np.rint(values)).max() > _NEAR:
            every = np.arange(len(self.variables), dtype=np.int32)
            for kind in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous):
                self.solver.changeColsIntegrality(len(every), every, np.full(len(every), kind))
                values = self._values() if kind is highspy.HighsVarType.kInteger else values
        self.solver.changeColsCost(len(columns), chosen, np.zeros(len(columns)))
        return None if values is None else float(values[chosen].sum())

    def _values(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]] | None":
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.solver.getSolution().col_value)

    def _built(self, own: Sequence[Grant]) -> Solver:
        solver, size = Solver(), len(self.variables)
        number_of = {variable: number for number, variable in enumerate(self.variables)}
        publishing = {one.intermediary for one in self.view.theirs}
        for one in own:
            number = number_of.get((self.view.place(one), frozenset(one.intermediaries) & publishing))
            if number is not None:
                self.own[number] = self.own.get(number, 0) + (one.amount if self.measure == "amount" else 1)
        least = np.array([self.own.get(number, 0) / self.unit for number in range(size)])
        solver.addVars(size, least, np.full(size, float(self.far)))
        for columns, low, high in self._equations():
            ends = low / self.unit, highspy.kHighsInf if high is None else high / self.unit
            solver.addRow(*ends, len(columns), np.array(columns, dtype=np.int32), np.ones(len(columns)))
        return solver

    def _equations(self) -> Iterator[tuple[list[int], int, int | None]]:
        for release in self.releases:
            for figure in release.figures:
                if told(figure):
                    low, high = self._told(figure, release)
                    yield self._columns(figure.cell, release.years), low, high
        for file in self.view.theirs:
            yield from self._of_file(file)

    def _told(self, figure: Figure, release: Release) -> tuple[int, int]:
        """The policy is public: what is told and not nothing is of at least the smallest group."""
        if not figure.count and not figure.amount:
            return 0, 0
        if self.measure == "amount":
            low, high = between(figure.amount or 0, release.amount_base)
            return max(low, 1), high
        low, high = between(figure.count or 0, release.count_base)
        return max(low, min(self.view.policy.few_grantees, high)), high

    def _columns(self, where: Where, years: Sequence[str], through: str = "") -> list[int]:
        return [
            number
            for number, (place, chain) in enumerate(self.variables)
            if covers(where, place) and place[2] in years and (not through or through in chain)
        ]

    def _of_file(self, file: TheirFile) -> Iterator[tuple[list[int], int, int | None]]:
        """Its rows by cell, where they are true: what is false of a grant of ours helps nobody."""
        rows: dict[Where, list[tuple[int, int]]] = {}
        unsaid: set[Where] = set()
        for row in file.rows:
            where, value = (row.programme, row.region, row.year), row.amount if self.measure == "amount" else row.count
            if value is None:
                unsaid.add(where)
            else:
                rows.setdefault(where, []).append(between(value, row.base if self.measure == "amount" else 1))
        for where, ends in rows.items():
            low, high = sum(max(one, 0) for one, _ in ends), sum(one for _, one in ends)
            if where not in unsaid and self._is_true(file, where, low, high):
                yield self._columns(where, self.axes[2], file.intermediary), low, high if file.complete else None
        if file.complete:
            listed = set(rows) | unsaid
            for place in product(*self.axes):
                where = (place[0], place[1], place[2])
                if not any(covers(one, where) for one in listed) and self._is_true(file, where, 0, 0):
                    yield self._columns(where, self.axes[2], file.intermediary), 0, 0

    def _is_true(self, file: TheirFile, where: Where, low: int, high: int) -> bool:
        if not self.view.grants:
            return True
        known = [
            one
            for place, grants in self.view.by_place.items()
            if covers(where, place) and place[2] in self.axes[2]
            for one in grants
            if file.intermediary in one.intermediaries
        ]
        true = sum(one.amount for one in known) if self.measure == "amount" else len(known)
        return low <= true and (not file.complete or true <= high)


_AXES = (
    lambda release: release.programmes,
    lambda release: release.regions,
    lambda release: release.years,
)
