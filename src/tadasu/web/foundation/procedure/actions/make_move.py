"""Make a move: lead a case from one state to the next."""

from datetime import date
from uuid import UUID

from tadasu.law import Move
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._moves import move_of, moved
from tadasu.web.foundation.procedure._parts import binding_for, bindings_of, playing
from tadasu.web.foundation.procedure._writing import Held, Written, append, day_of, held, reason_of
from tadasu.web.foundation.procedure.access import MOVE
from tadasu.web.foundation.procedure.guards import Question, answers
from tadasu.web.foundation.procedure.kinds import kind_of
from tadasu.web.foundation.procedure.models import Step


def make_move(actor: Actor, *, run: UUID, move: str, seen: int, reason: str, day: date | None = None) -> Step:
    """Make a move of the state the case is in, as the part to which the move belongs.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-over`, `run-no-such-move`, `run-day-before`, `run-day-ahead`,
    `run-guard`, `reason-missing`, `run-reason-long`.
    """
    to = held(run, seen=seen)
    found = move_of(to.procedure, to.position, move)
    bindings = bindings_of(to.run, found.by)
    allow(actor, MOVE.name, playing(to.run, bindings))
    said, on = reason_of(reason), day_of(day)
    event = moved(
        to.procedure,
        to.position,
        part=found.by,
        move=move,
        day=on,
        guards=guards_before(actor, to, found, on),
    )
    mine = binding_for(actor, bindings)
    written = Written(
        event=event,
        act=MOVE.name,
        organisation=mine.organisation_id if mine else to.run.organisation_id,
        reason=said,
        part=found.by,
        outside=mine is not None and mine.outside,
        move=move,
    )
    return append(actor, to, written)


def guards_before(actor: Actor, to: Held, move: Move, day: date) -> dict[str, bool]:
    """What the rules that stand before a move say. Raises UsageError `run-no-such-kind`."""
    state = to.position.state
    names = kind_of(to.run.kind).guards.get((state, move.id), ())
    question = Question(actor=actor, run=to.run, state=state, move=move, day=day, steps=to.steps)
    return dict(answers(names, question))
