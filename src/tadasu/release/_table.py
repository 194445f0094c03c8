"""A table of counts as it is published: one or two dimensions, totals, and cells that are hidden.

As a document:

    {"columns": {"of": "label", "categories": [{"en": …, "ja": …}, …]},
     "rows": …the same, or left out for one dimension…,
     "counts": [[12, null, …, 40], …]}

`counts` holds the totals: the last entry of each row is the row's total, the last row (of two dimensions) the totals of the
columns. null is hidden. Totals are entries like others: they are hidden and protected by the same rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tadasu.release._kinds import Field
from tadasu.release._problem import Problem

Entry = tuple[int, int]
"""Row and column, from 0; the last of each are totals."""

Counts = tuple[tuple[int | None, ...], ...]

LABEL, PLACE, PERIOD = "label", "place", "period"


@dataclass(frozen=True, slots=True)
class Table:
    """Entries with their totals; of one dimension there is one row."""

    counts: Counts

    @property
    def flat(self) -> bool:
        """Whether it has one dimension."""
        return len(self.counts) == 1

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, row by row."""
        return tuple((row, column) for row, line in enumerate(self.counts) for column in range(len(line)))

    @property
    def hidden(self) -> frozenset[Entry]:
        """Those without a count."""
        return frozenset(one for one in self.entries if self[one] is None)

    @property
    def nodes(self) -> int:
        """Of the network in which every line that adds up is a node: rows, then columns; of one dimension two."""
        return 2 if self.flat else len(self.counts) + len(self.counts[0])

    def __getitem__(self, entry: Entry) -> int | None:
        return self.counts[entry[0]][entry[1]]

    def ends(self, entry: Entry) -> tuple[int, int]:
        """From which node to which an entry's count flows, so that in every node as much comes in as goes out exactly when the
        lines add up."""
        row, column = entry
        last_row, last_column = len(self.counts) - 1, len(self.counts[0]) - 1
        if self.flat:
            return (1, 0) if column == last_column else (0, 1)
        there = (row, len(self.counts) + column)
        return there if (row == last_row) == (column == last_column) else there[::-1]

    def is_total(self, entry: Entry) -> bool:
        """Whether it is the sum of others."""
        return entry[1] == len(self.counts[0]) - 1 or (not self.flat and entry[0] == len(self.counts) - 1)

    def with_hidden(self, entries: frozenset[Entry]) -> "Table":
        """The same, with these hidden too."""
        return Table(
            tuple(
                tuple(None if (row, column) in entries else value for column, value in enumerate(line))
                for row, line in enumerate(self.counts)
            )
        )

    def filled(self, values: Mapping[Entry, int]) -> "Table":
        """The same, with these counts in place of what is hidden."""
        return Table(
            tuple(
                tuple(values.get((row, column), value) for column, value in enumerate(line))
                for row, line in enumerate(self.counts)
            )
        )

    def adds_up(self) -> bool:
        """Whether nothing is hidden, no count is negative and every line adds up."""
        balance = [0] * self.nodes
        for one in self.entries:
            value = self[one]
            if value is None or value < 0:
                return False
            start, end = self.ends(one)
            balance[start] -= value
            balance[end] += value
        return not any(balance)


def counted(cells: Sequence[Sequence[int]] | Sequence[int]) -> Table:
    """A table with its totals, from its cells: numbers for one dimension, rows of numbers for two.

    >>> counted([[1, 2], [3, 4]]).counts, counted([1, 2]).counts
    (((1, 2, 3), (3, 4, 7), (4, 6, 10)), ((1, 2, 3),))
    """
    lines = [[one] if isinstance(one, int) else list(one) for one in cells]
    if all(isinstance(one, int) for one in cells):
        flat = [one for line in lines for one in line]
        return Table(((*flat, sum(flat)),))
    lines = [[*line, sum(line)] for line in lines]
    return Table((*(tuple(line) for line in lines), tuple(sum(column) for column in zip(*lines, strict=True))))


def table_of(value: Any) -> Table:
    """The counts of a document. Raises ValueError when they are none."""
    counts = value.get("counts") if isinstance(value, Mapping) else None
    if not isinstance(counts, list) or not counts or not all(isinstance(line, list) for line in counts):
        raise ValueError("no counts")
    if any(one is not None and type(one) is not int for line in counts for one in line):
        raise ValueError("no whole numbers")
    return Table(tuple(tuple(line) for line in counts))


def shape_problems(field: Field, value: Any, at: str) -> Iterator[Problem]:
    """Whether it is a table at all."""
    if _is_table(field, value):
        return
    yield Problem(code="table-shape", at=at, params=(("most", str(field.most)),))


def dimensions(value: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Those a table has."""
    yield from ((name, value[name]) for name in ("rows", "columns") if name in value)


def _is_table(field: Field, value: Any) -> bool:
    if not isinstance(value, Mapping) or not {"columns", "counts"} <= set(value) <= {"rows", "columns", "counts"}:
        return False
    sizes = [_size(one) for _, one in dimensions(value)]
    if not all(0 < size <= field.most for size in sizes):
        return False
    try:
        counts = table_of(value).counts
    except ValueError:
        return False
    rows = sizes[0] + 1 if len(sizes) == 2 else 1
    return len(counts) == rows and all(len(line) == sizes[-1] + 1 for line in counts)


def _size(dimension: Any) -> int:
    """How many categories, 0 where it is no dimension: an unknown word, a category twice."""
    if not isinstance(dimension, Mapping) or set(dimension) != {"of", "categories"}:
        return 0
    categories = dimension["categories"]
    if dimension["of"] not in (LABEL, PLACE, PERIOD) or not isinstance(categories, list):
        return 0
    told = [repr(one) for one in categories]
    return len(told) if len(set(told)) == len(told) else 0
