"""Receive: something came in, and from that moment its fingerprint stands in the log of its own."""

import hashlib
from collections.abc import Collection
from datetime import date
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._writing import FILE, TEXT, begin, known, locked, new_item, readers_of, write
from tadasu.web.evidence.custody.access import DERIVE, RECEIVE
from tadasu.web.evidence.custody.actions._content import digest_of, sealed_file, text_bytes
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.words import DERIVED
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.actions import Unlocked, seal
from tadasu.web.foundation.vault.models import Reader, SealedRecord
from tadasu.web.foundation.vault.receiving import Received


def receive(
    actor: Actor,
    *,
    organisation: UUID,
    kind: str,
    label: str,
    digest: bytes,
    record: UUID | None = None,
    month: date | None = None,
    public: bool = False,
    language: str = "",
    origin_of: UUID | None = None,
) -> UUID:
    """What is in the vault already (`record`), or published and held by the app that asks (`public`, and no record). `digest` is
    the SHA-256 of its content as it opens: of the bytes of a field, or of a file. The salt is sealed to the record's readers.

    For a source without an account call it as the organisation's steward, in the transaction in which the record is sealed: then
    the record of acts says nothing. Raises Refused, UsageError `custody-label`, `custody-no-such`, `custody-no-record`,
    `custody-received-already`.
    """
    allow(actor, RECEIVE.name, Organisation(id=organisation))
    item = new_item(
        organisation=organisation,
        kind=kind,
        label=label,
        month=month,
        public=public,
        language=language,
        record=record,
        origin_of=origin_of,
    )
    return begin(actor, RECEIVE, item, digest=digest, readers=_readers(organisation, record, public), step="received")


def receive_record(
    actor: Actor, *, record: UUID, key: Unlocked, purpose: str, reason: str, organisation: UUID, kind: str, label: str,
    month: date | None = None, language: str = "", origin_of: UUID | None = None,
) -> UUID:  # fmt: skip
    """As `receive`, for somebody who opens the record now and has its digest taken: for what lay in a box before it became
    evidence. Raises also as the vault's `open_record`."""
    digest = digest_of(actor, record, key=key, purpose=purpose, reason=reason)
    return receive(
        actor,
        organisation=organisation,
        kind=kind,
        label=label,
        digest=digest,
        record=record,
        month=month,
        language=language,
        origin_of=origin_of,
    )


def receive_text(
    actor: Actor, *, organisation: UUID, kind: str, label: str, text: str, readers: Collection[UUID],
    month: date | None = None, public: bool = False, language: str = "", origin_of: UUID | None = None,
) -> UUID:  # fmt: skip
    """A text, sealed to these people. Raises as `receive`; UsageError `custody-empty`, and as the vault's `seal`."""
    allow(actor, RECEIVE.name, Organisation(id=organisation))
    item = new_item(
        organisation=organisation,
        kind=kind,
        label=label,
        month=month,
        public=public,
        language=language,
        origin_of=origin_of,
    )
    content = text_bytes(text)
    item.record = seal(
        actor, organisation=organisation, kind=TEXT, content=content, readers=set(readers), about=item.id
    )
    digest = hashlib.sha256(content).digest()
    return begin(actor, RECEIVE, item, digest=digest, readers=set(readers), step="received")


def receive_file(
    actor: Actor, *, organisation: UUID, kind: str, label: str, received: Received, readers: Collection[UUID],
    month: date | None = None, public: bool = False, language: str = "", origin_of: UUID | None = None,
) -> UUID:  # fmt: skip
    """A file that has come in, within the block that receives it; as `receive_text`, and `vault-full`."""
    allow(actor, RECEIVE.name, Organisation(id=organisation))
    item = new_item(
        organisation=organisation,
        kind=kind,
        label=label,
        month=month,
        public=public,
        language=language,
        origin_of=origin_of,
    )
    digest = sealed_file(actor, item, received, kind=FILE, readers=set(readers))
    return begin(actor, RECEIVE, item, digest=digest, readers=set(readers), step="received")


def derive_text(actor: Actor, *, item: UUID, how: str, label: str, text: str, language: str = "") -> UUID:
    """A text that was made of an item: an item of its own, for the same readers. The original is not touched.

    Raises Item.DoesNotExist, Refused, UsageError `custody-ended`, and as `receive_text`."""
    made, parent, readers = _made_of(actor, item, how, label, language)
    content = text_bytes(text)
    made.record = seal(
        actor, organisation=made.organisation_id, kind=TEXT, content=content, readers=readers, about=made.id
    )
    return _keep(actor, made, parent, hashlib.sha256(content).digest(), readers)


def derive_file(actor: Actor, *, item: UUID, how: str, label: str, received: Received, language: str = "") -> UUID:
    """A file that was made of an item, within the block that receives it; as `derive_text`."""
    made, parent, readers = _made_of(actor, item, how, label, language)
    digest = sealed_file(actor, made, received, kind=FILE, readers=readers)
    return _keep(actor, made, parent, digest, readers)


def _made_of(actor: Actor, item: UUID, how: str, label: str, language: str) -> tuple[Item, Item, set[UUID]]:
    parent = locked(actor, item, DERIVE)
    made = new_item(
        organisation=parent.organisation_id,
        kind=parent.kind,
        label=label,
        parent=parent,
        how=known("how", how),
        language=language or parent.language,
        public=parent.public,
        status=parent.status,
    )
    return made, parent, set(readers_of(actor, parent))


def _keep(actor: Actor, made: Item, parent: Item, digest: bytes, readers: set[UUID]) -> UUID:
    begin(actor, DERIVE, made, digest=digest, readers=readers, step="made")
    write(actor, DERIVE, parent, DERIVED[made.how], item=str(made.id))
    return made.id


def _readers(organisation: UUID, record: UUID | None, public: bool) -> list[UUID]:
    """Those to whom the slip is sealed."""
    if record is None:
        if not public:
            raise UsageError("custody-no-record")
        return []
    if not SealedRecord.objects.filter(id=record, organisation=organisation, erased_at=None).exists():
        raise UsageError("custody-no-record")
    if Item.objects.filter(record=record).exists():
        raise UsageError("custody-received-already")
    return list(Reader.objects.filter(record=record, pair__until=None).values_list("user", flat=True))
