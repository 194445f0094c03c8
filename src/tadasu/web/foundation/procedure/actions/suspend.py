"""Suspend: all clocks of a case stand still from a day on."""

from datetime import date
from uuid import UUID

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._moves import suspended
from tadasu.web.foundation.procedure._writing import Written, append, day_of, held, reason_of
from tadasu.web.foundation.procedure.access import SUSPEND
from tadasu.web.foundation.procedure.models import Step


def suspend(
    actor: Actor, *, run: UUID, seen: int, reason: str, day: date | None = None, until: date | None = None
) -> Step:
    """Suspend from a day on, to a last day where that is known already.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-over`, `run-suspended`, `run-until`, `run-day-before`,
    `run-day-ahead`, `reason-missing`, `run-reason-long`.
    """
    to = held(run, seen=seen)
    allow(actor, SUSPEND.name, to.run)
    said = reason_of(reason)
    event = suspended(to.procedure, to.position, day=day_of(day), until=until)
    return append(actor, to, Written(event=event, act=SUSPEND.name, organisation=to.run.organisation_id, reason=said))
