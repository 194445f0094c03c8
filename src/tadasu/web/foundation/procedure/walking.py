"""Walking through a procedure without a case: lines of who does what on which day -> the states and the last days.

A line is a mapping. `day` is always there, and one of: `actor` with `move`; `suspend` (the last day, or `true` where it is not
known); `resume: true`; `extend` (count, unit, calendar). The first line has nothing but the day on which the case is opened.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from tadasu.law import Clock, Move, Procedure
from tadasu.schema import UsageError
from tadasu.web.foundation.procedure._history import Event, Position, after, opened
from tadasu.web.foundation.procedure._moves import extended, moved, offered, opening, resumed, suspended
from tadasu.web.foundation.procedure._pinned import clock_from
from tadasu.web.foundation.procedure._times import TimeLeft, time_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """Where the case stands after a line, on its day, and what each part may do then."""

    line: int
    event: Event
    position: Position
    time: TimeLeft
    offers: Mapping[str, tuple[Move, ...]]


def lines_of(text: str) -> Sequence[Mapping[str, Any]]:
    """The lines of a file. Raises UsageError `run-line` with the first that is none."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UsageError("run-line", line=str(mark.line + 1 if mark else 1)) from None
    out: list[Mapping[str, Any]] = []
    for n, one in enumerate(found if isinstance(found, list) and found else [None], 1):
        if not isinstance(one, dict) or type(one.get("day")) is not date:
            raise UsageError("run-line", line=str(n))
        out.append(one)
    return out


def walk(procedure: Procedure, lines: Iterable[Mapping[str, Any]]) -> Iterator[Walked]:
    """Line by line, as far as it may be gone. Raises UsageError as each act does, `run-line`."""
    position: Position | None = None
    for n, line in enumerate(lines, 1):
        event = opening(procedure, line["day"]) if position is None else _event(procedure, position, line, n)
        position = opened(event) if position is None else after(position, event)
        yield Walked(
            line=n,
            event=event,
            position=position,
            time=time_left(procedure, position, event.day),
            offers=offered(procedure, position),
        )


def _event(procedure: Procedure, position: Position, line: Mapping[str, Any], n: int) -> Event:
    match line:
        case {"day": date() as day, "actor": str(part), "move": str(move), **rest} if not rest:
            return moved(procedure, position, part=part, move=move, day=day)
        case {"day": date() as day, "suspend": True, **rest} if not rest:
            return suspended(procedure, position, day=day)
        case {"day": date() as day, "suspend": date() as until, **rest} if not rest:
            return suspended(procedure, position, day=day, until=until)
        case {"day": date() as day, "resume": True, **rest} if not rest:
            return resumed(procedure, position, day=day)
        case {"day": date() as day, "extend": {"count": int(), "unit": str(), "calendar": str()} as clock, **rest} if (
            not rest
        ):
            return extended(procedure, position, day=day, extension=_clock(clock, n))
    raise UsageError("run-line", line=str(n))


def _clock(data: Mapping[str, Any], n: int) -> Clock:
    try:
        return clock_from(data)
    except ValueError:
        raise UsageError("run-line", line=str(n)) from None
