"""Slow twin of `tadasu.release._protection`: every table that agrees with what is published, one by one.

A table is tried out cell by cell, with no network and no flow; totals that are hidden are whatever the cells add up to.
"""

from collections.abc import Iterator, Sequence
from itertools import product

Counts = Sequence[Sequence[int | None]]
Whole = tuple[tuple[int, ...], ...]


def agreeing(counts: Counts, most: int) -> list[Whole]:
    """Every table without a negative count, no hidden cell above `most`, that agrees with the counts and adds up."""
    flat = len(counts) == 1
    rows = 1 if flat else len(counts) - 1
    columns = len(counts[0]) - 1
    cells = [counts[row][column] for row in range(rows) for column in range(columns)]
    ways = [range(most + 1) if one is None else (one,) for one in cells]
    found = []
    for values in product(*ways):
        lines = [list(values[row * columns : (row + 1) * columns]) for row in range(rows)]
        whole = _with_totals(lines, flat)
        if all(
            told is None or told == true
            for line, true_line in zip(counts, whole, strict=True)
            for told, true in zip(line, true_line, strict=True)
        ):
            found.append(whole)
    return found


def values_of(tables: Sequence[Whole], entry: tuple[int, int]) -> set[int]:
    """What an entry can be."""
    return {one[entry[0]][entry[1]] for one in tables}


def pairs(earlier: Counts, later: Counts, most: int, *, grown: bool) -> Iterator[tuple[Whole, Whole]]:
    """Every two tables of which the first agrees with the earlier and the second with the later, where no hidden entry became
    smaller (or, without `grown`, larger)."""
    hidden = [
        (row, column)
        for row, line in enumerate(earlier)
        for column, told in enumerate(line)
        if told is None or later[row][column] is None
    ]
    afterwards = agreeing(later, most)
    for before in agreeing(earlier, most):
        for after in afterwards:
            changes = [after[row][column] - before[row][column] for row, column in hidden]
            if all(one >= 0 if grown else one <= 0 for one in changes):
                yield before, after


def _with_totals(lines: list[list[int]], flat: bool) -> Whole:
    whole = [(*line, sum(line)) for line in lines]
    return tuple(whole) if flat else (*whole, tuple(sum(column) for column in zip(*whole, strict=True)))
