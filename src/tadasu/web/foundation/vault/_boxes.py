"""A record's key: how it is dealt out to readers and to recovery, and how one reader, or two, come by it."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import cast
from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault._sealing import (
    Context,
    DoesNotOpen,
    Key,
    commitment,
    fits,
    new_key,
    put_in_box,
    seal,
    take_from_box,
    unseal,
)
from tadasu.web.foundation.vault._shares import join, share_of, split
from tadasu.web.foundation.vault.models import KeyPair, Outside, Reader, RecoveryBox, RecoveryKey, Release, SealedRecord

GRANTED = timedelta(hours=1)
"""How long a granted record may be opened; each opening is logged."""

LEAST_READERS = {False: 1, True: 2}
"""How many readers a record has at least, by whether it needs two."""


def locked(record_id: UUID, act: str, actor: Actor) -> SealedRecord:
    """The record, for this transaction ours alone, if the actor may. Raises Refused, also where there is no such record, and
    UsageError `vault-erased`."""
    record = SealedRecord.objects.select_for_update(no_key=True).filter(id=record_id).first()
    if record is None:
        raise Refused(act)
    allow(actor, act, record)
    if record.erased_at is not None:
        raise UsageError("vault-erased")
    return record


def pairs_of(users: Collection[UUID]) -> list[KeyPair]:
    """The key pairs that these people have now. Raises UsageError `vault-reader-without-key`."""
    found = list(KeyPair.objects.filter(user__in=set(users), until=None).order_by("id"))
    missing = len(set(users)) - len(found)
    if missing:
        raise UsageError("vault-reader-without-key", count=str(missing))
    return found


def refuse_elsewhere(users: Collection[UUID], organisation: UUID) -> None:
    """Raises UsageError `vault-reader-elsewhere` when somebody has no place there now; for an actor who has one."""
    here = Membership.objects.filter(current(), user__in=set(users), organisation=organisation)
    if here.count() != len(set(users)):
        raise UsageError("vault-reader-elsewhere")


def place_of(record: SealedRecord) -> Context:
    """What the record's content belongs to."""
    return _contexts.content(record.id, record.organisation_id, record.kind, record.needs_two)


def content_of(record: SealedRecord, key: Key) -> bytes:
    """What is sealed in it. Raises DoesNotOpen."""
    return unseal(key, bytes(cast(bytes, record.content)), place_of(record))


def fill(record: SealedRecord, content: bytes) -> Key:
    """Seal content into a record under a new key, which is returned; nothing is saved."""
    key = new_key()
    record.content, record.commitment = seal(key, content, place_of(record)), commitment(key)
    return key


def deal(record: SealedRecord, key: Key, pairs: Sequence[KeyPair], *, added_by: UUID | None) -> None:
    """Give the key to these pairs and to no others; of a record for two a share each, of which any two give the key.

    Boxes of earlier deals are gone, and releases with them. Raises UsageError `vault-too-few-readers`.
    """
    least = LEAST_READERS[record.needs_two]
    if len(pairs) < least:
        raise UsageError("vault-too-few-readers", least=str(least))
    before = {one.user_id: one for one in Reader.objects.filter(record=record)} if record.deal else {}
    if record.deal:
        Reader.objects.filter(record=record).delete()
        Release.objects.filter(record=record).exclude(share=None).update(share=None)
    record.deal += 1
    record.save()
    parts = [bytes(one) for one in split(key, needed=2, among=len(pairs))] if record.needs_two else [key] * len(pairs)
    Reader.objects.bulk_create(
        _reader(record, pair, part, before.get(pair.user_id), added_by) for pair, part in zip(pairs, parts, strict=True)
    )
    for one in Outside.objects.filter(record=record):
        one.deal, one.box = record.deal, _box_outside(record, key, bytes(one.public))
        one.save(update_fields=["deal", "box"])


def add(record: SealedRecord, key: Key, pair: KeyPair, *, added_by: UUID) -> None:
    """Give the key of a record for one to one more pair, in place of an earlier one of the same person."""
    Reader.objects.filter(record=record, user=pair.user_id).delete()
    _reader(record, pair, key, None, added_by).save(force_insert=True)


def add_outside(record: SealedRecord, key: Key, *, digest: str, public: bytes) -> None:
    """Give the key to the holder of a code: of a record for two too it is the whole key."""
    Outside.objects.create(
        record=record,
        organisation_id=record.organisation_id,
        digest=digest,
        public=public,
        box=_box_outside(record, key, public),
        deal=record.deal,
    )


def _box_outside(record: SealedRecord, key: Key, public: bytes) -> bytes:
    return put_in_box(key, public, _contexts.outside(record.id, public, record.deal))


def live_pairs(record: SealedRecord) -> list[KeyPair]:
    """Of those readers whose keys are as they were when they became readers."""
    return [one.pair for one in Reader.objects.filter(record=record, pair__until=None).select_related("pair")]


def key_of(record: SealedRecord, unlocked: Unlocked) -> tuple[Key, Release | None]:
    """The record's key for a reader, and for a record for two the release by which it came.

    Raises UsageError `vault-other-key`, `vault-needs-second`; DoesNotOpen when a row is not what was sealed.
    """
    part = part_of(record, unlocked)
    release = live_release(record, unlocked) if record.needs_two else None
    if release is None:
        key = Key(part)
    else:
        about = _contexts.release(release.id, unlocked.pair, record.deal)
        other = take_from_box(bytes(cast(bytes, release.share)), unlocked.private, about)
        key = Key(join([share_of(part), share_of(other)]))
    if not fits(key, bytes(cast(bytes, record.commitment))):
        raise DoesNotOpen
    return key, release


def part_of(record: SealedRecord, unlocked: Unlocked) -> bytes:
    """What is in the reader's box: the key, or their share. Raises UsageError `vault-other-key`, DoesNotOpen."""
    reader = Reader.objects.filter(record=record, user=unlocked.user, pair=unlocked.pair, pair__until=None).first()
    if reader is None:
        raise UsageError("vault-other-key")
    about = _contexts.reader(record.id, unlocked.pair, record.deal, record.needs_two)
    return take_from_box(bytes(reader.box), unlocked.private, about)


def live_release(record: SealedRecord, unlocked: Unlocked) -> Release:
    """The release by which this person may open the record now. Raises UsageError `vault-needs-second`."""
    found = (
        Release.objects.filter(record=record, user=unlocked.user, pair=unlocked.pair, granted=True, deal=record.deal)
        .filter(share__isnull=False, ends_at__gt=timezone.now())
        .order_by("-ends_at")
        .first()
    )
    if found is None:
        raise UsageError("vault-needs-second", minutes=str(GRANTED // timedelta(minutes=1)))
    return found


def cover(record: SealedRecord, key: Key) -> None:
    """Seal the record's key to the organisation's recovery key that is in force, in place of an earlier one."""
    if not record.recoverable:
        return
    current = RecoveryKey.objects.filter(
        organisation=record.organisation_id, in_force_since__isnull=False, ended_at=None
    ).first()
    if current is None:
        return
    RecoveryBox.objects.filter(record=record).delete()
    box = put_in_box(key, bytes(current.public), _contexts.recovery_box(record.id, current.id))
    RecoveryBox.objects.create(record=record, organisation_id=record.organisation_id, key=current, box=box)


def person_of(actor: Actor, act: str) -> UUID:
    """Who acts. Raises Refused for nobody and for the system, which has no keys."""
    if actor.user is None:
        raise Refused(act)
    return actor.user


def of_actor(actor: Actor, unlocked: Unlocked) -> Unlocked:
    """The unlocked key, if it is the actor's own. Raises UsageError `vault-other-key`."""
    if actor.user is None or unlocked.user != actor.user:
        raise UsageError("vault-other-key")
    return unlocked


def _reader(record: SealedRecord, pair: KeyPair, part: bytes, before: Reader | None, added_by: UUID | None) -> Reader:
    about = _contexts.reader(record.id, pair.id, record.deal, record.needs_two)
    return Reader(
        record=record,
        organisation_id=record.organisation_id,
        user_id=pair.user_id,
        pair=pair,
        box=put_in_box(part, bytes(pair.public), about),
        deal=record.deal,
        added_by_id=before.added_by_id if before else added_by,
        since=before.since if before else (timezone.now() if added_by else None),
    )
