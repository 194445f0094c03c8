"""Ways through the procedures of law, for tests: every one that there is, up to a bound."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tadasu.law import Move, Procedure, folder_of, has_procedure, procedure_of, regimes
from tadasu.web.foundation.procedure._history import Position, after, opened
from tadasu.web.foundation.procedure._moves import moved, opening
from tadasu.web.foundation.procedure._times import time_left

Way = tuple[Move, ...]

STARTS = {
    "the end of the year": date(2027, 12, 24),
    "Golden Week": date(2027, 4, 26),
    "29 February": date(2028, 2, 29),
    "the day before 29 February": date(2028, 2, 28),
}
"""Openings whose clocks run over days that go wrong easily."""

MOST = 40
"""Ways to each outcome: the model act alone has more than 50,000 without a circle."""


def ids() -> list[str]:
    """Regimes that have a procedure."""
    return [one.id for one in regimes().values() if has_procedure(folder_of(one))]


@cache
def of_law(regime: str) -> Procedure:
    """Its procedure by the latest law."""
    return procedure_of(regime)


def ways_to(procedure: Procedure, outcome: str, most: int = MOST) -> list[Way]:
    """Ways from the start to an outcome that come through no state twice, the shortest first."""
    found: list[Way] = []
    for length in range(1, len(procedure.states)):
        for way in _ways(procedure, procedure.start, outcome, length, frozenset({procedure.start})):
            found.append(way)
            if len(found) == most:
                return found
    return found


def _ways(procedure: Procedure, at: str, to: str, length: int, seen: frozenset[str]) -> Iterator[Way]:
    for move in procedure.states[at].moves:
        if length == 1 and move.to == to:
            yield (move,)
        elif length > 1 and move.to != to and move.to not in seen:
            for rest in _ways(procedure, move.to, to, length - 1, seen | {move.to}):
                yield (move, *rest)


def go(procedure: Procedure, way: Way, start: date) -> Iterator[Position]:
    """Every position on a way, the opening first: each move on the last day in time, else after a week."""
    position = opened(opening(procedure, start))
    yield position
    for move in way:
        due = time_left(procedure, position, position.last).due
        day = max(due or position.last + timedelta(days=7), position.last)
        event = moved(procedure, position, part=move.by, move=move.id, day=day)
        position = after(position, event)
        yield position
