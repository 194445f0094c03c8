"""What a reader has, as rows of linear programmes: the figures of a release, those of earlier ones, and files of
intermediaries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tadasu.release._cube import Axes, Numbers, cell_of
from tadasu.release._draft import Draft, figures_of, interval
from tadasu.release._grant import Cell, Grant, TheirFile
from tadasu.release._reach import Classes, Reach, Row
from tadasu.release._released import Figure

AMOUNT, COUNT = "amount", "count"


@dataclass(frozen=True, slots=True)
class Reaches:
    """Of both measures, over the same table."""

    amounts: Reach
    counts: Reach

    def hide(self, cell: Cell) -> None:
        self.amounts.hide(cell)
        self.counts.hide(cell)


def reaches(draft: Draft, *, without_own: bool = False) -> Reaches:
    """For the draft as it stands, with what it knows of other publications; `without_own`: of those alone."""
    classes = _classes(draft.grants, draft.known_files)
    taken = {
        cell: frozenset(
            number for number, one in enumerate(classes) if any(file.tells(cell) for file in _through(one, draft))
        )
        for cell in (draft.axes.cells if draft.known_files else ())
    }
    own = not without_own
    return Reaches(*(_reach(draft, classes, taken, measure, own=own) for measure in (AMOUNT, COUNT)))


def _reach(draft: Draft, classes: Classes, taken: Mapping[Cell, frozenset[int]], measure: str, *, own: bool) -> Reach:
    truth = _truth(draft, classes, measure)
    whole = int(truth.sum())
    far = 20 * whole + 1_000
    scale = max(1, far // 10_000_000)
    rows = [*(_own(draft, measure) if own else ()), *_earlier(draft, measure), *_theirs(draft, measure)]
    made = Reach(draft.axes, classes, rows, far=far, scale=scale, whole=measure == COUNT)
    made.take_off(taken)
    made.see(truth / scale)
    return made


def _own(draft: Draft, measure: str) -> Iterator[Row]:
    for one in figures_of(draft):
        if one.cell not in draft.fixed and not one.hidden:
            yield row_of(one, measure, draft.amount_base, draft.count_base, draft.policy.few_grantees, draft.axes)


def _earlier(draft: Draft, measure: str) -> Iterator[Row]:
    least = draft.policy.few_grantees
    for release in draft.known_releases:
        axes = Axes((release.programmes, release.regions, release.years))
        for one in release.figures:
            if not one.hidden:
                row = row_of(one, measure, release.amount_base, release.count_base, least, axes)
                yield Row(cell=row.cell, least=row.least, most=row.most, axes=axes)


def row_of(one: Figure, measure: str, amount_base: int, count_base: int, fewest: int, axes: Axes) -> Row:
    """What a figure tells: nothing is nothing, since a number below the fewest is hidden; another is within its rounding and,
    since the rules are public, at least the fewest."""
    if one.count is None or one.amount is None:
        raise ValueError("hidden")
    if one.count == 0 and one.amount == 0:
        return Row(cell=one.cell, least=0, most=0, axes=axes, figure=True)
    value, base, floor = (one.amount, amount_base, 1) if measure == AMOUNT else (one.count, count_base, fewest)
    least, most = interval(value, base)
    return Row(cell=one.cell, least=max(least, floor), most=most, axes=axes, figure=True)


def _theirs(draft: Draft, measure: str) -> Iterator[Row]:
    """Rows that do not agree with what we know are left out: they tell a reader nothing true of us."""
    for file in draft.known_files:
        own = [one for one in draft.grants if file.intermediary in one.intermediaries]
        rows = list(their_rows(file, draft.axes, measure))
        true = _sums(own, draft, measure)
        for row in rows:
            value = sum(true.get(cell, 0) for cell in draft.axes.inner if _within(cell, row.cell))
            if row.least <= value and (row.most is None or value <= row.most):
                yield row


def their_rows(file: TheirFile, axes: Axes, measure: str) -> Iterator[Row]:
    """What a file tells: rows of the same cell are added up; of a complete file nothing lies outside of its rows."""
    told: dict[Cell, tuple[int, int]] = {}
    silent = {one.cell for one in file.rows if (one.amount if measure == AMOUNT else one.count) is None}
    for one in file.rows:
        value = one.amount if measure == AMOUNT else one.count
        if value is not None and one.cell not in silent and _on(one.cell, axes):
            least, most = interval(value, one.base if measure == AMOUNT else 1)
            low, high = told.get(one.cell, (0, 0))
            told[one.cell] = low + max(least, 0), high + most
    for cell, (least, most) in told.items():
        yield Row(cell=cell, least=least, most=most if file.complete else None, through=file.intermediary)
    if file.complete:
        for cell in axes.inner:
            if not any(_within(cell, one.cell) for one in file.rows):
                yield Row(cell=cell, least=0, most=0, through=file.intermediary)


def disagreeing(draft: Draft) -> tuple[TheirFile, ...]:
    """Files of which some row is not what we have."""
    found = []
    for file in draft.theirs:
        own = [one for one in draft.grants if file.intermediary in one.intermediaries]
        for measure in (AMOUNT, COUNT):
            true = _sums(own, draft, measure)
            for row in their_rows(file, draft.axes, measure):
                value = sum(true.get(cell, 0) for cell in draft.axes.inner if _within(cell, row.cell))
                if value < row.least or (row.most is not None and value > row.most):
                    found.append(file)
    return tuple(dict.fromkeys(found))


def _truth(draft: Draft, classes: Classes, measure: str) -> Numbers:
    place = [{label: number for number, label in enumerate(labels)} for labels in draft.axes.labels]
    number_of = {one: number for number, one in enumerate(classes)}
    found = np.zeros((*draft.axes.shape, len(classes)))
    publishing = {file.intermediary for file in draft.known_files}
    for grant in draft.grants:
        a, b, c = (at[label] for at, label in zip(place, cell_of(grant, draft.policy), strict=True))
        number = number_of[frozenset(grant.intermediaries) & publishing]
        found[a, b, c, number] += grant.amount if measure == AMOUNT else 1
    return found


def _classes(grants: Sequence[Grant], files: Iterable[TheirFile]) -> Classes:
    publishing = {file.intermediary for file in files}
    found = {frozenset(one.intermediaries) & publishing for one in grants}
    return sorted({frozenset[str](), *found}, key=lambda one: (len(one), sorted(one)))


def _through(one: frozenset[str], draft: Draft) -> list[TheirFile]:
    return [file for file in draft.known_files if file.intermediary in one]


def _sums(grants: Sequence[Grant], draft: Draft, measure: str) -> Mapping[Cell, int]:
    found: dict[Cell, int] = {}
    for one in grants:
        cell = cell_of(one, draft.policy)
        found[cell] = found.get(cell, 0) + (one.amount if measure == AMOUNT else 1)
    return found


def _within(cell: Cell, other: Cell) -> bool:
    return all(b in ("", a) for a, b in zip(cell, other, strict=True))


def _on(cell: Cell, axes: Axes) -> bool:
    """Whether a row lies on our axes at all; a programme or a region of others is none of ours."""
    return all(label == "" or label in labels for label, labels in zip(cell, axes.labels, strict=True))
