"""Bind: say who may play a part of a run from now on. An importer becomes known, an office takes over from another."""

from collections.abc import Sequence
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._history import Event, What
from tadasu.web.foundation.procedure._parts import Bound, add_bindings, bindings_of, check_part, players, show_to_bound
from tadasu.web.foundation.procedure._writing import Held, Written, append, held, reason_of, today
from tadasu.web.foundation.procedure.access import BIND
from tadasu.web.foundation.procedure.models import Run, Step


def bind(actor: Actor, *, run: UUID, part: str, to: Sequence[Bound], seen: int, reason: str) -> Step:
    """Everybody who plays the part from now on; who is not among them plays it no longer, and loses an open task of it.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-no-such-part`, `run-unbound`, `reason-missing`,
    `run-reason-long`.
    """
    found = held(run, seen=seen)
    allow(actor, BIND.name, found.run)
    said = reason_of(reason)
    check_part(found.procedure, part)
    wanted = {(one.organisation, one.role): one for one in to if one.part == part}
    if not wanted or len(wanted) != len(to):
        raise UsageError("run-unbound", parts=part)
    step = append(
        actor,
        found,
        Written(
            event=Event(what=What.BOUND, day=max(today(), found.position.last)),
            act=BIND.name,
            organisation=found.run.organisation_id,
            reason=said,
            part=part,
        ),
    )
    _bind(found.run, part, wanted, number=step.number)
    _take_back(found, part)
    return step


def _bind(run: Run, part: str, wanted: dict[tuple[UUID, str], Bound], *, number: int) -> None:
    for one in bindings_of(run, part):
        same = wanted.get((one.organisation_id, one.role))
        if same is not None and same.outside == one.outside:
            del wanted[one.organisation_id, one.role]
        else:
            one.until = number
            one.save(update_fields=["until"])
    add_bindings(run, wanted.values(), number=number)
    show_to_bound(run)


def _take_back(found: Held, part: str) -> None:
    """An open task of somebody who may not do it any more waits for all who may."""
    task = found.run.tasks.filter(part=part, done_at=None).exclude(user=None).first()
    if task is not None and task.user_id not in players(bindings_of(found.run, part)):
        task.user = None
        task.save(update_fields=["user"])
