"""Times set by law: how long, counted how, when the last day is, how much is left.

Counted as the calendar's law says (docs/clocks.md): whether the day of the event is the first, where a month ends, what
becomes of a last day on which nobody works. Days of a suspension do not count, and nothing is due on one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tadasu.law._calendars import CalendarId, Counting, FirstDay, MonthEnd
from tadasu.law._days_off import FIRST_DAY, LAST_DAY, Days
from tadasu.law._working import Working, calendar_of, check_covered, working
from tadasu.schema import Period, UsageError

LONGEST = 40_000
"""Of whatever unit: more days than calendars cover."""

_ONE = np.timedelta64(1, "D")
_DAYS_OF_WEEK = 7
_MONTHS_OF_YEAR = 12


class Unit(StrEnum):
    """What is counted."""

    WORKING_DAY = "working-day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """So many units of a calendar.

    Raises UsageError `clock-without-calendar`, `calendar-unknown`, or `clock-count` when `count` is no whole number from
    1 to LONGEST.
    """

    count: int
    unit: Unit
    calendar: CalendarId

    def __post_init__(self) -> None:
        if not self.calendar:
            raise UsageError("clock-without-calendar", count=str(self.count), unit=str(self.unit))
        calendar_of(self.calendar)
        if type(self.count) is not int or not 0 < self.count <= LONGEST:
            raise UsageError("clock-count", value=str(self.count), most=str(LONGEST))


def due(clock: Clock, event: date, *, suspensions: Sequence[Period] = (), extension: Clock | None = None) -> date:
    """The last day on which the act is in time.

    Days of `suspensions` (both ends included; they may overlap) do not count, and nothing is due on one. An `extension`
    runs from the end of the first time, the last day as it was moved. Raises UsageError: `clock-suspended` when a
    suspension without end stops the clock, `calendar-year-unknown` outside the years that calendars cover.

    >>> from datetime import date
    >>> ten = Clock(count=10, unit=Unit.WORKING_DAY, calendar=CalendarId("jp"))
    >>> due(ten, date(2027, 4, 28))
    datetime.date(2027, 5, 18)
    """
    end = due_many(clock, _alone(event), suspensions=suspensions)
    if extension is not None:
        taken = _suspended(suspensions)
        end = _stopped(extension, _last_days(extension, end, taken, first_day=FirstDay.EXCLUDED), suspensions)
    return _plain(end)


def due_many(clock: Clock, events: Days, *, suspensions: Sequence[Period] = ()) -> Days:
    """`due` for each of many events, an array of `datetime64[D]`; NaT stays NaT. The suspensions are those of all."""
    calendar = calendar_of(clock.calendar)
    check_covered(calendar, events)
    ends = _last_days(clock, events, _suspended(suspensions), first_day=calendar.counting.first_day)
    return _stopped(clock, ends, suspensions)


def remaining(clock: Clock, event: date, on: date, *, suspensions: Sequence[Period] = ()) -> int:
    """How much of the time is left after the day `on`: working days of a time of working days, else days.

    0 on the last day that counts and while a last day on which nobody works is moved on; below 0 by how many days it is
    too late. Suspended days are not counted, so what is left before a suspension is left after it. Raises as `due` does.

    >>> from datetime import date
    >>> month = Clock(count=1, unit=Unit.MONTH, calendar=CalendarId("de"))
    >>> [remaining(month, date(2027, 1, 16), date(2027, 2, day)) for day in (12, 13, 14, 15, 16, 17)]
    [4, 3, 2, 1, 0, -1]
    """
    end = due(clock, event, suspensions=suspensions)
    days = working(clock.calendar)
    if on > end:
        return -_between(end, on, clock, days)
    days = days.without(_suspended(suspensions))
    first_day = days.calendar.counting.first_day
    counted_to = _plain(_counted_to(clock, _alone(event), days, first_day=first_day))
    before_first = event - timedelta(first_day is FirstDay.INCLUDED)
    return _between(min(max(on, before_first), counted_to), counted_to, clock, days)


def add_working_days(calendar: CalendarId, day: date, count: int) -> date:
    """The `count`-th working day after `day`, before it when `count` is negative; with 0 the day itself or the next one.

    >>> from datetime import date
    >>> [add_working_days(CalendarId("us-fed"), date(2027, 7, 4), count).day for count in (-1, 0, 1)]
    [2, 6, 6]
    """
    days = working(calendar)
    check_covered(days.calendar, _alone(day))
    if abs(count) > LONGEST:
        raise UsageError("clock-count", value=str(count), most=str(LONGEST))
    end = np.busday_offset(_alone(day), count, roll="backward" if count > 0 else "forward", busdaycal=days.counted)
    check_covered(days.calendar, end)
    return _plain(end)


def _last_days(clock: Clock, events: Days, suspended: Days, *, first_day: FirstDay) -> Days:
    """Where the counting ends, moved to a day on which a time may end, and not before the least working days are over."""
    days = working(clock.calendar).without(suspended)
    rule = days.calendar.counting
    ends = _counted_to(clock, events, days, first_day=first_day)
    ends = np.busday_offset(ends, 0, roll="forward", busdaycal=days.ends)
    least = rule.least_working_days
    if least and (clock.unit not in (Unit.DAY, Unit.WORKING_DAY) or clock.count >= least):
        return np.maximum(ends, _nth(events, least, days.counted, first_day=first_day))
    return ends


def _counted_to(clock: Clock, events: Days, days: Working, *, first_day: FirstDay) -> Days:
    """The last day that counts, whether anybody works on it or not."""
    if clock.unit is Unit.WORKING_DAY:
        return _nth(events, clock.count, days.counted, first_day=first_day)
    ends = _without_suspension(clock, events, days.calendar.counting, first_day=first_day)
    if not days.every.holidays.size:
        return ends
    length = (ends - events).astype(np.int64) + (first_day is FirstDay.INCLUDED)
    return _nth(events, length, days.every, first_day=first_day)


def _without_suspension(clock: Clock, events: Days, rule: Counting, *, first_day: FirstDay) -> Days:
    included = first_day is FirstDay.INCLUDED
    if clock.unit is Unit.DAY:
        return events + (clock.count - included) * _ONE
    if clock.unit is Unit.WEEK:
        return events + (clock.count * _DAYS_OF_WEEK - included) * _ONE
    months = clock.count * (_MONTHS_OF_YEAR if clock.unit is Unit.YEAR else 1)
    if included or rule.months is MonthEnd.EVE:
        first = events if included else events + _ONE
        same, last = _months_on(first, months)
        return np.minimum(same - _ONE, last)
    same, last = _months_on(events, months)
    return np.where(same > last, last + _ONE, same) if rule.months is MonthEnd.SAME_OR_FIRST else np.minimum(same, last)


def _months_on(days: Days, months: int) -> tuple[Days, Days]:
    """The date so many months later (beyond the month where it has none), and the last day of that month."""
    month = days.astype("datetime64[M]")
    later = month + np.timedelta64(months, "M")
    last: Days = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - 1
    same: Days = later.astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    return same, last


def _between(after: date, to: date, clock: Clock, days: Working) -> int:
    """Days of the clock's kind after one day, up to another one and with it."""
    first, end = np.datetime64(after, "D") + _ONE, np.datetime64(to, "D") + _ONE
    counted = days.counted if clock.unit is Unit.WORKING_DAY else days.every
    return int(np.busday_count(first, end, busdaycal=counted))


def _nth(events: Days, count: int | NDArray[np.int64], days: np.busdaycalendar, *, first_day: FirstDay) -> Days:
    """The `count`-th of some days after the event, or from the event on when its day is the first."""
    if first_day is FirstDay.INCLUDED:
        return np.busday_offset(events, count - 1, roll="forward", busdaycal=days)
    return np.busday_offset(events, count, roll="backward", busdaycal=days)


def _suspended(suspensions: Sequence[Period]) -> Days:
    """Every day of the suspensions within the years that calendars cover."""
    found = [np.zeros(0, "datetime64[D]")]
    for one in suspensions:
        first = FIRST_DAY if one.start is None else max(np.datetime64(one.start, "D"), FIRST_DAY)
        last = LAST_DAY if one.end is None else min(np.datetime64(one.end, "D"), LAST_DAY)
        found.append(np.arange(first, last + _ONE))
    return np.unique(np.concatenate(found))


def _stopped(clock: Clock, ends: Days, suspensions: Sequence[Period]) -> Days:
    """The ends as they are. Raises when a suspension without end pushed one out of all years, or the clock is that long."""
    endless = [one for one in suspensions if one.end is None]
    if endless and (ends > LAST_DAY).any():
        since = min(one.start or date.min for one in endless)
        raise UsageError("clock-suspended", since=since.isoformat())
    check_covered(calendar_of(clock.calendar), ends)
    return ends


def _alone(day: date) -> Days:
    return np.array([day], "datetime64[D]")


def _plain(days: Days) -> date:
    return date.fromisoformat(str(days[0]))
