"""`data/calendars/<id>.yaml` -> Calendar, with every problem at once, by line and place in the file."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from tadasu.law._basis import BASIS, Basis, Source, read_basis, read_doubt, read_source
from tadasu.law._calendars import Calendar, CalendarId, Counting, FirstDay, Fixing, LastDay, MonthEnd
from tadasu.law._cursor import Cursor
from tadasu.law._days_off import (
    FIRST_YEAR,
    LAST_YEAR,
    Country,
    FromEaster,
    OnDate,
    Rule,
    WeekdayBefore,
    WeekdayInMonth,
)
from tadasu.law._yaml import load
from tadasu.schema import InputError

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_LEAP_YEAR = 2000
_RULES = ("first_day", "months", "last_day", "least_working_days", "may_end_on")
_DAY_KEYS = (("on",), ("easter",), ("nth", "weekday", "month"), ("weekday", "before"))
"""Keys that say when a holiday is: one of these groups, whole."""


def read_calendar(path: Path) -> Calendar:
    """The calendar of a file. Raises InputError with everything that is wrong in it."""
    at = Cursor.at_root(load(path))
    at.only("id", "name", "sources", "counting", "weekend", "holidays", "verify")
    if at.need("id").text() != path.stem:
        at.get("id").problem("law-word", known=path.stem)
    sources = {key: read_source(key, one) for key, one in at.need("sources").entries()}
    bases: dict[str, Basis] = {}
    holidays = at.need("holidays")
    holidays.only("country", "rules", "extra", "without", "fixed_by", "announced_until", *BASIS)
    bases["holidays"] = read_basis(holidays, sources)
    calendar = Calendar(
        id=CalendarId(at.get("id").text()),
        names=at.need("name").both(),
        counting=_counting(at.need("counting"), sources, bases),
        weekend=_weekdays(_ruled("weekend", at, sources, bases)),
        holidays=_days(holidays),
        extra=tuple(_special(one, sources) for one in holidays.get("extra").items()),
        without=tuple(_special(one, sources) for one in holidays.get("without").items()),
        fixing=holidays.need("fixed_by").closed(Fixing),
        announced_until=holidays.get("announced_until").day() if holidays.has("announced_until") else None,
        bases=MappingProxyType(bases),
        sources=MappingProxyType(sources),
        doubts=tuple(read_doubt(one, sources) for one in at.get("verify").items()),
    )
    if at.problems:
        raise InputError(at.problems)
    return calendar


def _counting(at: Cursor, sources: Mapping[str, Source], bases: dict[str, Basis]) -> Counting:
    at.only(*_RULES)
    least = _ruled("least_working_days", at, sources, bases).whole() if at.has("least_working_days") else 0
    may_end_on = _weekdays(_ruled("may_end_on", at, sources, bases)) if at.has("may_end_on") else ()
    return Counting(
        first_day=_ruled("first_day", at, sources, bases).closed(FirstDay),
        months=_ruled("months", at, sources, bases).closed(MonthEnd),
        last_day=_ruled("last_day", at, sources, bases).closed(LastDay),
        least_working_days=least,
        may_end_on=may_end_on,
    )


def _ruled(key: str, at: Cursor, sources: Mapping[str, Source], bases: dict[str, Basis]) -> Cursor:
    """What a rule `is`; on what it rests goes to `bases`."""
    rule = at.need(key)
    rule.only("is", *BASIS)
    bases[key] = read_basis(rule, sources)
    return rule.need("is")


def _weekdays(at: Cursor) -> tuple[int, ...]:
    return tuple(sorted(_weekday(one) for one in at.items()))


def _weekday(at: Cursor) -> int:
    if at.value in WEEK:
        return WEEK.index(at.value)
    at.problem("law-word", known=", ".join(WEEK))
    return 0


def _days(at: Cursor) -> tuple[Rule | Country, ...]:
    rules: list[Rule | Country] = [_rule(one) for one in at.get("rules").items()]
    if at.has("country"):
        country = at.get("country")
        country.only("code", "part", "kinds")
        kinds = tuple(one.text() for one in country.need("kinds").items())
        rules.insert(0, Country(code=country.need("code").text(), part=country.get("part").maybe_text(), kinds=kinds))
    if not rules:
        at.problem("law-missing", key="country, rules")
    return tuple(rules)


def _rule(at: Cursor) -> Rule:
    at.only("name", "on", "through", "moves", "easter", "nth", "weekday", "month", "before", "from", "until")
    return Rule(
        name=at.need("name").text(),
        day=_day(at),
        first=at.get("from").whole() if at.has("from") else FIRST_YEAR,
        last=at.get("until").whole() if at.has("until") else LAST_YEAR,
    )


def _day(at: Cursor) -> OnDate | FromEaster | WeekdayInMonth | WeekdayBefore:
    given = [keys for keys in _DAY_KEYS if all(at.has(key) for key in keys)]
    if len(given) != 1:
        at.problem("law-missing", key=" / ".join(" + ".join(keys) for keys in _DAY_KEYS))
        return FromEaster(days=0)
    if at.has("easter"):
        return FromEaster(days=_easter(at.get("easter")))
    if at.has("nth"):
        month, nth = at.get("month").whole(), at.get("nth").whole()
        return WeekdayInMonth(nth=nth, weekday=_weekday(at.get("weekday")), month=month)
    if at.has("before"):
        return WeekdayBefore(weekday=_weekday(at.get("weekday")), before=_month_day(at.get("before")))
    through = _month_day(at.get("through")) if at.has("through") else None
    if at.has("moves") and at.get("moves").value != "sunday":
        at.get("moves").problem("law-word", known="sunday")
    return OnDate(on=_month_day(at.get("on")), through=through, moves=at.has("moves"))


def _easter(at: Cursor) -> int:
    if isinstance(at.value, int) and not isinstance(at.value, bool):
        return at.value
    at.problem("law-kind", reason="kind-count")
    return 0


def _month_day(at: Cursor) -> tuple[int, int]:
    """Month and day, written 05-25; 29 February is no day of every year."""
    found = _MONTH_DAY.fullmatch(at.value) if isinstance(at.value, str) else None
    try:
        day = date(_LEAP_YEAR, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None or (day.month, day.day) == (2, 29):
        at.problem("law-kind", reason="kind-month-day")
        return (1, 1)
    return (day.month, day.day)


def _special(at: Cursor, sources: Mapping[str, Source]) -> date:
    """A single day that follows no rule, with the source that says so."""
    at.only("day", "name", *BASIS)
    at.need("name").text()
    read_basis(at, sources)
    return at.need("day").day()
