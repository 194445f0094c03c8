"""How far a hidden number reaches: the least and the most it can be, by linear programmes (HiGHS), for a reader who has
everything.

A variable is what a cell holds of grants whose chain of payers has the same publishing intermediaries in it. What is published is
a row: a figure of this release or of an earlier one, within its rounding, and what an intermediary tells. Hiding a figure opens
its row. So every solution found stays one as more is hidden, and a width once seen need not be looked for again.

Counts must be whole, or a width might be claimed that no whole table has: where the solution is not, the programme is solved
again in whole numbers. Amounts are solved as they are (docs/safe-publication.md says why that is enough). The programme works in
floating point, over amounts in units of `scale`; nothing that it finds is ever published, only compared.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from tadasu.release._cube import Axes, Numbers
from tadasu.release._grant import ALL, Cell
from tadasu.release._solver import Solver

_WHOLE = 1e-6
"""How far a number may be from a whole one and still be it."""

_FAR = 0.99
"""Of the largest number tried: from there on there is no most."""


Bounds = tuple[int, int | None]
"""The least and the most; None is no end."""


@dataclass(frozen=True, slots=True)
class Own:
    """What an insider knows that certain variables hold at least."""

    columns: NDArray[np.int32]
    least: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something known: what lies in `cell`, of the grants through `through` (of all where None), is from `least` to `most`; None
    is no end. `axes`: those of an earlier release, whose totals were over less."""

    cell: Cell
    least: int
    most: int | None
    through: str | None = None
    axes: Axes | None = None
    figure: bool = False


Classes = Sequence[frozenset[str]]
"""The sets of publishing intermediaries that chains have in them; the empty one first."""


class Reach:
    """Of one measure, amounts or counts. `told[cell]` are the classes that a reader can take off an entry."""

    def __init__(self, axes: Axes, classes: Classes, rows: Iterable[Row], *, far: int, scale: int, whole: bool) -> None:
        self.axes, self.classes, self.scale, self.whole = axes, classes, scale, whole
        self.far = far / scale
        self._columns = np.arange(math.prod(axes.shape) * len(classes)).reshape(*axes.shape, len(classes))
        self._place = {cell: number for number, cell in enumerate(axes.cells)}
        self._open: dict[Cell, int] = {}
        self._taken: dict[Cell, frozenset[int]] = {}
        self._pool: list[tuple[Numbers, Numbers]] = []
        self._low: Numbers | None = None
        self._high: Numbers | None = None
        self._model = self._built(rows)

    def take_off(self, taken: Mapping[Cell, frozenset[int]]) -> None:
        """Entry -> the classes that a reader knows there and takes off; what is left is what must be protected."""
        self._taken = {cell: classes for cell, classes in taken.items() if classes}

    def hide(self, cell: Cell) -> None:
        """The figure is no longer told."""
        number = self._open.pop(cell, None)
        if number is not None:
            self._model.changeRowBounds(number, -highspy.kHighsInf, highspy.kHighsInf)

    def see(self, values: Numbers) -> None:
        """A table that could be true (the true one, for example), by axes and class: widths seen in it count."""
        totals = [self.axes.totalled(values[..., one]).ravel() for one in range(len(self.classes))]
        whole: Numbers = np.sum(totals, axis=0)
        for cell, classes in self._taken.items():
            whole[self._place[cell]] -= sum(totals[one][self._place[cell]] for one in classes)
        self._pool.append((values.ravel(), whole))
        self._low = whole if self._low is None else np.minimum(self._low, whole)
        self._high = whole if self._high is None else np.maximum(self._high, whole)

    def seen(self, cell: Cell) -> Bounds:
        """The least and the most that was seen of an entry so far. Raises ValueError before anything was seen."""
        if self._low is None or self._high is None:
            raise ValueError("nothing was seen")
        number = self._place[cell]
        return self._bounds(self._low[number], self._high[number])

    def seen_by(self, own: "Own") -> Mapping[Cell, Bounds]:
        """The same of every entry, in those tables only that hold what an insider has."""
        held = [whole for values, whole in self._pool if (values[own.columns] >= own.least - _WHOLE).all()]
        if not held:
            return {}
        low, high = np.min(held, axis=0), np.max(held, axis=0)
        return {cell: self._bounds(low[at], high[at]) for cell, at in self._place.items()}

    def own(self, amounts: Mapping[tuple[Cell, frozenset[str]], int]) -> "Own":
        """What an insider has itself, by cell and set of publishing intermediaries."""
        place = {one: number for number, one in enumerate(self.classes)}
        columns = [int(self._inside(cell, [place[chain]])[0]) for cell, chain in amounts]
        return Own(np.array(columns, dtype=np.int32), np.array([one / self.scale for one in amounts.values()]))

    def reach(self, cell: Cell, own: "Own | None" = None, axes: Axes | None = None) -> Bounds | None:
        """The least and the most there is, for an insider that has its own in it, of an entry on our axes or on those of an
        earlier release; None where what is known contradicts itself."""
        columns = self._left(cell, axes)
        if not len(columns):
            return 0, 0
        if own is not None:
            self._model.changeColsBounds(len(own.columns), own.columns, own.least, np.full(len(own.columns), self.far))
        ends = [self._solved(columns, up) for up in (False, True)]
        if own is not None:
            nothing = np.zeros(len(own.columns))
            self._model.changeColsBounds(len(own.columns), own.columns, nothing, np.full(len(own.columns), self.far))
        if ends[0] is None or ends[1] is None:
            return None
        return self._bounds(ends[0], ends[1])

    def _bounds(self, low: float, high: float) -> Bounds:
        low, high = low * self.scale, high * self.scale
        most = None if high >= self.far * self.scale * _FAR else math.floor(high + _WHOLE * self.scale)
        return max(0, math.ceil(low - _WHOLE * self.scale)), most

    def _left(self, cell: Cell, axes: Axes | None) -> NDArray[np.int32]:
        """The columns of an entry, without the classes taken off there."""
        taken = self._taken.get(cell, frozenset())
        return self._inside(cell, [one for one in range(len(self.classes)) if one not in taken], axes)

    def _inside(self, cell: Cell, classes: Sequence[int], axes: Axes | None = None) -> NDArray[np.int32]:
        within = (axes or self.axes).labels
        ways = [
            [own.index(one) for one in (labels if label == ALL else (label,)) if one in own]
            for label, labels, own in zip(cell, within, self.axes.labels, strict=True)
        ]
        return self._columns[np.ix_(*ways, list(classes))].ravel().astype(np.int32)

    def _built(self, rows: Iterable[Row]) -> Solver:
        model = Solver()
        size = self._columns.size
        model.addVars(size, np.zeros(size), np.full(size, self.far))
        for number, row in enumerate(rows):
            classes = [n for n, one in enumerate(self.classes) if row.through is None or row.through in one]
            columns = self._inside(row.cell, classes, row.axes)
            most = highspy.kHighsInf if row.most is None else row.most / self.scale
            model.addRow(row.least / self.scale, most, len(columns), columns, np.ones(len(columns)))
            if row.figure:
                self._open[row.cell] = number
        return model

    def _solved(self, columns: NDArray[np.int32], up: bool) -> float | None:
        model = self._model
        model.changeColsCost(len(columns), columns, np.full(len(columns), -1.0 if up else 1.0))
        values = self._run()
        if values is not None and self.whole and np.abs(values - np.rint(values)).max() > _WHOLE:
            values = self._run_whole()
        model.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        if values is None:
            return None
        self.see(values.reshape(self._columns.shape))
        return float(values[columns].sum())

    def _run(self) -> Numbers | None:
        self._model.run()
        if self._model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.asarray(self._model.getSolution().col_value, dtype=np.float64)

    def _run_whole(self) -> Numbers | None:
        every = np.arange(self._columns.size, dtype=np.int32)
        kinds = highspy.HighsVarType
        self._model.changeColsIntegrality(len(every), every, np.full(len(every), kinds.kInteger))
        values = self._run()
        self._model.changeColsIntegrality(len(every), every, np.full(len(every), kinds.kContinuous))
        return None if values is None else np.rint(values)
