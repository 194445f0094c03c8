"""Every calendar there is, and its working days as NumPy's business-day functions read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

import numpy as np

from tadasu.law._calendars import Calendar, CalendarId, LastDay
from tadasu.law._days_off import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, Days, days_off
from tadasu.law._read_calendar import read_calendar
from tadasu.law._yaml import DATA
from tadasu.schema import UsageError

FOLDER = DATA / "calendars"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Working:
    """The days of a calendar: `counted` those of a time of working days, `ends` those on which any time may end.

    `every` is every day there is, without the days taken out by `without`.
    """

    calendar: Calendar
    counted: np.busdaycalendar
    ends: np.busdaycalendar
    every: np.busdaycalendar

    def is_working(self, day: date) -> bool:
        """Whether work is done on `day`. Raises UsageError outside the years that calendars cover.

        >>> working(CalendarId("jp")).is_working(date(2027, 5, 6))
        True
        """
        days = np.array([day], "datetime64[D]")
        check_covered(self.calendar, days)
        return bool(np.is_busday(days, busdaycal=self.counted)[0])

    def without(self, days: Days) -> "Working":
        """The same without some days: none of them counts, and no time ends on one."""
        if not days.size:
            return self
        counted, ends, every = (_less(one, days) for one in (self.counted, self.ends, self.every))
        return Working(calendar=self.calendar, counted=counted, ends=ends, every=every)


@cache
def calendars() -> Mapping[CalendarId, Calendar]:
    """Every calendar by id, in alphabetical order."""
    found = [read_calendar(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return MappingProxyType({calendar.id: calendar for calendar in found})


def calendar_of(calendar_id: CalendarId) -> Calendar:
    """One calendar. Raises UsageError that names those there are."""
    try:
        return calendars()[calendar_id]
    except KeyError:
        raise UsageError("calendar-unknown", value=str(calendar_id), known=", ".join(calendars())) from None


def working(calendar_id: CalendarId) -> Working:
    """The working days of a calendar. Raises UsageError when there is no such calendar."""
    return _working(calendar_of(calendar_id).id)


@cache
def _working(calendar_id: CalendarId) -> Working:
    return working_days(calendars()[calendar_id])


def working_days(calendar: Calendar) -> Working:
    """The working days of a calendar that need not be one of ours."""
    holidays = days_off(calendar.holidays, extra=calendar.extra, without=calendar.without)
    every = np.busdaycalendar(weekmask=[True] * 7)
    ends = every
    if calendar.counting.last_day is LastDay.NEXT_WORKING_DAY:
        closed = set(calendar.weekend) - set(calendar.counting.may_end_on)
        ends = np.busdaycalendar(weekmask=_mask(closed), holidays=holidays)
    counted = np.busdaycalendar(weekmask=_mask(set(calendar.weekend)), holidays=holidays)
    return Working(calendar=calendar, counted=counted, ends=ends, every=every)


def check_covered(calendar: Calendar, days: Days) -> None:
    """Raise UsageError when one of the days lies outside the years that calendars cover."""
    outside = days[(days < FIRST_DAY) | (days > LAST_DAY)]
    if outside.size:
        raise UsageError(
            "calendar-year-unknown",
            calendar=str(calendar.id),
            day=str(outside[0]),
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )


def _mask(weekend: set[int]) -> list[bool]:
    return [day not in weekend for day in range(7)]


def _less(days: np.busdaycalendar, taken: Days) -> np.busdaycalendar:
    return np.busdaycalendar(weekmask=days.weekmask, holidays=np.concatenate([days.holidays, taken]))
