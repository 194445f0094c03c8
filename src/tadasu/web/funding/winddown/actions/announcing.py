"""Tell grantees from which day on nothing of theirs is here: it stands in every box, with the way to take their file along."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.awards.actions.agreeing import WIND_DOWN_DAYS
from tadasu.web.funding.winddown.access import ANNOUNCE
from tadasu.web.funding.winddown.models import Announcement

LEAST = timedelta(days=WIND_DOWN_DAYS)
"""What the wind-down clause of every agreement pays for."""


def announce(actor: Actor, *, organisation: UUID, on: date) -> Announcement:
    """Another day takes the place of the one before, if it too leaves grantees their time. Raises Refused, UsageError
    `winddown-too-soon`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, ANNOUNCE.name, place)
    if on < timezone.localdate() + LEAST:
        raise UsageError("winddown-too-soon", days=str(LEAST.days))
    with transaction.atomic():
        Announcement.objects.filter(organisation=place, withdrawn_by=None).update(withdrawn_by=person(actor))
        made = Announcement.objects.create(organisation=place, on=on, made_by_id=person(actor))
        write_down(
            actor,
            act=ANNOUNCE.name,
            subject="winddown.announcement",
            subject_id=made.id,
            organisation=place.id,
            detail={"on": on.isoformat()},
        )
    return made


def withdraw_announcement(actor: Actor, *, organisation: UUID) -> None:
    """It does not come to that. Raises Refused, UsageError `winddown-nothing-announced`."""
    allow(actor, ANNOUNCE.name, Organisation.objects.get(id=organisation))
    with transaction.atomic():
        found = Announcement.objects.select_for_update().filter(organisation=organisation, withdrawn_by=None).first()
        if found is None:
            raise UsageError("winddown-nothing-announced")
        found.withdrawn_by_id = person(actor)
        found.save(update_fields=["withdrawn_by"])
        write_down(
            actor,
            act=ANNOUNCE.name,
            subject="winddown.announcement",
            subject_id=found.id,
            organisation=organisation,
            detail={"withdrawn": 1},
        )
