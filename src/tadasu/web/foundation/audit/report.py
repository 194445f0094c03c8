"""What a check of the record found: counts, the first fault of each kind, what each anchor says. No words: codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with an entry. One act of tampering may show as several."""

    ALTERED = "altered"
    """What it says is not what was recorded."""
    MOVED = "moved"
    """It says what was recorded, but its number, its link or its digest is another: renumbered, swapped, shifted."""
    REPLACED = "replaced"
    """It does not follow on the entry before it: one of the two was exchanged, or was put in."""
    REMOVED = "removed"
    """Numbers are missing before it."""
    DOUBLE = "double"
    """Its number was there already."""
    BACKWARDS = "backwards"
    """It is of an earlier time than the entry before it."""
    TEXT_ALTERED = "text-altered"
    """Its words are not those that were recorded."""
    TEXT_REMOVED = "text-removed"
    """Its words are gone, and no entry says that they were erased."""
    END = "end"
    """The last entry is not the one that the database counted last: entries at the end were removed, or added past the chain."""


class Held(StrEnum):
    """What an anchor says of the chain."""

    HELD = "held"
    """The chain holds exactly this entry at this number."""
    REWRITTEN = "rewritten"
    """The chain holds another entry at this number."""
    TRUNCATED = "truncated"
    """The chain ends before this number."""
    FOREIGN = "foreign"
    """Signed with a key that is not pinned."""
    FORGED = "forged"
    """The signature is not of this anchor."""


class Stamped(StrEnum):
    """What the time-stamp of an anchor is worth."""

    NONE = "none"
    UNCHECKED = "unchecked"
    """There is one, and no certificate to check it with was given."""
    VALID = "valid"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, at which number; `until` is the last of several numbers that are missing."""

    kind: Kind
    number: int
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """An anchor held against the chain."""

    name: str
    number: int
    day: date
    held: Held
    stamped: Stamped = Stamped.NONE
    stamped_at: datetime | None = None

    @property
    def sound(self) -> bool:
        """It is ours, the chain holds it, and its time-stamp, where it could be checked, is right."""
        return self.held is Held.HELD and self.stamped is not Stamped.WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`number` and `digest` are those of the last entry (0 and zeros where there is none); `faults` how many of each kind,
    `first` the first of each kind, in the order in which they were met; `guarded` whether the triggers of the database that
    guard the record are on; `pinned` whether the key was given by the user."""

    entries: int
    number: int
    digest: str
    texts: int
    erased: int
    faults: Mapping[Kind, int]
    first: tuple[Fault, ...] = ()
    anchors: tuple[Anchored, ...] = ()
    guarded: bool = True
    pinned: bool = False

    @property
    def sound(self) -> bool:
        """Nothing is wrong as far as can be told."""
        return self.guarded and not self.faults and all(anchor.sound for anchor in self.anchors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The anchor that was made: entry, digest and public key in hexadecimal, the day (UTC), what its time-stamp says."""

    number: int
    digest: str
    day: date
    key: str
    stamped_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: entries shown and linked, anchors, and what a check on the way found."""

    shown: int
    links: int
    anchors: int
    report: Report
