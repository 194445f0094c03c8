"""End: of a petition whose time is over the words are erased. Law, state, days, outcome, what was filled and the log stay."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.petition._held import on_hold
from tadasu.web.evidence.petition._writing import SUBJECT
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.evidence.petition.queries import kept_until
from tadasu.web.evidence.petition.words import due_on
from tadasu.web.foundation.access import SYSTEM, acting, sweeping
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.vault.actions import erase
from tadasu.web.foundation.vault.models import SealedRecord

WORDLESS = ("label", "inquiries", "findings", "ended_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How many petitions ended: because their time was over, and because the vault had erased their text; and how many would have
    but something that goes along is on hold, or the vault does not let their text go."""

    over: int
    gone: int
    held: int


def sweep(today: date | None = None) -> Ended:
    """End what is over, as the system, for all organisations. Raises PermissionError for any role but the worker's, which alone
    sees all rows."""
    today = today or timezone.localdate()
    with sweeping():
        gone = list(_gone().order_by("id").values_list("id", flat=True))
        standing = Petition.objects.filter(ended_on=None).exclude(id__in=gone).annotate(last=Max("log__day"))
        over = [
            id
            for id, state, last in standing.order_by("id").values_list("id", "state", "last")
            if (due := due_on(state, last)) and due <= today
        ]
    ended = [_ended(_gone().filter(id=id), today, gone=True) for id in gone]
    timed = [_ended(Petition.objects.filter(id=id, ended_on=None), today) for id in over]
    return Ended(over=timed.count(True), gone=ended.count(True), held=timed.count(False))


def _gone() -> QuerySet[Petition]:
    """Petitions whose text somebody erased in the vault: nobody opens them any more."""
    erased = SealedRecord.objects.filter(erased_at__isnull=False).values("id")
    return Petition.objects.filter(ended_on=None, record__in=erased)


def _ended(found: QuerySet[Petition], today: date, *, gone: bool = False) -> bool | None:
    """One, in a transaction of its own: whether it ended; None where somebody wrote it, or handed it in, meanwhile."""
    try:
        with acting(SYSTEM):
            petition = found.select_for_update(no_key=True, of=("self",)).first()
            if petition is None or not (gone or _is_over(petition, today)):
                return None
            if not gone and on_hold(petition):
                return False
            _end(petition, today, ground="vault" if gone else "time")
    except UsageError:  # another app keeps the record
        return False
    return True


def _is_over(petition: Petition, today: date) -> bool:
    due = kept_until(petition)
    return due is not None and due <= today


def _end(petition: Petition, today: date, *, ground: str) -> None:
    petition.label, petition.inquiries, petition.findings = "", [], []
    petition.ended_on = today.replace(day=1)
    petition.save(update_fields=WORDLESS)
    if ground == "time":
        erase(SYSTEM, record=petition.record, ground=ground)
    record(
        SYSTEM,
        act="petition.end",
        subject=SUBJECT,
        subject_id=petition.id,
        organisation=petition.organisation_id,
        detail={"ground": ground, "state": petition.state},
    )
