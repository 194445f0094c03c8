"""The slow plain twin of clocks: it walks from day to day with Python's own dates, and reads the rules word by word."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as endlessly

from tadasu.law import Calendar

DAY = timedelta(1)
Holds = Callable[[date], bool]


@dataclass(frozen=True)
class Walk:
    """A calendar, its holidays, and the days on which a clock stands still."""

    calendar: Calendar
    holidays: Collection[date]
    suspended: Collection[date] = ()

    def works(self, day: date) -> bool:
        return day.weekday() not in self.calendar.weekend and day not in self.holidays and day not in self.suspended

    def counts(self, day: date) -> bool:
        return day not in self.suspended

    def may_end(self, day: date) -> bool:
        rule = self.calendar.counting
        if day in self.suspended:
            return False
        if rule.last_day == "stays" or self.works(day):
            return True
        return day.weekday() in rule.may_end_on and day not in self.holidays


def due(walk: Walk, number: int, unit: str, event: date) -> date:
    """The last day on which the act is in time."""
    rule = walk.calendar.counting
    first = event if rule.first_day == "included" else event + DAY
    last = counted_to(walk, number, unit, event)
    last = next(day for day in days_from(last) if walk.may_end(day))
    least = rule.least_working_days
    if least and (number >= least or unit in ("week", "month", "year")):
        last = max(last, nth(least, first, walk.works))
    return last


def counted_to(walk: Walk, number: int, unit: str, event: date) -> date:
    """The last day that counts, before anything is moved."""
    first = event if walk.calendar.counting.first_day == "included" else event + DAY
    if unit == "working-day":
        return nth(number, first, walk.works)
    if unit in ("day", "week"):
        return nth(number * (7 if unit == "week" else 1), first, walk.counts)
    last = end_of_months(walk, number * (12 if unit == "year" else 1), event)
    return nth((last - first).days + 1, first, walk.counts)


def end_of_months(walk: Walk, months: int, event: date) -> date:
    """The last day of a time of months in which nothing is suspended."""
    rule = walk.calendar.counting
    eve = rule.first_day == "included" or rule.months == "eve-of-first-day"
    first = event + DAY if eve and rule.first_day == "excluded" else event
    wanted = month_of(first) + months
    for day in days_from(first):
        tomorrow = day + DAY
        if eve and month_of(tomorrow) == wanted and tomorrow.day == first.day:
            return day
        if not eve and month_of(day) == wanted and day.day == first.day:
            return day
        if month_of(day) == wanted and month_of(tomorrow) > wanted:
            return tomorrow if rule.months == "same-date-or-first" and not eve else day
    raise AssertionError("time has no end")


def left(walk: Walk, number: int, unit: str, event: date, on: date) -> int:
    """How much is left after a day; below 0 how much too late it is."""
    kind: Holds = walk.works if unit == "working-day" else walk.counts
    end = due(walk, number, unit, event)
    if on > end:
        free = Walk(walk.calendar, walk.holidays)
        late: Holds = free.works if unit == "working-day" else free.counts
        return -sum(late(end + DAY * step) for step in range(1, (on - end).days + 1))
    first = event if walk.calendar.counting.first_day == "included" else event + DAY
    last = counted_to(walk, number, unit, event)
    start = max(on + DAY, first)
    return sum(kind(start + DAY * step) for step in range((last - start).days + 1))


def nth(number: int, first: date, holds: Holds) -> date:
    """The so-many-th day from `first` on of which something holds."""
    found = (day for day in days_from(first) if holds(day))
    for _ in range(number - 1):
        next(found)
    return next(found)


def days_from(first: date) -> Iterator[date]:
    return (first + DAY * step for step in endlessly())


def month_of(day: date) -> int:
    return day.year * 12 + day.month
