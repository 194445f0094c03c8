"""Complementary suppression: more entries are hidden until no hidden group that is too small can be worked out.

Two things are asked of what is hidden because it is too small (an entry hidden only as cover is safe by itself):

1. In every line of which the total is told, those hidden together are no small group either: who adds and subtracts gets their
   sum, and whoever is one of them gets what the others have.
2. Whatever a reader has, amount and count stay wide (`wide`).

The order: first lines, in the order of entries and axes; of a line the shown entry with the smallest amount is hidden, a part
before the total. Then the first entry, parts before totals, that is not wide: a box of eight entries (the entry and another label
in each axis) in which amounts can be moved round without a change of any total; of all boxes in which enough can be moved the one
that newly hides the fewest totals, then the fewest empty entries, then the smallest amount, then the first. Where no box will do,
the smallest shown entry that shares a part with it, before the larger.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tadasu.release._cube import Group, joined, unsafe
from tadasu.release._draft import Draft, Reached
from tadasu.release._grant import ALL, Cell, inside
from tadasu.release._known import Reaches, reaches
from tadasu.release._problem import Problem
from tadasu.release._steps import name_of

Bounds = tuple[int, int | None]
"""The least and the most; None is no end."""


def cover_hidden(draft: Draft) -> Draft:
    """Hide more until it holds, then say for every hidden entry how far it reaches."""
    known = reaches(draft)
    given_up: set[Cell] = set()
    while True:
        more = _open_line(draft) or _open_entry(draft, known, given_up)
        if more is None:
            return replace(draft, reached=dict(_reached(draft, known)), problems=(*draft.problems, *_open(given_up)))
        for cell in more:
            known.hide(cell)
        draft = draft.hiding({cell: Problem(code="cell-cover") for cell in more})


def wide(bounds: Bounds, least: int, percent: int) -> bool:
    """Whether what is known of a number is wide enough: it may be nothing at all, or its ends are `least` apart and the upper is as
    far above the lower as `percent` to both sides of something between.

    >>> wide((80, 120), 5, 20), wide((80, 119), 5, 20), wide((0, 3), 5, 20), wide((0, None), 5, 20)
    (True, False, False, True)
    """
    low, high = bounds
    if high is None or high == 0:
        return True
    return high - low >= least and high * (100 - percent) >= low * (100 + percent)


def protected(amounts: Bounds, counts: Bounds, group: Group, draft: Draft) -> bool:
    """Whether a hidden entry with this group behind it is wide enough, to both sides of what is true."""
    percent = draft.policy.protection
    if not wide(counts, draft.policy.few_grantees, 0) or not wide(amounts, draft.amount_base, percent):
        return False
    low, high = amounts
    below = low * 100 <= group.amount * (100 - percent)
    return below and (high is None or high * 100 >= group.amount * (100 + percent))


def _open_entry(draft: Draft, known: Reaches, given_up: set[Cell]) -> tuple[Cell, ...] | None:
    """What to hide for the first entry that is not wide; None where all are."""
    for cell in sorted(draft.hidden, key=_order):
        group = draft.rest(cell)
        if cell in given_up or not unsafe(group, draft.policy, draft.exposed) or _is_protected(cell, group, draft, known):
            continue
        more = _box(draft, cell) or _nearest(draft, cell)
        if more:
            return more
        given_up.add(cell)
    return None


def _is_protected(cell: Cell, group: Group, draft: Draft, known: Reaches) -> bool:
    seen = known.amounts.seen(cell), known.counts.seen(cell)
    if seen[0] and seen[1] and protected(seen[0], seen[1], group, draft):
        return True
    amounts, counts = known.amounts.reach(cell), known.counts.reach(cell)
    # What contradicts itself narrows down nothing: only a release with a step left out comes here.
    return amounts is None or counts is None or protected(amounts, counts, group, draft)


def _box(draft: Draft, cell: Cell) -> tuple[Cell, ...]:
    """The newly hidden entries of the best box; none where none will do."""
    best: tuple[tuple[int, int, int, tuple[Cell, ...]], tuple[Cell, ...]] | None = None
    others = [[one for one in draft.axes.along(axis) if one != cell[axis]] or [cell[axis]] for axis in range(3)]
    for other in product(*others):
        corners = _corners(cell, (other[0], other[1], other[2]))
        new = tuple(one for one, _ in corners if draft.told(one))
        if not new or any(one in draft.fixed for one in new) or not _moves(draft, cell, corners):
            continue
        groups = [draft.groups.get(one, Group()) for one in new]
        totals, empty = sum(one.count(ALL) for one in new), sum(not one.count for one in groups)
        rank = (totals, empty, sum(one.amount for one in groups), new)
        if best is None or rank < best[0]:
            best = rank, new
    return best[1] if best else ()


def _corners(cell: Cell, other: Cell) -> list[tuple[Cell, int]]:
    """The entries of a box, each with whether it moves with the entry (1) or against it (-1): a part against another part of the
    same total, a total with its part."""
    found: list[tuple[Cell, int]] = [(cell, 1)]
    for axis, label in enumerate(other):
        if label != cell[axis]:
            sign = 1 if ALL in (label, cell[axis]) else -1
            found += [((*one[:axis], label, *one[axis + 1 :]), way * sign) for one, way in found]  # type: ignore[misc]
    return found


def _moves(draft: Draft, cell: Cell, corners: list[tuple[Cell, int]]) -> bool:
    """Whether enough can be moved round the box, of amounts to both sides, of counts together."""
    groups = [(draft.rest(one), way) for one, way in corners]
    need = -(-draft.rest(cell).amount * draft.policy.protection // 100)
    down = min(one.amount for one, way in groups if way > 0)
    up = min((one.amount for one, way in groups if way < 0), default=need)
    fewer = min(one.count for one, way in groups if way > 0)
    more = min((one.count for one, way in groups if way < 0), default=draft.policy.few_grantees)
    return up >= need <= down and up + down >= draft.amount_base and fewer + more >= draft.policy.few_grantees


def _nearest(draft: Draft, cell: Cell) -> tuple[Cell, ...]:
    """The smallest entry that is told and shares a part with this one, or stands in a line with it."""
    shown = [one for one in draft.axes.cells if draft.told(one) and one not in draft.fixed]
    near = [one for one in shown if _share(one, cell)] or shown
    return (min(near, key=lambda one: (_amount(draft, one), _order(one))),) if near else ()


def _share(one: Cell, other: Cell) -> bool:
    return all(ALL in (a, b) or a == b for a, b in zip(one, other, strict=True))


def _open_line(draft: Draft) -> tuple[Cell, ...] | None:
    """What to hide in the first line whose hidden parts are together a group that is too small; None where none is."""
    for axis, total, parts in _lines(draft):
        away = [one for one in parts if one in draft.hidden]
        if total in draft.hidden or not away:
            continue
        if not unsafe(joined(draft.rest(one) for one in away), draft.policy, draft.exposed):
            continue
        shown = [one for one in parts if one not in draft.hidden and one not in draft.fixed and draft.rest(one).count]
        more = min(shown, key=lambda one: (_amount(draft, one), _order(one)), default=total)
        if more not in draft.fixed:
            return (more,)
    return None


def _lines(draft: Draft) -> Iterator[tuple[int, Cell, list[Cell]]]:
    """Every total of an axis with its parts."""
    for axis, labels in enumerate(draft.axes.labels):
        for total in draft.axes.cells if len(labels) > 1 else ():
            if total[axis] == ALL:
                yield axis, total, [(*total[:axis], one, *total[axis + 1 :]) for one in labels]  # type: ignore[misc]


def _reached(draft: Draft, known: Reaches) -> Iterator[tuple[Cell, Reached]]:
    """For every hidden entry, exactly."""
    for cell in sorted(draft.hidden, key=_order):
        amounts, counts = known.amounts.reach(cell), known.counts.reach(cell)
        if amounts is not None and counts is not None:
            yield cell, Reached(
                least_amount=amounts[0], most_amount=amounts[1], least_count=counts[0], most_count=counts[1]
            )


def _open(given_up: set[Cell]) -> Iterator[Problem]:
    """Entries that can be worked out from what is known already, whatever is hidden now."""
    yield from (Problem(code="cell-known-already", at=name_of(cell)) for cell in sorted(given_up, key=_order))


def _amount(draft: Draft, cell: Cell) -> int:
    return draft.groups.get(cell, Group()).amount


def _order(cell: Cell) -> tuple[int, Cell]:
    return cell.count(ALL), cell


__all__ = ["cover_hidden", "inside", "protected", "wide"]
