"""What earlier releases told of closed years is told again as it was. Where what is known by now (a file that an intermediary
published since, a leaked list) leaves too few behind it, nothing can take it back: it is said."""

from collections.abc import Iterator

from tadasu.release._cube import Group, cell_of, unsafe
from tadasu.release._draft import Draft
from tadasu.release._grant import Cell, Grant
from tadasu.release._problem import Problem
from tadasu.release._records import counted_by_cell, cover_of, few_share
from tadasu.release._released import Record
from tadasu.release._steps import name_of


def told_already(draft: Draft) -> Iterator[Problem]:
    """Figures and records that would not be told today, in the order of their places."""
    for cell in draft.axes.cells:
        group = draft.rest(cell) if cell in draft.fixed else Group()
        if group.count and unsafe(group, draft.policy, draft.exposed):
            yield Problem(code="cell-known-already", at=name_of(cell))
    kept = _kept(draft)
    counted = counted_by_cell(draft) if kept else {}
    for cell, pairs in sorted(kept.items()):
        shown = {grant.key for _, grant in pairs}
        rest = cover_of(draft, (one for one in counted[cell] if one.key not in shown))
        if few_share(draft, pairs) or unsafe(rest, draft.policy, draft.exposed):
            yield Problem(code="records-known-already", at=name_of(cell))


def _kept(draft: Draft) -> dict[Cell, list[tuple[Record, Grant]]]:
    """The records of closed years that still stand for a grant, by cell."""
    by_id = {draft.identifiers[one.key]: one for one in draft.grants if one.key in draft.identifiers}
    found: dict[Cell, list[tuple[Record, Grant]]] = {}
    for one in draft.kept:
        if one.id in by_id:
            grant = by_id[one.id]
            found.setdefault(cell_of(grant, draft.policy), []).append((one, grant))
    return found
