"""Open, and check: a reader sees what was received, and whether it still is that. The vault's log makes the step `viewed`."""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._chain import fingerprint_of
from tadasu.web.evidence.custody._writing import locked, note_step, salt_of, write
from tadasu.web.evidence.custody.access import OPEN
from tadasu.web.evidence.custody.actions._content import digest_of, is_file
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.verifying import Fault, walk
from tadasu.web.foundation.access import Actor, Refused
from tadasu.web.foundation.vault.actions import DoesNotOpen, OpenedFile, Unlocked, open_file, open_record


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedItem:
    """A text, or a file to be saved. `fits` is whether a text is what was received; None where that is not known, and for a
    file, which is read only as it goes out (`check_item` reads it whole)."""

    item: Item
    text: str | None = field(default=None, repr=False)
    file: OpenedFile | None = field(default=None, repr=False)
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `content` is whether the content was held against its fingerprint."""

    faults: tuple[Fault, ...]
    content: bool


def open_item(actor: Actor, *, item: UUID, key: Unlocked, purpose: str, reason: str) -> OpenedItem:
    """What an item says, for a purpose, with a reason. Raises Item.DoesNotExist, Refused, UsageError `custody-ended`,
    `custody-elsewhere` for what another app holds, and as the vault's `open_record`."""
    found = locked(actor, item, OPEN)
    if found.record is None:
        raise UsageError("custody-elsewhere")
    if is_file(found.record):
        file = open_file(actor, record=found.record, key=key, purpose=purpose, reason=reason)
        _note(actor, found, file.opening)
        return OpenedItem(item=found, file=file)
    opened = open_record(actor, record=found.record, key=key, purpose=purpose, reason=reason)
    _note(actor, found, opened.opening)
    try:
        fits = _fits(actor, found, sha256(opened.content).digest(), key, purpose, reason)
    except _Changed:
        fits = False
    return OpenedItem(item=found, text=opened.content.decode("utf-8", "replace"), fits=fits)


def check_item(actor: Actor, *, item: UUID, key: Unlocked, purpose: str, reason: str) -> Checked:
    """Walk the log, read the content to its end, and hold it against the fingerprint of its first step. What was found stands in
    the log. Raises Item.DoesNotExist, Refused, UsageError `custody-ended`, and as `open_item`, but for what was changed."""
    found = locked(actor, item, OPEN)
    faults = list(walk(found))
    known = None
    if found.record is not None:
        fault = None
        try:
            with transaction.atomic():
                known = _fits(actor, found, _digest(actor, found, key, purpose, reason), key, purpose, reason)
            if known is False:
                fault = "content"
        except _Changed as error:
            fault = error.where
        if fault:
            faults.append(Fault(item=found.id, number=1, code=fault))
    write(actor, OPEN, found, "checked", result="changed" if faults else "whole")
    return Checked(tuple(faults), content=known is not None)


class _Changed(Exception):
    """What was stored does not open; `where`."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(where)


def _digest(actor: Actor, item: Item, key: Unlocked, purpose: str, reason: str) -> bytes:
    """Of the content. Raises _Changed."""
    record = item.record
    if record is None:
        raise _Changed("sealed-row")
    try:
        if not is_file(record):
            return digest_of(actor, record, key=key, purpose=purpose, reason=reason)
        file = open_file(actor, record=record, key=key, purpose=purpose, reason=reason)
    except DoesNotOpen:
        raise _Changed("sealed-row") from None
    except UsageError as error:
        if error.code == "vault-file-missing":
            raise _Changed("file-missing") from None
        if error.code == "vault-erased":
            raise _Changed("gone") from None
        raise
    digest = sha256()
    try:
        for piece in file.pieces:
            digest.update(piece)
    except DoesNotOpen:
        raise _Changed("file") from None
    return digest.digest()


def _fits(actor: Actor, item: Item, digest: bytes, key: Unlocked, purpose: str, reason: str) -> bool | None:
    """Whether content of this digest is what was received; None for a reader to whom the slip is not sealed."""
    try:
        with transaction.atomic():
            salt = salt_of(actor, item, key=key, purpose=purpose, reason=reason)
    except Refused:
        return None
    except UsageError as error:
        if error.code in {"vault-erased", "vault-does-not-open"}:
            raise _Changed("slip") from None
        raise
    return hmac.compare_digest(fingerprint_of(salt, digest), bytes(item.fingerprint))


def _note(actor: Actor, item: Item, opening: UUID) -> None:
    """The step that the database made of an opening, in the record of acts."""
    line = Step.objects.get(item=item, detail__opening=str(opening))
    note_step(actor, OPEN, line)
