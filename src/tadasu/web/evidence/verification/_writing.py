"""What acts have in common: the inquiry held for this transaction, texts of staff, the line in the record of acts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.verification.models import CLOSED, LONGEST_LABEL, LONGEST_LINE, Inquiry
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.audit.actions import record
from tadasu.web.ui.forms import MOST_REASON
from tadasu.web.ui.signs import plain_text, unseen_sign

SUBJECT = "verification.inquiry"
"""What the record calls an inquiry."""

MOST_LINES = 20


def locked(actor: Actor, inquiry: UUID, act: Act, *, closed: bool = False) -> Inquiry:
    """The inquiry, for this transaction ours alone, if the actor may. Raises Inquiry.DoesNotExist, Refused, and unless `closed`
    UsageError `verification-closed`."""
    found = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(id=inquiry)
    allow(actor, act.name, found)
    if found.status == CLOSED and not closed:
        raise UsageError("verification-closed")
    return found


def write_down(
    actor: Actor, act: Act, inquiry: Inquiry, *, reason: str = "", detail: Mapping[str, str | int] | None = None
) -> None:
    """The entry in the record: ids, codes and numbers, and a reason of staff."""
    record(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=inquiry.id,
        organisation=inquiry.organisation_id,
        reason=reason,
        detail={"status": inquiry.status, "version": inquiry.version, **(detail or {})},
    )


def label_of(label: str) -> str:
    """Raises UsageError `verification-label`."""
    said = plain_text(label)
    if not said or len(said) > LONGEST_LABEL or unseen_sign(said):
        raise UsageError("verification-label", most=str(LONGEST_LABEL))
    return said


def plan_of(lines: Sequence[str]) -> list[str]:
    """Lines without empty ones. Raises UsageError `verification-plan`."""
    said = [line for line in map(plain_text, lines) if line]
    if len(said) > MOST_LINES or any(len(line) > LONGEST_LINE or unseen_sign(line) for line in said):
        raise UsageError("verification-plan", lines=str(MOST_LINES), most=str(LONGEST_LINE))
    return said


def reason_of(reason: str, *, needed: bool = True) -> str:
    """A reason, without blanks around it. Raises UsageError `reason-missing`, `verification-reason-long`."""
    said = reason.strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if needed and not said:
        raise UsageError("reason-missing")
    if len(said) > MOST_REASON:
        raise UsageError("verification-reason-long", most=str(MOST_REASON))
    return said
