"""A visit of inspection: who looked at the books, when, and what was shown."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.programmes.access import INSPECT
from tadasu.web.funding.programmes.models import Shown, Visit
from tadasu.web.ui.signs import plain_text

LONGEST_REASON = 2000


def begin_visit(actor: Actor, *, organisation: UUID, reason: str) -> Visit:
    """From now on what is shown to this person is written down. Raises Refused, UsageError `reason-missing`,
    `programmes-visit-goes-on`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, INSPECT.name, place)
    said = plain_text(reason).strip()[:LONGEST_REASON]
    if not said:
        raise UsageError("reason-missing")
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=place.id)
        if visit_of(actor, place.id) is not None:
            raise UsageError("programmes-visit-goes-on")
        made = Visit.objects.create(organisation=place, user_id=person(actor), reason=said)
        note_shown(actor, visit=made, what="began")
        _write(actor, made, reason=said)
    return made


def end_visit(actor: Actor, *, organisation: UUID) -> Visit:
    """Raises Refused, UsageError `programmes-no-visit`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, INSPECT.name, place)
    with transaction.atomic():
        found = (
            Visit.objects.select_for_update(of=("self",), no_key=True)
            .filter(organisation=place, user=person(actor), ended_at=None)
            .first()
        )
        if found is None:
            raise UsageError("programmes-no-visit")
        note_shown(actor, visit=found, what="ended")
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        _write(actor, found)
    return found


def note_shown(actor: Actor, *, visit: Visit, what: str, thing: UUID | None = None, entries: int = 0) -> None:
    """A page was shown in a visit."""
    Shown.objects.create(
        organisation_id=visit.organisation_id,
        visit=visit,
        user_id=person(actor),
        what=what,
        thing=thing,
        entries=entries,
    )


def visit_of(actor: Actor, organisation: UUID) -> Visit | None:
    """The visit that goes on; None when there is none."""
    return Visit.objects.filter(organisation=organisation, user=actor.user, ended_at=None).first()


def _write(actor: Actor, visit: Visit, *, reason: str = "") -> None:
    write_down(
        actor,
        act=INSPECT.name,
        subject="programmes.visit",
        subject_id=visit.id,
        organisation=visit.organisation_id,
        reason=reason,
    )
