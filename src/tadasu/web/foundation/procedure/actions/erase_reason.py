"""Erase a reason: words that name or hurt somebody go for good; the step they were given for stays."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.procedure._writing import SUBJECT, reason_of
from tadasu.web.foundation.procedure.access import ERASE_REASON
from tadasu.web.foundation.procedure.models import Reason, Run


def erase_reason(actor: Actor, *, run: UUID, number: int, reason: str) -> None:
    """Take away the words of a step. The record keeps its own copy of them, which is erased there (`audit.erase-text`).

    Raises Refused, Run.DoesNotExist, UsageError `run-no-reason`, `reason-missing`, `run-reason-long`.
    """
    found = Run.objects.select_for_update(of=("self",)).get(id=run)
    allow(actor, ERASE_REASON.name, found)
    said = reason_of(reason)
    gone, _ = Reason.objects.filter(step__run=found, step__number=number).delete()
    if not gone:
        raise UsageError("run-no-reason", step=str(number))
    record(
        actor,
        act=ERASE_REASON.name,
        subject=SUBJECT,
        subject_id=found.id,
        organisation=found.organisation_id,
        reason=said,
        detail={"step": number},
    )
