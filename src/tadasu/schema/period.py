"""A stretch of days, both ends included; an open end is None."""

from dataclasses import dataclass
from datetime import date

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` to `end`, both days included; None is open on that side.

    >>> from datetime import date
    >>> Period(start=date(2026, 3, 1)).holds(date(2026, 3, 1)), Period(end=date(2026, 3, 1)).holds(date(2026, 3, 2))
    (True, False)
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError("a period ends before it starts")

    def holds(self, day: date) -> bool:
        """Whether `day` lies within."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = Period()
