"""What to hide so that a hidden entry cannot be worked out: the cheapest box.

A box are eight entries: the entry and another label in each axis (two in a table of one axis, four of two). If all are hidden,
something can be moved round it and no total changes: a table that could be true as well. Of all boxes in which enough can be
moved the one is taken that newly hides the fewest totals, then the fewest empty entries (a reader may know that they must be
empty), then the smallest amount, then the first. Where no box will do: the smallest entry that is told and has a part in common
with this one.
"""

from itertools import product

from tadasu.release._draft import Draft
from tadasu.release._grant import ALL, Cell

_Corners = tuple[tuple[Cell, int], ...]


def more_for(draft: Draft, cell: Cell, insider: str = "") -> tuple[Cell, ...]:
    """What to hide for an entry that is not protected, so that the amounts of others than `insider` can be moved; nothing where
    everything is hidden that can be."""
    return _box(draft, cell, insider) or _nearest(draft, cell)


def order(cell: Cell) -> tuple[int, Cell]:
    """Parts before totals, then by name."""
    return cell.count(ALL), cell


def _box(draft: Draft, cell: Cell, insider: str) -> tuple[Cell, ...]:
    others = [[one for one in draft.axes.along(axis) if one != cell[axis]] or [cell[axis]] for axis in range(3)]
    best: tuple[tuple[int, int, int, tuple[Cell, ...]], tuple[Cell, ...]] | None = None
    for other in product(*others):
        corners = _corners(cell, other)
        new = tuple(one for one, _ in corners if draft.told(one))
        if not new or any(one in draft.fixed for one in new) or not _moves(draft, cell, corners, insider):
            continue
        groups = [draft.rest(one) for one in new]
        totals, empty = sum(one.count(ALL) for one in new), sum(not one.count for one in groups)
        rank = (totals, empty, sum(one.amount for one in groups), new)
        if best is None or rank < best[0]:
            best = rank, new
    return best[1] if best else ()


def _corners(cell: Cell, other: tuple[str, ...]) -> _Corners:
    """The entries of a box, each with whether it moves with the entry (1) or against it (-1): a part against another part of the
    same total, a total with its part."""
    found: _Corners = ((cell, 1),)
    for axis, label in enumerate(other):
        if label != cell[axis]:
            sign = 1 if ALL in (label, cell[axis]) else -1
            found += tuple((_with(one, axis, label), way * sign) for one, way in found)
    return found


def _with(cell: Cell, axis: int, label: str) -> Cell:
    a, b, c = (label if number == axis else one for number, one in enumerate(cell))
    return a, b, c


def _moves(draft: Draft, cell: Cell, corners: _Corners, insider: str) -> bool:
    """Whether enough can be moved round the box, of amounts to both sides, of counts together."""
    policy = draft.policy
    groups = [(draft.rest(one), way) for one, way in corners]
    amounts = [(one.amount - one.amounts.get(insider, 0), way) for one, way in groups]
    need = -(-amounts[0][0] * policy.protection // 100)
    down = min(amount for amount, way in amounts if way > 0)
    up = min((amount for amount, way in amounts if way < 0), default=need + draft.amount_base)
    fewer = min(one.count for one, way in groups if way > 0)
    more = min((one.count for one, way in groups if way < 0), default=policy.few_grantees)
    return up >= need <= down and up + down >= draft.amount_base and fewer + more >= policy.few_grantees


def _nearest(draft: Draft, cell: Cell) -> tuple[Cell, ...]:
    shown = [one for one in draft.axes.cells if draft.told(one) and one not in draft.fixed]
    near = [one for one in shown if all(ALL in (a, b) or a == b for a, b in zip(one, cell, strict=True))] or shown
    return (min(near, key=lambda one: (draft.rest(one).amount, order(one))),) if near else ()
