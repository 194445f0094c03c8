"""A calendar: which days are working days, and how the law that goes with it counts. Data: `data/calendars`, a file each.

A number of days means nothing without it: thirty working days of the Commission and of Japan's ministries end weeks apart.
What is counted how, by which article, and what nobody has verified: docs/clocks.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from tadasu.law._basis import Basis, Doubt, Source
from tadasu.law._days_off import Country, Rule

CalendarId = NewType("CalendarId", str)
"""`jp`, `eu-com`, `us-fed`; the name of its file."""


class FirstDay(StrEnum):
    """Whether the day of the event is the first that counts, or the day after it."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class MonthEnd(StrEnum):
    """Where a time of months or years ends."""

    SAME_DATE = "same-date"
    """On the date of the event in the last month; where the month has none, on its last day."""
    EVE = "eve-of-first-day"
    """On the eve of the date of the first day that counted; where the month has none, on its last day."""
    SAME_OR_FIRST = "same-date-or-first"
    """On the date of the event; where the month has none, on the first of the next."""


class LastDay(StrEnum):
    """What happens when the last day is no working day."""

    NEXT_WORKING_DAY = "next-working-day"
    STAYS = "stays"


class Fixing(StrEnum):
    """Who says which days are holidays: the law, for all years, or somebody who announces them year by year."""

    LAW = "law"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How the law counts. A time of `least_working_days` days or more holds at least so many working days (0: no rule).

    `may_end_on` are days of the weekend (Monday is 0) on which a time may end although nobody works.
    """

    first_day: FirstDay
    months: MonthEnd
    last_day: LastDay
    least_working_days: int = 0
    may_end_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Everything that the file says; `bases` says for each rule (`first_day`, `holidays`, ...) what it rests on.

    `weekend` are the days of the week (Monday is 0) on which nobody works. Of holidays that are announced, those to
    `announced_until` were seen in a list; later ones are calculated.
    """

    id: CalendarId
    names: Mapping[str, str]
    counting: Counting
    weekend: tuple[int, ...]
    holidays: tuple[Rule | Country, ...]
    extra: tuple[date, ...]
    without: tuple[date, ...]
    fixing: Fixing
    announced_until: date | None
    bases: Mapping[str, Basis]
    sources: Mapping[str, Source]
    doubts: tuple[Doubt, ...]

    def foreseen(self, day: date) -> bool:
        """Whether the holidays about `day` are calculated only, so that a due date there may still move."""
        return self.fixing is Fixing.ANNOUNCEMENT and (self.announced_until is None or self.announced_until < day)
