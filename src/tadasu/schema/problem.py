"""A problem in a file, said so that the person who owns the file can mend it, and the errors of the whole package.

TadasuError
├── InputError      a user's or publisher's file cannot be used; carries every problem found
├── ListRefused     a list is outside its stated bounds; the last good one is kept
├── StoreError      the data folder cannot be read or written
└── UsageError      the caller asked for something that does not exist
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, where. `row` counts the file's lines or sheet rows from 1 and is 0 when the whole file is meant.

    `code` and `params` become a sentence in `tadasu.wording`; no English is kept here. `value` is what was found there,
    cut to 80 characters.
    """

    code: str
    file: str
    row: int = 0
    column: str = ""
    value: str = ""
    params: tuple[tuple[str, str], ...] = field(default=())


class TadasuError(Exception):
    """Base of every error raised on purpose. `exit_code` is what the command line returns."""

    exit_code = 1


class InputError(TadasuError):
    """A file cannot be used as it is; `problems` holds all that was found, not only the first."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.file}:{p.row}:{p.column} {p.code}" for p in self.problems[:5]))


class ListRefused(InputError):
    """A list does not look like itself (too few rows, HTML instead of XML, an unknown layout)."""

    exit_code = 4


class StoreError(TadasuError):
    """The data folder cannot be read or written, or holds something damaged."""

    exit_code = 5


class UsageError(TadasuError):
    """The caller named a list, column or option that does not exist; `code` and `params` become a sentence in `wording`."""

    exit_code = 2

    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.params = tuple(sorted(params.items()))
        super().__init__(f"{code} {dict(self.params)}")
