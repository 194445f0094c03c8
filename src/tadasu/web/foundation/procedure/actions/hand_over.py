"""Hand over: the open task of a run goes to another person who may do it, or back to all who may."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._history import Event, What
from tadasu.web.foundation.procedure._parts import binding_for, bindings_of, players, playing
from tadasu.web.foundation.procedure._writing import Written, append, held, reason_of, today
from tadasu.web.foundation.procedure.access import HAND_OVER
from tadasu.web.foundation.procedure.models import Step


def hand_over(actor: Actor, *, run: UUID, to: UUID | None, seen: int, reason: str) -> Step:
    """Give the open task to a person (None: to whoever plays the part). Other organisations do not see it.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-no-task`, `run-not-a-player`, `reason-missing`,
    `run-reason-long`.
    """
    found = held(run, seen=seen)
    task = found.run.tasks.filter(done_at=None).first()
    if task is None:
        raise UsageError("run-no-task", state=found.position.state)
    bindings = bindings_of(found.run, task.part)
    allow(actor, HAND_OVER.name, playing(found.run, bindings, user=task.user_id))
    said = reason_of(reason)
    if to is not None and to not in players(bindings):
        raise UsageError("run-not-a-player", part=task.part)
    task.user_id = to
    task.save(update_fields=["user"])
    mine = binding_for(actor, bindings)
    written = Written(
        event=Event(what=What.HANDED_OVER, day=max(today(), found.position.last)),
        act=HAND_OVER.name,
        organisation=mine.organisation_id if mine else found.run.organisation_id,
        reason=said,
        part=task.part,
        to_user=to,
    )
    return append(actor, found, written)
