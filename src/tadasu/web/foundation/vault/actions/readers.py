"""Who may open a record: one more, one less, or the same people with a new key."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _contexts, _files
from tadasu.web.foundation.vault._boxes import (
    add,
    content_of,
    cover,
    deal,
    fill,
    key_of,
    live_pairs,
    locked,
    of_actor,
    pairs_of,
    person_of,
    refuse_elsewhere,
)
from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault._manifest import Manifest, manifest_bytes, manifest_of
from tadasu.web.foundation.vault._sealing import Key, new_key
from tadasu.web.foundation.vault._stream import Sealer, opened
from tadasu.web.foundation.vault.access import ADD_READER, REMOVE_READER, ROTATE
from tadasu.web.foundation.vault.models import KeyPair, Reader, SealedFile, SealedRecord


def add_reader(actor: Actor, *, record: UUID, user: UUID, key: Unlocked) -> None:
    """Let one more person open it. One whose keys were lost and made anew is added again the same way.

    Of a record for two every reader gets a new share. Raises Refused, UsageError `vault-reader-elsewhere` for somebody who has
    no place in the organisation, `vault-reader-without-key`, `vault-reader-already`, and as `open_record`.
    """
    found = locked(record, ADD_READER.name, actor)
    refuse_elsewhere([user], found.organisation_id)
    (pair,) = pairs_of([user])
    if Reader.objects.filter(record=found, pair=pair).exists():
        raise UsageError("vault-reader-already")
    data_key, _ = key_of(found, of_actor(actor, key))
    if found.needs_two:
        deal(found, data_key, [*live_pairs(found), pair], added_by=actor.user)
    else:
        add(found, data_key, pair, added_by=person_of(actor, ADD_READER.name))
    _write_down(actor, ADD_READER.name, found, user)


def remove_reader(actor: Actor, *, record: UUID, user: UUID, key: Unlocked) -> None:
    """Take the right to open from somebody, and seal everything anew under a key they never had.

    What they have read, they have read, and an old backup together with their key still opens what was in it. Raises Refused,
    UsageError `vault-no-such-reader`, `vault-too-few-readers`, and as `open_record`.
    """
    found = locked(record, REMOVE_READER.name, actor)
    if not Reader.objects.filter(record=found, user=user).exists():
        raise UsageError("vault-no-such-reader")
    data_key, _ = key_of(found, of_actor(actor, key))
    _rekey(found, data_key, [pair for pair in live_pairs(found) if pair.user_id != user])
    _write_down(actor, REMOVE_READER.name, found, user)


def rotate(actor: Actor, *, record: UUID, key: Unlocked) -> None:
    """Seal everything anew for the same people, as after a leak. Readers whose keys were lost are no readers afterwards.

    Raises Refused, UsageError `vault-too-few-readers`, and as `open_record`.
    """
    found = locked(record, ROTATE.name, actor)
    data_key, _ = key_of(found, of_actor(actor, key))
    _rekey(found, data_key, live_pairs(found))
    _write_down(actor, ROTATE.name, found, None)


def _rekey(record: SealedRecord, key: Key, pairs: list[KeyPair]) -> None:
    content = content_of(record, key)
    file = SealedFile.objects.filter(record=record).first()
    if file is not None:
        content = _sealed_anew(file, manifest_of(content))
    fresh = fill(record, content)
    deal(record, fresh, pairs, added_by=None)
    cover(record, fresh)


def _sealed_anew(file: SealedFile, manifest: Manifest) -> bytes:
    """Copy a file to a new one under a new key; the old one goes when the transaction is committed."""
    old, key, name = file.name, new_key(), _files.new_name()
    about = _contexts.file(file.record_id)
    sealer, stored = Sealer(key, about), 0
    with _files.open_file(old) as source, _files.written(name) as target:
        for piece in opened(source, manifest.key, about, manifest.measure):
            stored += sum(map(target.write, sealer.take(piece)))
        stored += sum(map(target.write, sealer.end()))
    file.name, file.stored = name, stored
    file.save()
    transaction.on_commit(partial(_files.remove, old))
    return manifest_bytes(replace(manifest, measure=sealer.measure(), key=key))


def _write_down(actor: Actor, act: str, record: SealedRecord, user: UUID | None) -> None:
    write_down(
        actor,
        act=act,
        subject="vault.record",
        subject_id=record.id,
        organisation=record.organisation_id,
        detail={"reader": str(user)} if user else None,
    )
