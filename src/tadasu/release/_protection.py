"""Whether what is hidden stays hidden, by proof: two tables that both agree with all that is published and differ in the entry
by the protected width. Whoever has only what is published cannot tell which of them, or of those between, is true.

Later versions are looked at beside each earlier one. A later version hides exactly what the earlier one hid; then the change
between the two is a table by itself, independent of either: what is hidden in it is protected in the same way, for a reader who
knows that counts only grew and for one who knows that they only shrank. (With A what was, D what was added, both whole and not
negative, every pair of an A that agrees with the earlier and a D that agrees with the difference gives a later A + D that
agrees with the later version, and no other does.) A hidden change of exactly nothing may be known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tadasu.release._flow import base, shifted
from tadasu.release._table import Entry, Table


@dataclass(frozen=True, slots=True)
class Witness:
    """Two whole tables that agree with a published one; in the entry they are as far apart as was looked for, if they can be."""

    entry: Entry
    low: Table
    high: Table

    @property
    def width(self) -> int:
        """How far they are apart."""
        return (self.high[self.entry] or 0) - (self.low[self.entry] or 0)


def witnesses(table: Table, least: int) -> Iterator[Witness]:
    """For every hidden entry, in order. Raises ValueError when no table agrees with what is published."""
    found = base(table)
    if found is None:
        raise ValueError("the table does not add up")
    for entry in sorted(found):
        high = shifted(table, found, entry, up=True, most=least)
        low = shifted(table, found, entry, up=False, most=least - (high[entry] - found[entry]))
        yield Witness(entry, table.filled(low), table.filled(high))


def unprotected(table: Table, least: int) -> tuple[Entry, ...]:
    """Hidden entries that a reader can narrow down to `least` values or fewer. Raises ValueError as `witnesses` does."""
    return tuple(one.entry for one in witnesses(table, least) if one.width < least)


def unprotected_changes(earlier: Table, later: Table, least: int) -> tuple[Entry, ...]:
    """Hidden entries whose change a reader of both, who knows that counts only grew (or only shrank), can narrow down to `least`
    values or fewer, other than to exactly nothing."""
    found: set[Entry] = set()
    for one, other in ((earlier, later), (later, earlier)):
        difference = change_between(one, other)
        if base(difference) is not None:
            found.update(
                each.entry for each in witnesses(difference, least) if each.width < least and each.high[each.entry] != 0
            )
    return tuple(sorted(found))


def small_changes(earlier: Table, later: Table, least: int) -> tuple[Entry, ...]:
    """Published entries that changed by less than `least`."""
    difference = change_between(earlier, later)
    return tuple(one for one in difference.entries if 0 < abs(difference[one] or 0) < least)


def change_between(earlier: Table, later: Table) -> Table:
    """What was added, entry by entry; hidden where either is."""
    lines = zip(earlier.counts, later.counts, strict=True)
    return Table(
        tuple(
            tuple(None if a is None or b is None else b - a for a, b in zip(one, other, strict=True))
            for one, other in lines
        )
    )
