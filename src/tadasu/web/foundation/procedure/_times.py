"""How much time is left in a case, by what rule, and why there is no day where there is none.

Counted as docs/clocks.md says, by `tadasu.law`: this file only says from which day, with which suspensions and extensions. An
extension runs from the end of the time before it; a second one from the end of the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadasu.law import Basis, Clock, Procedure, TimeLimit, Unit, due, remaining
from tadasu.schema import Period, UsageError
from tadasu.web.foundation.procedure._history import Position

_DAY = timedelta(days=1)


class Why(StrEnum):
    """Why there is no last day."""

    NO_CLOCK = "no-clock"
    """The procedure sets none here, and says why."""
    NO_NUMBER = "no-number"
    """The law of the day on which the time begins has no number for it yet."""
    NOT_ENTERED = "not-entered"
    """It runs from a state in which the case never was."""
    SUSPENDED = "suspended"
    """A suspension without a last day stops it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """As of a day: the last day that is in time, or why there is none; `left` in working days where `working`, else in days,
    below 0 by how much it is late; while suspended what will be left afterwards. `start` is the day from which it is counted.
    `clock` is the time before any extension, `basis` what it rests on."""

    on: date
    due: date | None = None
    left: int | None = None
    working: bool = False
    why: Why | None = None
    basis: Basis | None = None
    clock: Clock | None = None
    start: date | None = None
    extensions: tuple[Clock, ...] = ()

    @property
    def overdue(self) -> bool:
        """Whether the last day is over."""
        return self.due is not None and self.on > self.due


def time_left(procedure: Procedure, position: Position, on: date) -> TimeLeft:
    """The time of the state a case is in, as of a day.

    Raises UsageError `calendar-year-unknown` outside the years that calendars cover.
    """
    limit = procedure.states[position.state].limit
    if limit is None:
        return TimeLeft(on=on, why=Why.NO_CLOCK)
    found = _run_since(procedure, position, position.state)
    if isinstance(found, Why):
        return TimeLeft(on=on, why=found, basis=limit.basis)
    start, before, clock = found
    clocks = (*before, clock, *position.extensions)
    last = _last_day(clocks, start, position.suspensions)
    return TimeLeft(
        on=on,
        due=last,
        left=_left(clocks, start, on, _as_of(position.suspensions, on)),
        working=_all_working(clocks),
        why=Why.SUSPENDED if last is None else None,
        basis=limit.basis,
        clock=clock,
        start=start,
        extensions=position.extensions,
    )


def _run_since(procedure: Procedure, position: Position, state: str) -> "tuple[date, tuple[Clock, ...], Clock] | Why":
    """The day from which the time of a state is counted, the times that it goes on from, and its own; or why there is none.

    The time of an extension begins where the time of the state ends that it extends, with whatever was given there.
    """
    limit = procedure.states[state].limit
    if limit is None:
        return Why.NO_CLOCK
    if limit.extends:
        was = [one for one in limit.extends if one in position.entered]
        if not was:
            return Why.NOT_ENTERED
        longer = max(was, key=lambda one: position.entered[one])
        first = _run_since(procedure, position, longer)
        if isinstance(first, Why):
            return first
        start, before, clock = first
        own = clock_from_day(limit, position.entered[state])
        given = position.extended.get(longer, ())
        return (start, (*before, clock, *given), own) if own is not None else Why.NO_NUMBER
    start_of = position.entered.get(limit.since or state)
    if start_of is None:
        return Why.NOT_ENTERED
    own = clock_from_day(limit, start_of)
    return (start_of, (), own) if own is not None else Why.NO_NUMBER


def clock_from_day(limit: TimeLimit, start: date) -> Clock | None:
    """The clock of a limit that begins on a day: one whose number is the law only later is none before that."""
    if limit.clock is not None or limit.counted is None or limit.counted.later is None:
        return limit.clock
    day, clock = limit.counted.later
    return clock if start >= day else None


def _last_day(clocks: Sequence[Clock], start: date, suspensions: Sequence[Period]) -> date | None:
    """None while a suspension without a last day stops it."""
    try:
        return _ends(clocks, start, suspensions)[-1]
    except UsageError as error:
        if error.code == "clock-suspended":
            return None
        raise


def _ends(clocks: Sequence[Clock], start: date, suspensions: Sequence[Period]) -> list[date]:
    """The last day of each time, every one running from the end of the one before."""
    out: list[date] = []
    for clock in clocks:
        out.append(due(clock, out[-1] if out else start, suspensions=suspensions))
    return out


def _left(clocks: Sequence[Clock], start: date, on: date, suspensions: Sequence[Period]) -> int:
    """The rest of the time that runs and all of those that follow; in days where not all are working days."""
    ends = _ends(clocks, start, suspensions)
    begins = [start, *ends[:-1]]
    if _mixed(clocks):
        if on > ends[-1]:
            return (ends[-1] - on).days
        days = _days(max(on, start) + _DAY, ends[-1])
        return sum(1 for day in days if not any(one.holds(day) for one in suspensions))
    if on > ends[-1]:
        return remaining(clocks[-1], begins[-1], on, suspensions=suspensions)
    return sum(
        remaining(clock, begin, on, suspensions=suspensions)
        for clock, begin, end in zip(clocks, begins, ends, strict=True)
        if on <= end
    )


def _as_of(suspensions: Sequence[Period], on: date) -> tuple[Period, ...]:
    """As if a suspension without a last day ended today: what is left is then what was left on its eve."""
    return tuple(
        Period(start=one.start, end=max(on, one.start or on)) if one.end is None else one for one in suspensions
    )


def _all_working(clocks: Sequence[Clock]) -> bool:
    return all(one.unit is Unit.WORKING_DAY for one in clocks)


def _mixed(clocks: Sequence[Clock]) -> bool:
    return not _all_working(clocks) and any(one.unit is Unit.WORKING_DAY for one in clocks)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]
