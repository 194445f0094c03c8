"""What a reader of stakes notes on the way: records it left out or could not read whole, each kind of them once.

A table of its own beside `PROBLEMS`, because all of these are counted: registers repeat one fault a million times.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tadasu.lists._problems import VALUE_LENGTH
from tadasu.schema import Problem

STAKE_PROBLEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stake-ended": ("count",),  # over, or over on an unknown day; left out
        "stake-in-components": ("count",),  # an indirect interest whose parts stand in the file too; left out
        "stake-not-valid": ("count",),  # the publisher itself withdrew it or does not stand by it; left out
        "stake-of-other-kind": (
            "count",
        ),  # a relation that is neither ownership nor control; `value` says which; left out
        "stake-period-unclear": ("count",),  # days that are no dates, or end before they start; read as if without
        "stake-share-unclear": ("count",),  # a figure that is no share of a whole; read as if without
        "stake-without-party": (
            "count",
        ),  # owner or company is not named; `value` says why, if the file does; left out
    }
)
"""Every code with its parameters; `row` is the first such record, `value` what was found there."""


class StakeNotes:
    """The problems of one reading, by code and value in the order of their first rows."""

    def __init__(self, path: Path) -> None:
        self._file = path.name
        self._first: dict[tuple[str, str], tuple[int, str]] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def count(self, code: str, *, row: int, column: str = "", value: str = "") -> None:
        """One more record with this problem of the table."""
        if code not in STAKE_PROBLEMS:
            raise ValueError(f"{code} is not in the table")
        key = (code, value[:VALUE_LENGTH])
        self._first.setdefault(key, (row, column))
        self._counts[key] = self._counts.get(key, 0) + 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has been counted."""
        return tuple(
            Problem(
                code=code,
                file=self._file,
                row=row,
                column=column,
                value=value,
                params=(("count", str(self._counts[code, value])),),
            )
            for (code, value), (row, column) in sorted(self._first.items(), key=lambda item: (item[1], item[0]))
        )
