"""Seal something to named people. Only public keys are needed: a source without an account does it too."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import quota
from tadasu.web.foundation.vault._boxes import add_outside, cover, deal, fill, live_pairs, locked, pairs_of
from tadasu.web.foundation.vault._manifest import Manifest, manifest_bytes
from tadasu.web.foundation.vault.access import ADD_FILE, SEAL
from tadasu.web.foundation.vault.incoming import Incoming
from tadasu.web.foundation.vault.models import SealedFile, SealedRecord

MOST = 1_000_000
"""Bytes of a sealed field; what is longer is a file."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody without an account who shall be able to open it too: the digest of their code, and their public key."""

    digest: str
    public: bytes


def seal(
    actor: Actor,
    *,
    organisation: UUID,
    kind: str,
    content: bytes,
    readers: Collection[UUID],
    about: UUID | None = None,
    needs_two: bool = False,
    recoverable: bool = True,
    outside: Holder | None = None,
) -> UUID:
    """Seal content for these people, who must have keys; the id of the record. `kind` is a word of the code and stands in
    plain; so does `about`, the id of a record of the app that asks. With `outside` the holder of a code opens it too.

    Raises UsageError `vault-content-too-large`, `vault-reader-without-key`, `vault-too-few-readers`.
    """
    allow(actor, SEAL.name)
    if len(content) > MOST:
        raise UsageError("vault-content-too-large", most=str(MOST // 1_000_000))
    record = SealedRecord(
        organisation_id=organisation, kind=kind, about=about, needs_two=needs_two, recoverable=recoverable
    )
    return _keep(actor, record, content, readers, outside)


def seal_file(
    actor: Actor,
    *,
    incoming: Incoming,
    name: str,
    media_type: str,
    organisation: UUID,
    kind: str,
    readers: Collection[UUID],
    about: UUID | None = None,
    needs_two: bool = False,
    recoverable: bool = True,
    limits: quota.Limits = quota.LIMITS,
    outside: Holder | None = None,
) -> UUID:
    """Keep a file that has come in, within its `arriving` block. As `seal`; raises UsageError `vault-full` too, and ValueError
    for a file that has not ended."""
    allow(actor, SEAL.name)
    if not incoming.ended:
        raise ValueError("the file has not ended")
    quota.hold(organisation, about, incoming.stored, limits)
    record = SealedRecord(
        id=incoming.record,
        organisation_id=organisation,
        kind=kind,
        about=about,
        needs_two=needs_two,
        recoverable=recoverable,
    )
    manifest = Manifest(
        name=name,
        media_type=media_type,
        measure=incoming.measure(),
        key=incoming.key,
        cleaning=incoming.cleaning,
    )
    _keep(actor, record, manifest_bytes(manifest), readers, outside)
    SealedFile.objects.create(
        record=record, organisation_id=organisation, about=about, name=incoming.name, stored=incoming.stored
    )
    incoming.kept = True
    return record.id


def add_file(actor: Actor, *, to: UUID, incoming: Incoming, name: str, media_type: str) -> UUID:
    """Add a file that has come in to a record, within its `arriving` block: a record of its own about the first or about what
    that is about, for those who are readers of the first now; who was removed while the file came in gets no box of it.

    Raises Refused, UsageError `vault-erased`, and as `seal_file`.
    """
    first = locked(to, ADD_FILE.name, actor)
    return seal_file(
        actor,
        incoming=incoming,
        name=name,
        media_type=media_type,
        organisation=first.organisation_id,
        kind=first.kind,
        readers=[pair.user_id for pair in live_pairs(first)],
        about=first.about or first.id,
        needs_two=first.needs_two,
        recoverable=first.recoverable,
    )


def _keep(
    actor: Actor, record: SealedRecord, content: bytes, readers: Collection[UUID], outside: Holder | None = None
) -> UUID:
    key = fill(record, content)
    deal(record, key, pairs_of(readers), added_by=None)
    if outside is not None:
        add_outside(record, key, digest=outside.digest, public=outside.public)
    cover(record, key)
    if actor.user is not None:  # of a source the record of acts says nothing, not even when
        write_down(
            actor,
            act=SEAL.name,
            subject="vault.record",
            subject_id=record.id,
            organisation=record.organisation_id,
            detail={"kind": record.kind},
        )
    return record.id
