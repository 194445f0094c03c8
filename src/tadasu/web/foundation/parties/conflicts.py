"""Somebody else acted meanwhile: nothing of what was asked is done, and what happened is told."""

from collections.abc import Sequence

from tadasu.schema import UsageError
from tadasu.web.foundation.parties._history import Happened


class Conflict(UsageError):
    """`later` are the things that whoever acts had not seen, in their order."""

    def __init__(self, later: Sequence[Happened]) -> None:
        self.later = tuple(later)
        super().__init__("parties-conflict", count=str(len(self.later)))
