"""End: of an award whose time is over the sealed words are erased, who it was for among them. Codes, months, sums and the log
stay."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, acting, sweeping
from tadasu.web.foundation.vault.actions import erase
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.funding.awards.apart import let_go_apart
from tadasu.web.funding.awards.models import CLOSED, DRAFT, DROPPED, ENDED, Award, Grantee
from tadasu.web.funding.awards.queries import records_of
from tadasu.web.funding.awards.words import due_on

LEFT = (CLOSED, DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many ended; and how many would have, but something of theirs is held in the vault."""

    ended: int
    held: int


def sweep(today: date | None = None) -> Swept:
    """End what is over, as the system, for all organisations. Raises PermissionError for any role but the worker's."""
    on = today or timezone.localdate()
    with sweeping():
        rows = Award.objects.filter(ended_on=None).annotate(last=Max("log__day"))
        over = [
            id
            for id, state, last in rows.order_by("id").values_list("id", "state", "last")
            if state in (*LEFT, DRAFT) and last and (due := due_on(state, last)) and due <= on
        ]
    done = [_ended(id, on) for id in over]
    return Swept(ended=done.count(True), held=done.count(False))


def _ended(award: UUID, today: date) -> bool | None:
    """One, in a transaction of its own: whether it ended; None where somebody wrote meanwhile."""
    try:
        with acting(SYSTEM):
            found = Award.objects.select_for_update(no_key=True, of=("self",)).get(id=award)
            last = found.log.aggregate(last=Max("day"))["last"]
            due = due_on(found.state, last) if found.ended_on is None and last else None
            if due is None or due > today:
                return None
            if found.state == DRAFT:
                found.state = DROPPED
                found.save(update_fields=["state"])
            _erased(found, today)
    except UsageError:
        return False
    return True


def _erased(award: Award, today: date) -> None:
    """The row lets go of its words first, so that the vault is not told to keep them."""
    grantee = Grantee.objects.select_for_update(no_key=True).get(id=award.grantee_id)
    others = Award.objects.filter(grantee=grantee, ended_on=None).exclude(id=award.id).exists()
    records = records_of(award, grantee=not others)
    if award.state == CLOSED:
        award.state = ENDED
    award.record, award.box, award.ended_on = None, None, today.replace(day=1)
    award.save(update_fields=["state", "record", "box", "ended_on"])
    for model in award.parts_with_words():
        model._default_manager.filter(award=award).update(record=None)
    let_go_apart(award)
    if not others:
        grantee.record, grantee.public_name, grantee.ended_on = None, "", today.replace(day=1)
        grantee.save(update_fields=["record", "public_name", "ended_on"])
    for record in SealedRecord.objects.filter(id__in=records, erased_at=None).values_list("id", flat=True):
        erase(SYSTEM, record=record, ground="time")
