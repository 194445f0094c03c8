"""The walk along the chain: entries come in the order of their numbers, one at a time; what is kept of them is a few numbers.

It goes on after a fault, from what the faulty entry says of itself, so that one fault is not counted at all that follows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tadasu.web.foundation.audit import _chain
from tadasu.web.foundation.audit._chain import Row, Text
from tadasu.web.foundation.audit.report import Anchored, Fault, Kind, Report


@dataclass(slots=True)
class Walk:
    """Where the walk has come to. `number`, `digest`, `at` are those of the last entry."""

    number: int = 0
    digest: bytes = _chain.START
    at: datetime | None = None
    entries: int = 0
    texts: int = 0
    erased: int = 0
    faults: Counter[Kind] = field(default_factory=Counter)
    first: list[Fault] = field(default_factory=list)

    def take(self, row: Row, text: Text | None, *, erased: bool) -> None:
        """The next entry with its words; `erased` says that another entry tells of their erasure."""
        self.entries += 1
        self._number(row)
        self._content(row)
        if self.at is not None and row.at < self.at:
            self._fault(Kind.BACKWARDS, row.number)
        self._text(row, text, erased=erased)
        self.number, self.digest, self.at = row.number, row.digest, row.at

    def end(self, number: int, digest: bytes) -> None:
        """What the database counted last, 0 where it counted nothing."""
        if (self.number, self.digest) != (number, digest):
            self._fault(Kind.END, self.number, number)

    def report(self, *, anchors: tuple[Anchored, ...] = (), guarded: bool = True, pinned: bool = False) -> Report:
        """What was found so far."""
        return Report(
            entries=self.entries,
            number=self.number,
            digest=self.digest.hex(),
            texts=self.texts,
            erased=self.erased,
            faults=dict(self.faults),
            first=tuple(self.first),
            anchors=anchors,
            guarded=guarded,
            pinned=pinned,
        )

    def _number(self, row: Row) -> None:
        if row.number <= self.number:
            self._fault(Kind.DOUBLE, row.number)
        elif row.number > self.number + 1:
            self._fault(Kind.REMOVED, self.number + 1, row.number - 1)

    def _content(self, row: Row) -> None:
        """What the entry says, then where it stands, then what it follows: the first that is wrong explains the others."""
        if _chain.content(row) != row.content:
            self._fault(Kind.ALTERED, row.number)
        elif _chain.link(row.number, row.previous, row.content) != row.digest:
            self._fault(Kind.MOVED, row.number)
        elif row.number == self.number + 1 and row.previous != self.digest:
            self._fault(Kind.REPLACED, row.number)

    def _text(self, row: Row, text: Text | None, *, erased: bool) -> None:
        if text is not None:
            self.texts += 1
            if not isinstance(text.detail, Mapping) or row.text_digest != _chain.text_digest(text):
                self._fault(Kind.TEXT_ALTERED, row.number)
        elif row.text_digest is not None and erased:
            self.erased += 1
        elif row.text_digest is not None:
            self._fault(Kind.TEXT_REMOVED, row.number)

    def _fault(self, kind: Kind, number: int, until: int | None = None) -> None:
        if not self.faults[kind]:
            self.first.append(Fault(kind=kind, number=number, until=until))
        self.faults[kind] += 1
