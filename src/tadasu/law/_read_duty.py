"""A duty as it is written -> Duty, with its clock."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tadasu.law._basis import BASIS, read_basis
from tadasu.law._calendars import CalendarId
from tadasu.law._clocks import Clock, Unit
from tadasu.law._counted import clock_of, measures
from tadasu.law._cursor import Cursor
from tadasu.law._read_parameter import no_parameter
from tadasu.law._read_scope import Known, read_scope
from tadasu.law._regime import Counted, Due, Duty, Parameter
from tadasu.law._yaml import DATA, load
from tadasu.schema import UsageError

_DAY = re.compile(r"(\d\d)-(\d\d)")


@cache
def events() -> Mapping[str, Mapping[str, str]]:
    """Events from which clocks run, with their names in both languages."""
    return MappingProxyType(load(DATA / "events.yaml").value)


def read_duty(at: Cursor, known: Known) -> Duty:
    """The duty; `until` is the last day on which it is the law, since `to` says before whom it is done."""
    at.only("id", "name", "to", "due", "from", "until", "if", *BASIS)
    start, end = at.span()
    return Duty(
        id=at.need("id").text(),
        names=at.need("name").both(),
        to=at.need("to").both(),
        due=_due(at.need("due"), known.parameters),
        basis=read_basis(at, known.sources),
        start=start,
        end=end,
        who=read_scope(at.get("if"), known) if at.has("if") else None,
    )


def _due(at: Cursor, parameters: Mapping[str, Parameter]) -> Due:
    at.only("after", "count", "unit", "calendar", "each_year", "on", "ongoing")
    terms = [key for key in ("after", "each_year", "on", "ongoing") if at.has(key)]
    if len(terms) > 1 or (at.has("ongoing") and at.get("ongoing").value is not True):
        at.problem("law-due", keys=", ".join(terms))
    if at.has("each_year"):
        return Due(each_year=_day_of_year(at.get("each_year")))
    if at.has("on"):
        return Due(on=at.get("on").day())
    if at.has("ongoing"):
        return Due()
    event = at.need("after").text()
    if event and event not in events():
        at.get("after").problem("law-no-event", known=", ".join(events()))
    clock, counted = read_clock(at, parameters)
    return Due(after=event, clock=clock, counted=counted)


def read_clock(at: Cursor, parameters: Mapping[str, Parameter]) -> tuple[Clock | None, Counted | None]:
    """A clock, or the parameter that is its count; neither where something is wrong, which is noted. A clock without a
    calendar is none."""
    count, unit = at.need("count"), at.need("unit").closed(Unit)
    calendar = CalendarId(at.get("calendar").maybe_text())
    try:
        if isinstance(count.value, str):
            counted = Counted(parameter=count.value, unit=unit, calendar=calendar)
            return None, counted if _counts(count, counted, parameters) else None
        return Clock(count=count.whole(), unit=unit, calendar=calendar), None
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
        return None, None


def _counts(at: Cursor, counted: Counted, parameters: Mapping[str, Parameter]) -> bool:
    """Whether the parameter is there and can count the unit. Raises UsageError where one of its values makes no clock."""
    parameter = parameters.get(counted.parameter)
    if parameter is None:
        no_parameter(at, counted.parameter, parameters)
        return False
    wanted = measures(counted.unit)
    if parameter.unit not in wanted:
        at.problem("clock-measure", measure=parameter.unit.value, unit=counted.unit.value, wanted=", ".join(wanted))
        return False
    if parameter.about:
        at.problem("clock-about", parameter=parameter.id, fact=parameter.about)
        return False
    for one in parameter.values:
        clock_of(counted, one.value)
    return True


def _day_of_year(at: Cursor) -> tuple[int, int]:
    found = _DAY.fullmatch(at.value) if isinstance(at.value, str) else None
    try:
        day = date.fromisoformat(f"2000-{at.value}" if found else "")
    except ValueError:
        at.problem("law-kind", reason="kind-month-day")
        return (1, 1)
    return (day.month, day.day)
