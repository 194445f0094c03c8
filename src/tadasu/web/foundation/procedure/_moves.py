"""What may be done in a case now, and the precise reason why something else may not.

An actor here is a part in the procedure ("authority", "importer"), not a person: who may play it is asked elsewhere.
"""

from collections.abc import Mapping
from datetime import date

from tadasu.law import Clock, Move, Procedure
from tadasu.schema import UsageError
from tadasu.web.foundation.procedure._history import Event, Position, What
from tadasu.web.foundation.procedure._times import Why, time_left

NO_GUARDS: Mapping[str, bool] = {}


def opening(procedure: Procedure, day: date) -> Event:
    """The event with which a case begins."""
    return Event(what=What.OPENED, day=day, state=procedure.start)


def offered(procedure: Procedure, position: Position) -> Mapping[str, tuple[Move, ...]]:
    """What each part may do in the state the case is in; parts that may do nothing are left out."""
    state = procedure.states[position.state]
    parts = dict.fromkeys(move.by for move in state.moves)
    return {part: procedure.may(state.id, part) for part in parts}


def is_over(procedure: Procedure, position: Position) -> bool:
    """Whether nothing can follow. An outcome need not be the end: an appeal may lead on from it."""
    return not procedure.states[position.state].moves


def move_of(procedure: Procedure, position: Position, move: str) -> Move:
    """A move of the state the case is in. Raises UsageError `run-over`, `run-no-such-move`."""
    state = procedure.states[position.state]
    if not state.moves:
        raise UsageError("run-over", state=state.id)
    found = next((one for one in state.moves if one.id == move), None)
    if found is None:
        known = ", ".join(one.id for one in state.moves)
        raise UsageError("run-no-such-move", value=move[:80], state=state.id, known=known)
    return found


def moved(
    procedure: Procedure,
    position: Position,
    *,
    part: str,
    move: str,
    day: date,
    guards: Mapping[str, bool] = NO_GUARDS,
) -> Event:
    """The event of a move. `guards` says of each rule that stands before it whether it lets it pass.

    Raises UsageError `run-over`, `run-no-such-move`, `run-not-their-move`, `run-day-before`, `run-guard`.
    """
    found = move_of(procedure, position, move)
    if found.by != part:
        raise UsageError("run-not-their-move", value=part[:80], move=move, part=found.by)
    check_day(position, day)
    if closed := [name for name, open_ in guards.items() if not open_]:
        raise UsageError("run-guard", guard=closed[0])
    return Event(what=What.MOVED, day=day, state=found.to)


def suspended(procedure: Procedure, position: Position, *, day: date, until: date | None = None) -> Event:
    """The event of a suspension from a day on, to a last day where that is known.

    Raises UsageError `run-over`, `run-day-before`, `run-suspended`, `run-until`.
    """
    check_running(procedure, position)
    check_day(position, day)
    holding = position.suspended_on(day)
    if holding is not None:
        raise UsageError("run-suspended", since=_iso(holding.start))
    if until is not None and until < day:
        raise UsageError("run-until", value=until.isoformat(), day=day.isoformat())
    return Event(what=What.SUSPENDED, day=day, until=until)


def resumed(procedure: Procedure, position: Position, *, day: date) -> Event:
    """The event of going on: the day is the first that counts again.

    Raises UsageError `run-over`, `run-day-before`, `run-not-suspended`.
    """
    check_running(procedure, position)
    check_day(position, day)
    if position.suspended_on(day) is None:
        raise UsageError("run-not-suspended", day=day.isoformat())
    return Event(what=What.RESUMED, day=day)


def extended(procedure: Procedure, position: Position, *, day: date, extension: Clock) -> Event:
    """The event of an extension of the time that runs, which may be over already.

    Raises UsageError `run-over`, `run-day-before`, `run-no-clock`.
    """
    check_running(procedure, position)
    check_day(position, day)
    if time_left(procedure, position, day).why not in (None, Why.SUSPENDED):
        raise UsageError("run-no-clock", state=position.state)
    return Event(what=What.EXTENDED, day=day, extension=extension)


def check_running(procedure: Procedure, position: Position) -> None:
    """Raises UsageError `run-over`."""
    if is_over(procedure, position):
        raise UsageError("run-over", state=position.state)


def check_day(position: Position, day: date) -> None:
    """What happened is told in its order. Raises UsageError `run-day-before`."""
    if day < position.last:
        raise UsageError("run-day-before", value=day.isoformat(), last=position.last.isoformat())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "-"
