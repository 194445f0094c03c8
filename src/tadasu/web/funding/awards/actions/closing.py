"""Close: everything reported, every balance explained, what is not paid given back to the line."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.funding.awards import ledger
from tadasu.web.funding.awards._writing import known, locked, write
from tadasu.web.funding.awards.access import CLOSE
from tadasu.web.funding.awards.below import open_below, whole_balance
from tadasu.web.funding.awards.models import (
    ACTIVE,
    CLOSED,
    SIGNED,
    Award,
    Payment,
    Receipt,
    Report,
    Suspension,
    Tranche,
)
from tadasu.web.funding.awards.models.money import CANCELLED, DUE, HELD, PLANNED, PREPARED, RELEASED

NONE = "none"


def close(actor: Actor, *, award: UUID, writeoff: str = NONE) -> Award:
    """With a balance: of all that was paid it is known where it went, or `writeoff` says why not. What was not paid is not set
    aside any more. Raises Award.DoesNotExist, Refused, UsageError `awards-state`, `awards-code`, `awards-payment-open`,
    `awards-report-open`, `awards-receipt-open`, `awards-balance`, `awards-below-open`, and as `programmes.actions.enter`."""
    with transaction.atomic():
        found = locked(actor, award, CLOSE, SIGNED, ACTIVE)
        known("writeoffs", writeoff)
        _refuse_open(found)
        left = whole_balance(found).open
        if (left > 0) != (writeoff != NONE):
            raise UsageError("awards-balance", left=str(left))
        Tranche.objects.filter(award=found, state__in=(PLANNED, DUE, HELD)).update(state=CANCELLED)
        ledger.decommit(actor, found, 1, 1)
        found.state, found.closed_on, found.writeoff = CLOSED, timezone.localdate(), writeoff
        found.save(update_fields=["state", "closed_on", "writeoff"])
        write(actor, CLOSE, found, "closed", detail={"writeoff": writeoff, "left": left})
    return found


def _refuse_open(award: Award) -> None:
    if Payment.objects.filter(award=award, state__in=(PREPARED, RELEASED)).exists():
        raise UsageError("awards-payment-open")
    paid = whole_balance(award).paid > 0
    open_reports = Report.objects.filter(award=award, state__in=("due", "given", "more"))
    if paid and open_reports.exists():
        raise UsageError("awards-report-open")
    open_reports.update(state="dropped")
    if Receipt.objects.filter(award=award, state="given").exists():
        raise UsageError("awards-receipt-open")
    if open_below(award):
        raise UsageError("awards-below-open")
    if Suspension.objects.filter(award=award, until=None).exists():
        raise UsageError("awards-state")
