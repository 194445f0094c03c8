"""Moving an open case to another version of its procedure: which state becomes which, and what that does to its time.

The mapping is total: every state of the old version has its place in the new one, whether this case was in it or not, so that
one mapping moves all open cases of a version alike. What was decided stays decided: an outcome becomes an outcome, and what is
none becomes none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tadasu.law import Move, Procedure
from tadasu.schema import UsageError
from tadasu.web.foundation.procedure._history import Event, Position, What, after
from tadasu.web.foundation.procedure._moves import check_day, check_running
from tadasu.web.foundation.procedure._times import TimeLeft, time_left

Mapped = Mapping[str, str]
"""Old state -> new state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a migration does to one case: its state and time before and after, moves that come and go, new parts to be bound."""

    before: Position
    after: Position
    time_before: TimeLeft
    time_after: TimeLeft
    moves_gone: tuple[Move, ...]
    moves_new: tuple[Move, ...]
    parts_new: tuple[str, ...]


def same_names(old: Procedure, new: Procedure) -> Mapped:
    """States that are called the same in both: where a mapping begins. The rest somebody must say."""
    return {state: state for state in old.states if state in new.states}


def check_mapping(old: Procedure, new: Procedure, mapping: Mapped) -> None:
    """Raises UsageError `run-mapping-open` with the states that have no place, `run-mapping-unknown` with those that are none,
    `run-mapping-outcome`."""
    if missing := [state for state in old.states if state not in mapping]:
        raise UsageError("run-mapping-open", states=", ".join(missing))
    unknown = [state for state in mapping if state not in old.states]
    unknown += [state for state in mapping.values() if state not in new.states]
    if unknown:
        raise UsageError("run-mapping-unknown", value=", ".join(dict.fromkeys(unknown))[:80])
    for state, to in mapping.items():
        if old.states[state].outcome != new.states[to].outcome:
            raise UsageError("run-mapping-outcome", value=state, to=to)


def migrated(old: Procedure, new: Procedure, position: Position, *, mapping: Mapped, day: date) -> Event:
    """The event of a migration. Raises UsageError as `check_mapping` does, `run-over`, `run-day-before`."""
    check_running(old, position)
    check_day(position, day)
    check_mapping(old, new, mapping)
    return Event(what=What.MIGRATED, day=day, state=mapping[position.state], mapping=dict(mapping))


def effect_of(old: Procedure, new: Procedure, position: Position, *, mapping: Mapped, day: date) -> Effect:
    """What a migration would do, without doing it. Raises as `migrated` does."""
    then = after(position, migrated(old, new, position, mapping=mapping, day=day))
    had = {(one.id, one.by): one for one in old.states[position.state].moves}
    has = {(one.id, one.by): one for one in new.states[then.state].moves}
    return Effect(
        before=position,
        after=then,
        time_before=time_left(old, position, day),
        time_after=time_left(new, then, day),
        moves_gone=tuple(one for key, one in had.items() if key not in has),
        moves_new=tuple(one for key, one in has.items() if key not in had),
        parts_new=tuple(part for part in new.actors if part not in old.actors),
    )
