"""Conditions met or waived, milestones reached."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.awards._content import NOTE
from tadasu.web.funding.awards._writing import known, locked, sealed, write
from tadasu.web.funding.awards.access import PLAN, SETTLE
from tadasu.web.funding.awards.models import DUE, IN_FORCE, PLANNED, Condition, Tranche


def meet(actor: Actor, *, award: UUID, number: int, words: str = "") -> Condition:
    """It is so. Raises Award.DoesNotExist, Condition.DoesNotExist, Refused, UsageError `awards-state`, `awards-settled`."""
    return _settled(actor, award, number, state="met", step="met", waiver="", words=words)


def waive(actor: Actor, *, award: UUID, number: int, waiver: str, words: str = "") -> Condition:
    """It is not asked any more, for a reason. As `meet`; `awards-code`."""
    return _settled(actor, award, number, state="waived", step="waived", waiver=known("waivers", waiver), words=words)


def reach(actor: Actor, *, award: UUID, number: int) -> Tranche:
    """The milestone of a tranche is reached. Raises Award.DoesNotExist, Tranche.DoesNotExist, Refused, UsageError `awards-state`,
    `awards-tranche-state`, `awards-no-milestone`."""
    with transaction.atomic():
        found = locked(actor, award, PLAN, *IN_FORCE)
        tranche = Tranche.objects.get(award=found, number=number)
        if not tranche.milestone:
            raise UsageError("awards-no-milestone")
        if tranche.state != PLANNED:
            raise UsageError("awards-tranche-state")
        tranche.state = DUE
        tranche.save(update_fields=["state"])
        write(actor, PLAN, found, "reached", detail={"tranche": number, "milestone": tranche.milestone})
    return tranche


def _settled(actor: Actor, award: UUID, number: int, *, state: str, step: str, waiver: str, words: str) -> Condition:
    with transaction.atomic():
        found = locked(actor, award, SETTLE, *IN_FORCE)
        one = Condition.objects.get(award=found, number=number)
        if one.state != "open":
            raise UsageError("awards-settled")
        one.state, one.waiver, one.settled_by_id, one.settled_on = state, waiver, person(actor), timezone.localdate()
        said = sealed(actor, found, NOTE, {"text": words})
        if said is not None:
            one.record = said  # what was asked stays readable in the record before, which the log of the vault names
        one.save(update_fields=["state", "waiver", "settled_by", "settled_on", "record"])
        detail: dict[str, str | int] = {"condition": number, "code": one.code}
        write(actor, SETTLE, found, step, detail=detail | ({"reason": waiver} if waiver else {}))
    return one
