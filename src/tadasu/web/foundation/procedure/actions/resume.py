"""Resume: the clocks of a suspended case run again."""

from datetime import date
from uuid import UUID

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._moves import resumed
from tadasu.web.foundation.procedure._writing import Written, append, day_of, held, reason_of
from tadasu.web.foundation.procedure.access import SUSPEND
from tadasu.web.foundation.procedure.models import Step


def resume(actor: Actor, *, run: UUID, seen: int, reason: str, day: date | None = None) -> Step:
    """Go on: the day is the first that counts again. Whoever may suspend may do so.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-over`, `run-not-suspended`, `run-day-before`,
    `run-day-ahead`, `reason-missing`, `run-reason-long`.
    """
    to = held(run, seen=seen)
    allow(actor, SUSPEND.name, to.run)
    said = reason_of(reason)
    event = resumed(to.procedure, to.position, day=day_of(day))
    written = Written(event=event, act="procedure.resume", organisation=to.run.organisation_id, reason=said)
    return append(actor, to, written)
