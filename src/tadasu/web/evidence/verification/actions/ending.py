"""End: of an inquiry whose time is over the words are erased. Codes, grades, counts and the digests of its conclusions stay."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.verification.models import CLOSED, Conclusion, Inquiry, Taken
from tadasu.web.evidence.verification.words import due_on
from tadasu.web.foundation.access import SYSTEM, acting, sweeping
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.findings.models import IN_FORCE, PROPOSED, FindingVersion

SUBJECT = "verification.inquiry"
WORDLESS = ("label", "about", "plan", "party", "start", "end", "ended_on")


@dataclass(frozen=True, slots=True)
class Ended:
    """How many inquiries ended, and how many would have but something still rests on them: an item on hold, a finding in force or
    one that waits for a signature."""

    over: int
    held: int


def sweep(today: date | None = None) -> Ended:
    """End what is over, as the system, for all organisations. Raises PermissionError for any role but the worker's, which alone
    sees all rows."""
    today = today or timezone.localdate()
    with sweeping():
        closed = Inquiry.objects.filter(status=CLOSED, ended_on=None).order_by("id")
        over = [id for id, since in closed.values_list("id", "since") if _is_over(since, today)]
    done = [_ended(Inquiry.objects.filter(id=id, status=CLOSED, ended_on=None), today) for id in over]
    return Ended(done.count(True), done.count(False))


def _ended(found: QuerySet[Inquiry], today: date) -> bool | None:
    """One, in a transaction of its own: whether it ended; None where somebody reopened it meanwhile, and may have closed it
    again."""
    with acting(SYSTEM):
        inquiry = found.select_for_update(no_key=True, of=("self",)).first()
        if inquiry is None or not _is_over(inquiry.since, today):
            return None
        if _is_needed(inquiry):
            return False
        inquiry.label, inquiry.about, inquiry.plan = "", {}, []
        inquiry.party = inquiry.start = inquiry.end = None
        inquiry.ended_on = today.replace(day=1)
        inquiry.save(update_fields=WORDLESS)
        Conclusion.objects.filter(inquiry=inquiry).update(content="", reason="")
        record(
            SYSTEM,
            act="verification.end",
            subject=SUBJECT,
            subject_id=inquiry.id,
            organisation=inquiry.organisation_id,
            detail={"ground": "time"},
        )
    return True


def _is_over(since: date, today: date) -> bool:
    due = due_on(CLOSED, since)
    return due is not None and due <= today


def _is_needed(inquiry: Inquiry) -> bool:
    """Whether an item of it is on hold, or a finding that came of it is in force or waits for a signature."""
    held = Item.objects.filter(id__in=Taken.objects.filter(inquiry=inquiry).values("item"), hold=True)
    later = FindingVersion.objects.filter(
        organisation=inquiry.organisation_id, finding=OuterRef("finding"), status__in=(IN_FORCE, PROPOSED)
    )
    versions = Conclusion.objects.filter(inquiry=inquiry, finding__isnull=False).values("finding")
    return held.exists() or FindingVersion.objects.filter(Exists(later), id__in=versions).exists()
