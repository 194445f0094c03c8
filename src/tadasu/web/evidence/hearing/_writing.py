"""What acts have in common: the notice held for this transaction, and the line in the record of acts."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing.models import Notice
from tadasu.web.evidence.hearing.words import words
from tadasu.web.evidence.verification.models import CLOSED, Inquiry
from tadasu.web.evidence.verification.queries import inquiry_of
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.audit.actions import record

SUBJECT = "hearing.notice"


def locked(actor: Actor, notice: UUID, act: Act, *states: str) -> Notice:
    """The notice, for this transaction ours alone, if the actor may. Raises Notice.DoesNotExist, Refused, UsageError
    `hearing-state` where it is in none of the states."""
    found = Notice.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(id=notice)
    allow(actor, act.name, found)
    if found.state not in states:
        raise UsageError("hearing-state")
    return found


def inquiry_alone(actor: Actor, inquiry: UUID) -> Inquiry:
    """The inquiry, for this transaction ours alone: what it claims does not change meanwhile. Raises Inquiry.DoesNotExist,
    UsageError `verification-closed`."""
    found = held(actor, inquiry)
    if found.status == CLOSED:
        raise UsageError("verification-closed")
    return found


def held(actor: Actor, inquiry: UUID) -> Inquiry:
    """The same, closed or not. Raises Inquiry.DoesNotExist."""
    found = inquiry_of(actor, inquiry)
    Inquiry.objects.select_for_update(no_key=True).get(id=inquiry)
    found.refresh_from_db()
    return found


def write_down(
    actor: Actor, act: Act, notice: Notice, *, reason: str = "", detail: Mapping[str, str | int] | None = None
) -> None:
    """The entry in the record: ids and codes, and a reason of staff."""
    record(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=notice.id,
        organisation=notice.organisation_id,
        reason=reason,
        detail={"inquiry": str(notice.inquiry), "state": notice.state, **(detail or {})},
    )


def refuse_unconfirmed(confirmed: Collection[str]) -> list[str]:
    """All of the checklist, in its order. Raises UsageError `hearing-checklist`."""
    wanted = list(words("checklist"))
    if set(confirmed) != set(wanted):
        raise UsageError("hearing-checklist")
    return wanted
