"""What happened in a case, and where it stands: the second is nothing but the first, gone through from the beginning.

A suspension holds from its first day to its last, both included. Whoever resumes on a day makes the day before the last one;
resumed on its first day, a suspension leaves no trace in any clock. It stops all clocks of the case, whatever state it is in.
An extension belongs to the state in which it was given, and ends with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce

from tadasu.law import Clock
from tadasu.schema import Period

_DAY = timedelta(days=1)


class What(StrEnum):
    """What can happen."""

    OPENED = "opened"
    MOVED = "moved"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    MIGRATED = "migrated"
    HANDED_OVER = "handed-over"
    BOUND = "bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened on a day. `state` is where it led, of an opening, a move or a migration; `until` the last day of
    a suspension where that is known; `extension` how much longer; `mapping` of a migration: old state -> new state."""

    what: What
    day: date
    state: str = ""
    until: date | None = None
    extension: Clock | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a case stands: its state and since when; the last day on which something happened; when each state was last
    entered; its suspensions; the extensions of this state, in the order in which they were given; and those of the states it
    left, since a later time may begin where theirs ended."""

    state: str
    since: date
    last: date
    entered: Mapping[str, date]
    suspensions: tuple[Period, ...] = ()
    extensions: tuple[Clock, ...] = ()
    extended: Mapping[str, tuple[Clock, ...]] = field(default_factory=dict)

    def suspended_on(self, day: date) -> Period | None:
        """The suspension that holds on a day."""
        return next((one for one in self.suspensions if one.holds(day)), None)


def fold(events: Iterable[Event]) -> Position:
    """Where everything that happened leads. Raises ValueError when the first is no opening."""
    first, *others = events
    return reduce(after, others, opened(first))


def opened(event: Event) -> Position:
    """Where an opening leads."""
    if event.what is not What.OPENED:
        raise ValueError(f"a case begins with its opening, not with {event.what}")
    return Position(state=event.state, since=event.day, last=event.day, entered={event.state: event.day})


def after(position: Position, event: Event) -> Position:
    """Where one more event leads. What may happen is checked before it does, not here."""
    now = replace(position, last=max(position.last, event.day))
    match event.what:
        case What.MOVED:
            entered = {**now.entered, event.state: event.day}
            extended = {key: given for key, given in now.extended.items() if key != event.state}
            extended[now.state] = now.extensions
            return replace(now, state=event.state, since=event.day, entered=entered, extensions=(), extended=extended)
        case What.SUSPENDED:
            return replace(now, suspensions=(*now.suspensions, Period(start=event.day, end=event.until)))
        case What.RESUMED:
            return replace(now, suspensions=tuple(_resumed(now.suspensions, event.day)))
        case What.EXTENDED if event.extension is not None:
            return replace(now, extensions=(*now.extensions, event.extension))
        case What.MIGRATED:
            extended = {event.mapping[key]: given for key, given in now.extended.items()}
            return replace(now, state=event.state, entered=_renamed(now.entered, event.mapping), extended=extended)
        case _:
            return now


def _resumed(suspensions: tuple[Period, ...], day: date) -> Iterable[Period]:
    """The suspensions, the one that holds on the day ended on its eve."""
    for one in suspensions:
        if not one.holds(day):
            yield one
        elif one.start is not None and one.start < day:
            yield replace(one, end=day - _DAY)


def _renamed(entered: Mapping[str, date], mapping: Mapping[str, str]) -> Mapping[str, date]:
    """When states were entered, by their new names; of several that become one, the latest."""
    out: dict[str, date] = {}
    for state, day in entered.items():
        new = mapping[state]
        out[new] = max(day, out.get(new, day))
    return out
