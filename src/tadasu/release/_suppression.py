"""Which entries are hidden: all that are too small, then others until nothing hidden can be worked out.

The rule for the others: take the first hidden entry that is not protected; hide, among the shown entries of its row and its
column, a cell before a total, the smallest first, the first in order among equals. It is not the least that could be hidden.
The proof of protection is about a reader who knows the published table; what one may guess who also knows this rule, and tries
which tables it would have hidden like this, it does not cover (docs/release.md).
"""

from collections.abc import Iterator

from tadasu.release._protection import unprotected
from tadasu.release._table import Entry, Table


def hidden(table: Table, least: int) -> Table:
    """A whole table, as it may be published. Raises ValueError for one that does not add up.

    >>> from tadasu.release import counted
    >>> hidden(counted([3, 12, 14, 60]), 10).counts
    ((None, None, 14, 60, 89),)
    """
    if not table.adds_up():
        raise ValueError("the table does not add up")
    found = table.with_hidden(frozenset(one for one in table.entries if (table[one] or 0) < least))
    while open_ := unprotected(found, least):
        found = found.with_hidden(frozenset({min(_others(found, open_), key=lambda one: _order(found, one))}))
    return found


def hidden_like(table: Table, earlier: Table) -> Table:
    """A later version of a table: it hides what the earlier one hid. Whether it may be published, `check` says."""
    return table.with_hidden(earlier.hidden)


def _others(table: Table, entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Shown entries in a line with the first of these; where that has none, with the next."""
    for entry in entries:
        ends = set(table.ends(entry))
        near = [one for one in table.entries if table[one] is not None and ends & set(table.ends(one))]
        if near:
            yield from near
            return


def _order(table: Table, entry: Entry) -> tuple[bool, int, Entry]:
    return table.is_total(entry), table[entry] or 0, entry
