"""Records for two: one reader asks, another grants or refuses; neither opens it alone, and neither could with the disk."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _contexts, purposes
from tadasu.web.foundation.vault._boxes import GRANTED, locked, of_actor, part_of, person_of
from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault._reasons import keep_reason
from tadasu.web.foundation.vault._sealing import put_in_box
from tadasu.web.foundation.vault.access import ANSWER_RELEASE, ASK_RELEASE
from tadasu.web.foundation.vault.models import Reader, Release, SealedRecord

ASKED = timedelta(hours=72)
"""How long a request waits for an answer."""


def ask_release(actor: Actor, *, record: UUID, purpose: str, reason: str) -> UUID:
    """Ask the other readers; the id of the request. The reason is sealed to all readers.

    Raises Refused, UsageError `vault-reason`, `vault-no-such-purpose`, `vault-needs-no-second`, `vault-other-key`.
    """
    found = locked(record, ASK_RELEASE.name, actor)
    said = purposes.said(reason)
    if not found.needs_two:
        raise UsageError("vault-needs-no-second")
    reader = Reader.objects.filter(record=found, user=actor.user, pair__until=None).first()
    if reader is None:
        raise UsageError("vault-other-key")
    release = Release.objects.create(
        record=found,
        organisation_id=found.organisation_id,
        user_id=person_of(actor, ASK_RELEASE.name),
        pair_id=reader.pair_id,
        purpose=purposes.known(purpose, purposes.opening()),
        deal=found.deal,
        ends_at=timezone.now() + ASKED,
    )
    keep_reason(said, about=release.id, record=found)
    _write_down(actor, ASK_RELEASE.name, found, release)
    return release.id


def grant_release(actor: Actor, *, release: UUID, key: Unlocked) -> None:
    """Give one's share to whoever asked, for the time `GRANTED`. Raises Refused, UsageError `vault-not-waiting`,
    `vault-other-key`, DoesNotOpen."""
    found, record = _waiting(actor, release)
    share = part_of(record, of_actor(actor, key))
    about = _contexts.release(found.id, found.pair_id, record.deal)
    found.share = put_in_box(share, bytes(found.pair.public), about)
    found.ends_at = timezone.now() + GRANTED
    _answer(actor, found, record, granted=True)


def refuse_release(actor: Actor, *, release: UUID) -> None:
    """Say no. Raises Refused, UsageError `vault-not-waiting`."""
    found, record = _waiting(actor, release)
    _answer(actor, found, record, granted=False)


def _waiting(actor: Actor, release: UUID) -> tuple[Release, SealedRecord]:
    """A request that somebody else made and nobody answered, of the record as it was dealt then."""
    found = Release.objects.select_related("pair").filter(id=release).first()
    if found is None:
        raise Refused(ANSWER_RELEASE.name)
    record = locked(found.record_id, ANSWER_RELEASE.name, actor)
    found.refresh_from_db(from_queryset=Release.objects.select_related("pair"))
    late = found.ends_at <= timezone.now() or found.pair.until is not None or found.deal != record.deal
    if found.granted is not None or late or found.user_id == actor.user:
        raise UsageError("vault-not-waiting")
    return found, record


def _answer(actor: Actor, release: Release, record: SealedRecord, *, granted: bool) -> None:
    release.granted, release.answered_at = granted, timezone.now()
    release.answered_by_id = person_of(actor, ANSWER_RELEASE.name)
    release.save()
    _write_down(actor, ANSWER_RELEASE.name, record, release, granted=int(granted))


def _write_down(actor: Actor, act: str, record: SealedRecord, release: Release, **detail: int) -> None:
    write_down(
        actor,
        act=act,
        subject="vault.record",
        subject_id=record.id,
        organisation=record.organisation_id,
        detail={"purpose": release.purpose, "release": str(release.id), **detail},
    )
