"""Suspend: nothing is released while something is looked into. Take up again."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.awards._content import NOTE
from tadasu.web.funding.awards._writing import known, locked, sealed, write
from tadasu.web.funding.awards.access import RESUME, SUSPEND
from tadasu.web.funding.awards.models import ACTIVE, SIGNED, SUSPENDED, Award, Payment, Suspension
from tadasu.web.funding.awards.models.money import PAID

REVIEW = timedelta(days=30)
"""By when it is looked at again (reference: the policy draft, incident)."""


def suspend(actor: Actor, *, award: UUID, code: str, words: str = "") -> Suspension:
    """Raises Award.DoesNotExist, Refused, UsageError `awards-state` for one that is suspended or does not run, `awards-code`,
    and as the vault's `seal`."""
    with transaction.atomic():
        found = locked(actor, award, SUSPEND, SIGNED, ACTIVE)
        made = Suspension.objects.create(
            organisation_id=found.organisation_id,
            award=found,
            code=known("suspensions", code),
            record=sealed(actor, found, NOTE, {"text": words}),
            begun_by_id=person(actor),
            review_on=timezone.localdate() + REVIEW,
        )
        found.state = SUSPENDED
        found.save(update_fields=["state"])
        write(actor, SUSPEND, found, "suspended", detail={"reason": code})
    return made


def resume(actor: Actor, *, award: UUID) -> Award:
    """Somebody else than whoever suspended it takes it up again. Raises Award.DoesNotExist, Refused, UsageError `awards-state`,
    `awards-same-person`."""
    with transaction.atomic():
        found = locked(actor, award, RESUME, SUSPENDED)
        held = Suspension.objects.get(award=found, until=None)
        if held.begun_by_id == actor.user:
            raise UsageError("awards-same-person")
        held.until, held.ended_by_id = timezone.localdate(), person(actor)
        held.save(update_fields=["until", "ended_by"])
        found.state = ACTIVE if Payment.objects.filter(award=found, state=PAID).exists() else SIGNED
        found.save(update_fields=["state"])
        write(actor, RESUME, found, "resumed")
    return found
