"""Slow twin of `tadasu.release._reach`: every table of three axes that agrees with what is published, one by one.

No linear programme, no network: whole numbers are tried out for every cell and the totals added up. For very small numbers only.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

Cell = tuple[str, str, str]
Told = Mapping[Cell, tuple[int, int] | None]
"""Cell or total -> the least and the most that it is published as, None where it is hidden."""


def tables(axes: Sequence[Sequence[str]], told: Told, most: int) -> Iterator[dict[Cell, int]]:
    """Every table, with its totals, in which no cell is above `most`."""
    cells = [(a, b, c) for a, b, c in product(*axes)]
    ways = [range(most + 1) if told[one] is None else range(told[one][0], min(most, told[one][1]) + 1) for one in cells]  # type: ignore[index]
    for values in product(*ways):
        inner = dict(zip(cells, values, strict=True))
        whole = {entry: sum(value for cell, value in inner.items() if _about(entry, cell)) for entry in told}
        if all(ends is None or ends[0] <= whole[entry] <= ends[1] for entry, ends in told.items()):
            yield whole


def reached(axes: Sequence[Sequence[str]], told: Told, most: int) -> dict[Cell, tuple[int, int]]:
    """The least and the most of every hidden entry, over all tables."""
    found: dict[Cell, tuple[int, int]] = {}
    hidden = [entry for entry, ends in told.items() if ends is None]
    for table in tables(axes, told, most):
        for entry in hidden:
            low, high = found.get(entry, (table[entry], table[entry]))
            found[entry] = min(low, table[entry]), max(high, table[entry])
    return found


def _about(entry: Cell, cell: Cell) -> bool:
    return all(not label or label == other for label, other in zip(entry, cell, strict=True))
