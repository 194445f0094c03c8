"""Audit by a sample of pseudonyms: nobody chooses, and nothing is copied. It stops at the intermediary where that is safer."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from tadasu.funds import audit_sample, audit_size
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.funding.awards._writing import as_of, known_all, write
from tadasu.web.funding.awards.access import DRAW, INSPECT
from tadasu.web.funding.awards.models import ACTIVE, CLOSED, OURS, SUSPENDED, Award, Inspection, Sample
from tadasu.web.funding.awards.words import words

INSPECTED = (ACTIVE, SUSPENDED, CLOSED)


def draw(actor: Actor, *, organisation: UUID, risk: str) -> Sample:
    """From all awards of one risk that the actor may see and of which money was paid: as many as `tadasu.funds` says, by the
    seed of the day, so that drawing again on that day changes nothing. Raises Refused, UsageError `awards-code`,
    `awards-nothing-to-draw`."""
    allow(actor, DRAW.name, Organisation(id=organisation))
    if risk not in words("risks"):
        raise UsageError("awards-code", value=risk[:40], known=", ".join(words("risks")))
    seed = seed_of(organisation, timezone.localdate(), risk)
    with transaction.atomic():
        there = Sample.objects.filter(organisation=organisation, user=actor.user, seed=seed).first()
        if there is not None:
            return there
        known = {one.pseudonym: one for one in drawable(organisation, risk)}
        if not known:
            raise UsageError("awards-nothing-to-draw")
        chosen = audit_sample(known, audit_size(len(known), risk=risk), seed=seed)
        made = Sample.objects.create(
            organisation_id=organisation,
            number=(Sample.objects.filter(user=actor.user).aggregate(last=Max("number"))["last"] or 0) + 1,
            seed=seed,
            size=len(chosen),
            drawn_from=len(known),
            user_id=person(actor),
        )
        for name in chosen:
            award = known[name]
            Inspection.objects.create(organisation_id=organisation, sample=made, award=award, stop=stop_of(award))
            write(actor, DRAW, award, "drawn", detail={"sample": made.number})
    return made


def inspect(actor: Actor, *, inspection: UUID, found: Sequence[str], on: date) -> Inspection:
    """What was found, by code. Raises Inspection.DoesNotExist, Refused, UsageError `awards-settled`, `awards-code`,
    `awards-nothing-found`, `awards-day`."""
    with transaction.atomic():
        one = Inspection.objects.select_for_update(of=("self",), no_key=True).select_related("award").get(id=inspection)
        allow(actor, INSPECT.name, as_of(one.award))
        if one.on is not None:
            raise UsageError("awards-settled")
        if not found:
            raise UsageError("awards-nothing-found")
        if on > timezone.localdate():
            raise UsageError("awards-day", day=on.isoformat())
        one.found, one.on, one.user_id = known_all("inspected", found), on, person(actor)
        one.save(update_fields=["found", "on", "user"])
        write(actor, INSPECT, one.award, "inspected", detail={"found": len(one.found)})
    return one


def drawable(organisation: UUID, risk: str) -> QuerySet[Award]:
    """Awards that could be drawn, as far as the actor of this transaction may see them."""
    return Award.objects.filter(organisation=organisation, risk=risk, state__in=INSPECTED).order_by("pseudonym")


def stop_of(award: Award) -> str:
    """At the intermediary for whoever is protected behind one; in our own papers where even that is withheld."""
    if award.level >= OURS:
        return "intermediary" if award.parent_id is not None or award.passes_on else "office"
    return "grantee"


def seed_of(organisation: UUID, day: date, risk: str) -> str:
    """Fixed by the record of acts as it stood at the start of the day: nobody could know it before, nor change it since."""
    begins = timezone.make_aware(datetime.combine(day, time.min))
    head = (
        Entry.objects.filter(organisation_id=organisation, at__lt=begins)
        .order_by("-number")
        .values_list("digest", flat=True)
        .first()
    )
    said = f"{bytes(head or b'').hex()} {organisation} {day.isoformat()} {risk}"
    return hashlib.sha256(said.encode()).hexdigest()
