"""A grant as this room sees it, and what an intermediary tells about grants itself. Keys are the caller's; none is ever put
out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tadasu.release._regions import macro_region_of, macro_regions
from tadasu.schema import UsageError

ALL = ""
"""In place of a programme, a region or a year: all of them together."""

Cell = tuple[str, str, str]
"""Programme, region, year; `ALL` in any of them is a total."""

CONSENTS = frozenset({"amount", "country", "days", "description", "grantee", "intermediary", "title"})
"""What may be told of a public grant, each by a consent of its own."""


class Level(StrEnum):
    """How much the public may know (funding.md F, identity_levels)."""

    PUBLIC = "l0"
    REGION = "l1"
    INTERMEDIARY = "l2"
    WITHHELD = "l3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One grant, as booked. `amount` is in whole units of the one currency that the release is in, at least 1; `country` may be
    empty for a regional grant; `region` is a macro-region; `purpose` a DAC code.

    `intermediaries` is the chain from the one we pay to the one that pays the grantee, empty when we pay it ourselves. `named`:
    whether the first of them may be named. `emergency` is for the caller: no record, no figure tells it. `title` and
    `description` are language -> text and only told of a public grant. Raises UsageError for a grant that cannot be counted.
    """

    key: str
    level: Level
    programme: str
    region: str
    purpose: str
    grantee: str
    amount: int
    start: date
    end: date
    country: str = ""
    intermediaries: tuple[str, ...] = ()
    named: bool = False
    emergency: bool = False
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    consents: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _hold(bool(self.key and self.grantee), "key")
        _hold(bool(self.programme), "programme")
        _hold(type(self.amount) is int and self.amount > 0, "amount")
        _hold(self.region in macro_regions(), "region")
        _hold(not self.country or macro_region_of(self.country) == self.region, "country")
        _hold(self.start <= self.end, "days")
        _hold(self.consents <= CONSENTS, "consents")

    @property
    def payers(self) -> tuple[str, str]:
        """The two ends of its chain; both are empty where we pay ourselves."""
        return (self.intermediaries[0], self.intermediaries[-1]) if self.intermediaries else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirRow:
    """One line of an intermediary's own file: of which programme, region and year, how much and how many, as far as it says so. A
    sub-grant of a list is a row with the count 1. `amount` is exact, or rounded to `base`."""

    programme: str = ALL
    region: str = ALL
    year: str = ALL
    amount: int | None = None
    count: int | None = None
    base: int = 1

    @property
    def cell(self) -> Cell:
        return self.programme, self.region, self.year


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirFile:
    """What an intermediary has published. `complete`: it tells all grants that went through it, each in exactly one row; then
    what is in no row is known to be nothing. Of a file that is not, we take it that every grant through it is known."""

    intermediary: str
    rows: tuple[TheirRow, ...]
    complete: bool = True

    def tells(self, cell: Cell) -> bool:
        """Whether a reader can add up what it has in a cell: every row lies in it, or apart from it."""
        return not self.complete or all(_inside(one.cell, cell) or _apart(one.cell, cell) for one in self.rows)


def _inside(one: Cell, other: Cell) -> bool:
    return all(b in (ALL, a) for a, b in zip(one, other, strict=True))


def _apart(one: Cell, other: Cell) -> bool:
    return any(ALL not in (a, b) and a != b for a, b in zip(one, other, strict=True))


def _hold(true: bool, what: str) -> None:
    if not true:
        raise UsageError("release-grant-wrong", field=what)
