"""Remarks of one kind about one column, said once: the first row and value, and how many there were."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tadasu.readers._problems import found
from tadasu.schema import Problem


@dataclass(slots=True)
class Tallies:
    """A placeholder stands in most rows of a column or in none; a remark a row would hide all others."""

    file: str
    _first: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    _count: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, code: str, *, row: int, column: str, value: str) -> None:
        """Count a cell; `code` is one of the problem table whose only parameter is `count`."""
        key = code, column
        self._first.setdefault(key, (row, value))
        self._count[key] = self._count.get(key, 0) + 1

    def problems(self) -> Iterator[Problem]:
        """One for each code and column, in the order they were first met."""
        for (code, column), (row, value) in self._first.items():
            yield found(code, self.file, row=row, column=column, value=value, count=self._count[code, column])
