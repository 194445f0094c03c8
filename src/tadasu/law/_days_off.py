"""Rules of public holidays -> the days, for the years that calendars cover.

Countries come from the package `holidays`; what it does not know (closed days of administrations, the institutions of the
European Union) is written as rules: a date, a distance from Easter, a weekday of a month, a weekday before a date.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from holidays import country_holidays
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
"""Of `datetime64[D]`."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""What calendars cover: Japan's equinoxes are calculated to 2099."""

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
FIRST_DAY, LAST_DAY = np.datetime64(f"{FIRST_YEAR}-01-01", "D"), np.datetime64(f"{LAST_YEAR}-12-31", "D")

SUNDAY = 6
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDate:
    """The same date each year (month, day), with the days `through` another one; on a Sunday the day after, if `moves`."""

    on: tuple[int, int]
    through: tuple[int, int] | None = None
    moves: bool = False

    def in_year(self, year: int) -> Iterator[date]:
        first = date(year, *self.on)
        last = date(year, *(self.through or self.on))
        if self.moves and first.weekday() == SUNDAY:
            first = last = first + timedelta(1)
        for step in range((last - first).days + 1):
            yield first + timedelta(step)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromEaster:
    """So many days after Easter Sunday; before it when negative."""

    days: int

    def in_year(self, year: int) -> Iterator[date]:
        yield easter(year) + timedelta(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayInMonth:
    """The first, second ... `weekday` (Monday is 0) of a month."""

    nth: int
    weekday: int
    month: int

    def in_year(self, year: int) -> Iterator[date]:
        first = date(year, self.month, 1)
        yield first + timedelta((self.weekday - first.weekday()) % _WEEK + _WEEK * (self.nth - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayBefore:
    """The last `weekday` (Monday is 0) before a date (month, day)."""

    weekday: int
    before: tuple[int, int]

    def in_year(self, year: int) -> Iterator[date]:
        eve = date(year, *self.before) - timedelta(1)
        yield eve - timedelta((eve.weekday() - self.weekday) % _WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A holiday by name, in the years from `first` to `last` (both included)."""

    name: str
    day: OnDate | FromEaster | WeekdayInMonth | WeekdayBefore
    first: int = FIRST_YEAR
    last: int = LAST_YEAR

    def days(self) -> Iterator[date]:
        for year in range(max(self.first, FIRST_YEAR), min(self.last, LAST_YEAR) + 1):
            yield from self.day.in_year(year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What to ask the package for: an ISO country, one of its parts or none, which of its kinds of holidays."""

    code: str
    part: str = ""
    kinds: tuple[str, ...] = ("public",)

    def days(self) -> Iterator[date]:
        yield from country_holidays(self.code, subdiv=self.part or None, years=YEARS, categories=self.kinds)


def days_off(sources: Sequence[Rule | Country], *, extra: Sequence[date], without: Sequence[date]) -> Days:
    """Every holiday from FIRST_YEAR to LAST_YEAR, sorted, weekends included; `extra` days are added, `without` taken out.

    >>> from datetime import date
    >>> easter_monday = Rule(name="Easter Monday", day=FromEaster(days=1), last=2001)
    >>> days_off([easter_monday], extra=(), without=[date(2001, 4, 16)])
    array(['2000-04-24'], dtype='datetime64[D]')
    """
    found = {day for source in sources for day in source.days() if day.year in YEARS}
    return np.array(sorted((found | set(extra)) - set(without)), "datetime64[D]")


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Gregorian calendar; the anonymous method, Nature, 20 April 1876, p. 487).

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % _WEEK
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
