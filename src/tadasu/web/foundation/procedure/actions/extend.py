"""Extend: the time that runs becomes longer by a clock."""

from datetime import date
from uuid import UUID

from tadasu.law import Clock
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._moves import extended
from tadasu.web.foundation.procedure._writing import Written, append, day_of, held, reason_of
from tadasu.web.foundation.procedure.access import EXTEND
from tadasu.web.foundation.procedure.models import Step


def extend(actor: Actor, *, run: UUID, by: Clock, seen: int, reason: str, day: date | None = None) -> Step:
    """Add a clock to the time of the state the case is in; it runs from the end of that time.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-over`, `run-no-clock`, `run-day-before`, `run-day-ahead`,
    `reason-missing`, `run-reason-long`.
    """
    to = held(run, seen=seen)
    allow(actor, EXTEND.name, to.run)
    said = reason_of(reason)
    event = extended(to.procedure, to.position, day=day_of(day), extension=by)
    return append(actor, to, Written(event=event, act=EXTEND.name, organisation=to.run.organisation_id, reason=said))
