"""Take a voucher, or a sheet of them to hand on, through a box. Nothing says who did: not the record of acts, no row."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting, allow, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.vault.sealing import Key, derived
from tadasu.web.funding.feedback import asked, vouchers
from tadasu.web.funding.feedback._mixed import add
from tadasu.web.funding.feedback.access import TAKE
from tadasu.web.funding.feedback.models import Round, Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouchers:
    """To be shown once: they are kept nowhere."""

    round: Round
    kind: str
    codes: tuple[str, ...] = field(repr=False)


def take(visit: Visit, *, round: UUID, kind: str) -> Vouchers:
    """Raises Refused, UsageError `feedback-over`, `feedback-not-asked`, `feedback-taken`."""
    allow(ANONYMOUS, TAKE.name, visit)
    box = visit.box
    with transaction.atomic(), acting(steward(box.organisation)), holding(str(box.digest)):
        rows = Round.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
        found = rows.filter(id=round, organisation=box.organisation_id).first()
        if found is None or not found.runs:
            raise UsageError("feedback-over")
        due = next((one for one in asked.due_to(found, box.id) if one.kind == kind), None)
        if due is None:
            raise UsageError("feedback-not-asked")
        mark = mark_of(visit, found, kind)
        if Taken.objects.filter(mark=mark).exists():
            raise UsageError("feedback-taken")
        add(Taken, found, mark)
        Round.objects.filter(id=found.id).update(taken=F("taken") + due.count)
        codes = tuple(vouchers.issue(found.id, due.group) for _ in range(due.count))
    return Vouchers(round=found, kind=kind, codes=codes)


def mark_of(visit: Visit, round: Round, kind: str) -> str:
    """By which it is known that this box has taken: only its code gives it."""
    return derived(Key(visit.private), f"feedback {kind} {round.id}").hex()
