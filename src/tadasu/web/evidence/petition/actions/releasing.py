"""Release: one author says that it is ready, a second person who has read it releases it. From then on nothing in it changes."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.petition import queries
from tadasu.web.evidence.petition._writing import locked, write
from tadasu.web.evidence.petition.access import OFFER, RELEASE, REOPEN
from tadasu.web.evidence.petition.models import DRAFT, RELEASED, Petition
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.vault.models import Opening


def offer(actor: Actor, *, petition: UUID) -> Petition:
    """It is ready: a second person is asked. Who said so first stays the one who did.

    Raises Petition.DoesNotExist, Refused, UsageError `petition-state`, `petition-empty`, `petition-not-read`, and as
    `refuse_refused`."""
    with transaction.atomic():
        found = locked(actor, petition, OFFER, DRAFT)
        if found.offered_by_id is not None:
            return found
        if not found.filled:
            raise UsageError("petition-empty")
        _read(actor, found)
        refuse_refused(actor, found)
        found.offered_by_id, found.offered_at = person(actor), timezone.now()
        found.save(update_fields=["offered_by", "offered_at"])
        write(actor, OFFER, found, "offered")
    return found


def release(actor: Actor, *, petition: UUID, seen: int, reason: str) -> Petition:
    """A second person stands for it. `seen` is the number of the last line of its log that they saw.

    Raises Petition.DoesNotExist, Refused, UsageError `petition-state`, `petition-not-offered`, `petition-changed`,
    `petition-not-read`, `reason-missing`, and as `refuse_refused`."""
    with transaction.atomic():
        found = locked(actor, petition, RELEASE, DRAFT)
        if found.offered_by_id is None:
            raise UsageError("petition-not-offered")
        if queries.last_step(found) != seen:
            raise UsageError("petition-changed")
        if not reason.strip():
            raise UsageError("reason-missing")
        _read(actor, found)
        refuse_refused(actor, found)
        found.state, found.released_by_id, found.released_at = RELEASED, person(actor), timezone.now()
        found.save(update_fields=["state", "released_by", "released_at"])
        write(actor, RELEASE, found, "released", reason=reason.strip())
    return found


def reopen(actor: Actor, *, petition: UUID, reason: str) -> Petition:
    """What was released and not handed in yet is a draft again. Raises Petition.DoesNotExist, Refused, UsageError
    `petition-state`, `reason-missing`."""
    with transaction.atomic():
        found = locked(actor, petition, REOPEN, RELEASED)
        if not reason.strip():
            raise UsageError("reason-missing")
        found.state = DRAFT
        found.offered_by_id = found.offered_at = found.released_by_id = found.released_at = None
        found.save(update_fields=["state", "offered_by", "offered_at", "released_by", "released_at"])
        write(actor, REOPEN, found, "reopened", reason=reason.strip())
    return found


def refuse_refused(actor: Actor, petition: Petition) -> None:
    """Raises UsageError `petition-attachment-gone` where something that goes along is gone, and what custody says where its
    source does not let it go to an authority any more."""
    for one in queries.attached(actor, petition):
        if one.gone:
            raise UsageError("petition-attachment-gone", number=str(one.row.number))
        if one.refused is not None:
            raise one.refused


def _read(actor: Actor, petition: Petition) -> None:
    """Raises UsageError `petition-not-read` for somebody who has not opened this very text."""
    if not Opening.objects.filter(record=petition.record, user=actor.user).exists():
        raise UsageError("petition-not-read")
