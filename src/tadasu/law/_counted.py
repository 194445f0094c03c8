"""Clocks whose count is a parameter of the regime: how long they are by the law of a day, or as the number is set otherwise."""

from dataclasses import replace
from decimal import Decimal

from tadasu.law._clocks import LONGEST, Clock, Unit
from tadasu.law._regime import Counted, Duty, Measure, Regime, Value
from tadasu.law._scope import Asked
from tadasu.schema import UsageError


def measures(unit: Unit) -> tuple[Measure, ...]:
    """What a parameter may be measured in to count a unit: a number of days counts no months."""
    return (Measure.DAYS, Measure.COUNT) if unit in (Unit.DAY, Unit.WORKING_DAY) else (Measure.COUNT,)


def duties_of(regime: Regime, asked: Asked) -> tuple[Duty, ...]:
    """The duties of a regime, their clocks as they are asked for. Raises UsageError `clock-number`."""
    return tuple(_duty(one, regime, asked) for one in regime.duties)


def timed(counted: Counted, regime: Regime, asked: Asked) -> tuple[Clock | None, Counted]:
    """The clock that a parameter counts by the law of the day or as it is set otherwise; none on a day without a value.

    Raises UsageError `clock-number` for a value that is no whole number from 1.
    """
    parameter = regime.parameters[counted.parameter]
    value = asked.value(parameter)
    if value is not None:
        return clock_of(counted, value), replace(counted, chosen=parameter.id in asked.chosen)
    days = [one.start for one in parameter.values if one.start > asked.on and one.recorded <= asked.known]
    first = parameter.on(min(days), known=asked.known) if days else None
    return None, replace(counted, later=None if first is None else (first.start, clock_of(counted, first.value)))


def clock_of(counted: Counted, value: Value) -> Clock:
    """The clock of a value. Raises UsageError `clock-number`, or as Clock does.

    >>> from tadasu.law import CalendarId
    >>> notice = Counted(parameter="notice_days", unit=Unit.WORKING_DAY, calendar=CalendarId("jp"))
    >>> clock_of(notice, Decimal(3)).count
    3
    """
    if not isinstance(value, Decimal) or not 0 < value <= LONGEST or value != value.to_integral_value():
        raise UsageError("clock-number", parameter=counted.parameter, value=str(value)[:80], most=str(LONGEST))
    return Clock(count=int(value), unit=counted.unit, calendar=counted.calendar)


def _duty(one: Duty, regime: Regime, asked: Asked) -> Duty:
    if one.due.counted is None:
        return one
    clock, counted = timed(one.due.counted, regime, asked)
    return replace(one, due=replace(one.due, clock=clock, counted=counted))
