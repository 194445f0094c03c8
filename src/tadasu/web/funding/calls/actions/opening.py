"""Open a call, give it more time, close it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.funding.calls._fits import refuse_unfit
from tadasu.web.funding.calls.access import CLOSE, OPEN_CALL
from tadasu.web.funding.calls.models import CLOSED, DRAFT, EMERGENCY, OPEN, Call
from tadasu.web.funding.calls.queries import PURPOSE
from tadasu.web.funding.programmes.models import Line


def open_call(actor: Actor, *, call: UUID) -> Call:
    """From now on anybody may read it (from its first day on apply). What it promises must be held: somebody reads what comes in,
    and the amounts are within the policy, which a missing rate does not show.

    Raises Call.DoesNotExist, Refused, UsageError `calls-state`, `calls-no-counter`, `calls-days` where its time is over,
    `calls-over-policy`, `calls-policy-unknown`, `calls-sunset`."""
    with transaction.atomic():
        found = _locked(actor, call, OPEN_CALL)
        if found.state != DRAFT:
            raise UsageError("calls-state")
        today = timezone.localdate()
        if found.closes_on is not None and found.closes_on < today:
            raise UsageError("calls-days")
        counter = Counter.objects.filter(organisation=found.organisation_id, purpose=PURPOSE, open=True).first()
        if counter is None:
            raise UsageError("calls-no-counter")
        refuse_unfit(found, today)
        found.counter, found.state = counter.id, OPEN
        found.opened_by_id, found.opened_on = person(actor), today
        found.changed += 1
        found.save(update_fields=["counter", "state", "opened_by", "opened_on", "changed"])
        _write(actor, OPEN_CALL, found, detail={"counter": str(counter.id), "form": str(found.form_id)})
    return found


def extend_call(actor: Actor, *, call: UUID, closes_on: date, reason: str) -> Call:
    """A later last day, never a sooner one. Raises Call.DoesNotExist, Refused, UsageError `calls-state`, `calls-days`,
    `calls-sunset`, `reason-missing`."""
    with transaction.atomic():
        found = _locked(actor, call, OPEN_CALL)
        if found.state != OPEN or found.kind == EMERGENCY or found.closes_on is None:
            raise UsageError("calls-state")
        if closes_on <= found.closes_on:
            raise UsageError("calls-days")
        sunset = Line.objects.select_related("fund").get(id=found.line).fund.closes_on
        if sunset is not None and closes_on > sunset:
            raise UsageError("calls-sunset", day=sunset.isoformat())
        if not reason.strip():
            raise UsageError("reason-missing")
        found.closes_on = closes_on
        found.changed += 1
        found.save(update_fields=["closes_on", "changed"])
        _write(actor, OPEN_CALL, found, reason=reason, detail={"closes": closes_on.isoformat()})
    return found


def close_call(actor: Actor, *, call: UUID, reason: str) -> Call:
    """Before its last day only for a reason, which an emergency lane always needs. What was begun can still be read by who began
    it. Raises Call.DoesNotExist, Refused, UsageError `calls-state`, `reason-missing`."""
    with transaction.atomic():
        found = _locked(actor, call, CLOSE)
        if found.state != OPEN:
            raise UsageError("calls-state")
        today = timezone.localdate()
        over = found.closes_on is not None and found.closes_on < today
        if not over and not reason.strip():
            raise UsageError("reason-missing")
        found.state, found.closed_on = CLOSED, today
        found.changed += 1
        found.save(update_fields=["state", "closed_on", "changed"])
        _write(actor, CLOSE, found, reason=reason)
    return found


def _locked(actor: Actor, call: UUID, act: Act) -> Call:
    found = (
        Call.objects.select_for_update(of=("self",), no_key=True).select_related("organisation", "form").get(id=call)
    )
    allow(actor, act.name, found)
    return found


def _write(actor: Actor, act: Act, call: Call, *, reason: str = "", detail: dict[str, str | int] | None = None) -> None:
    write_down(
        actor,
        act=act.name,
        subject="calls.call",
        subject_id=call.id,
        organisation=call.organisation_id,
        reason=reason,
        detail=detail,
    )
