"""Content on its way in and out: sealed, measured, held against a fingerprint. Nothing is ever unpacked or looked into."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault.actions import Unlocked, open_file, open_record, seal_file
from tadasu.web.foundation.vault.models import SealedFile
from tadasu.web.foundation.vault.receiving import Received


def text_bytes(text: str) -> bytes:
    """What is sealed of a text: as it was typed, with line ends of one kind. Raises UsageError `custody-empty`."""
    plain = text.replace("\r\n", "\n")
    if not plain.strip():
        raise UsageError("custody-empty")
    return plain.encode("utf-8", "replace")


def sealed_file(actor: Actor, item: Item, received: Received, *, kind: str, readers: Collection[UUID]) -> bytes:
    """Keep a file that has come in as the content of an item; its SHA-256, taken while it came. Raises UsageError
    `custody-empty`, and as the vault's `seal_file`."""
    measure = received.incoming.measure()
    if not measure.size:
        raise UsageError("custody-empty")
    item.record = seal_file(
        actor,
        incoming=received.incoming,
        name=received.name,
        media_type=received.media_type,
        organisation=item.organisation_id,
        kind=kind,
        readers=readers,
        about=item.id,
    )
    return measure.sha256


def is_file(record: UUID | None) -> bool:
    """Whether the content is a file; of one that is a text, or held by another app, it is not."""
    return record is not None and SealedFile.objects.filter(record=record).exists()


def digest_of(actor: Actor, record: UUID, *, key: Unlocked, purpose: str, reason: str) -> bytes:
    """The SHA-256 of what a record holds, read to its end. Raises as the vault's `open_record` and `open_file`."""
    if not is_file(record):
        return hashlib.sha256(
            open_record(actor, record=record, key=key, purpose=purpose, reason=reason).content
        ).digest()
    digest = hashlib.sha256()
    for piece in open_file(actor, record=record, key=key, purpose=purpose, reason=reason).pieces:
        digest.update(piece)
    return digest.digest()
