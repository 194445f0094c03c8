"""Open a record: for a purpose, with a reason, and never without a line in the log."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import IO
from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _contexts, _files, purposes
from tadasu.web.foundation.vault._boxes import content_of, cover, key_of, locked, of_actor, person_of
from tadasu.web.foundation.vault._cleaning import Cleaning
from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault._manifest import manifest_of
from tadasu.web.foundation.vault._reasons import keep_reason
from tadasu.web.foundation.vault._sealing import Key
from tadasu.web.foundation.vault._stream import opened
from tadasu.web.foundation.vault.access import OPEN
from tadasu.web.foundation.vault.models import Opening, SealedFile, SealedRecord

STANDS = timedelta(minutes=30)
"""How long a line in the log stands for looking again at what was opened."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was sealed, and the line in the log."""

    opening: UUID
    content: bytes = field(repr=False)


class Pieces(Iterator[bytes]):
    """The bytes of a file, to be read once; `close` gives the file on disk back whether they were read or not."""

    def __init__(self, stream: IO[bytes], content: Iterator[bytes]) -> None:
        self._stream, self._content = stream, content

    def __next__(self) -> bytes:
        try:
            return next(self._content)
        except BaseException:  # at the end as on an error
            self.close()
            raise

    def close(self) -> None:
        """Read no further."""
        self._stream.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file's own name, type and length, what was done to it before it was sealed, and its bytes."""

    opening: UUID
    name: str = field(repr=False)
    media_type: str = field(repr=False)
    size: int
    cleaning: Cleaning
    pieces: Pieces = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFile:
    """A file for the holder of a code: its own name, its length, and its bytes."""

    name: str = field(repr=False)
    size: int
    pieces: Pieces = field(repr=False)


def open_record(actor: Actor, *, record: UUID, key: Unlocked, purpose: str, reason: str) -> Opened:
    """The content of a sealed field.

    Raises Refused, UsageError `vault-reason`, `vault-no-such-purpose`, `vault-erased`, `vault-is-file`, `vault-other-key`,
    `vault-needs-second` for a record for two that nobody else has released, and DoesNotOpen when a row was changed.
    """
    found = locked(record, OPEN.name, actor)
    if SealedFile.objects.filter(record=found).exists():
        raise UsageError("vault-is-file")
    return _opened(actor, found, key, purpose, reason)


def open_again(actor: Actor, *, record: UUID, key: Unlocked) -> bytes | None:
    """The content of a sealed field once more, under the line that the actor's own opening left in the log less than half an
    hour ago; None where there is none, and it has to be opened with a reason. As `open_record`."""
    found = locked(record, OPEN.name, actor)
    if not _stands(actor, found):
        return None
    if SealedFile.objects.filter(record=found).exists():
        raise UsageError("vault-is-file")
    data_key, _ = key_of(found, of_actor(actor, key))
    return content_of(found, data_key)


def cleaning_again(actor: Actor, *, record: UUID, key: Unlocked) -> Cleaning | None:
    """What was done to a file before it was sealed, under the line of the actor's own opening, as `open_again`; None also for
    what is no file."""
    found = locked(record, OPEN.name, actor)
    if not _stands(actor, found) or not SealedFile.objects.filter(record=found).exists():
        return None
    data_key, _ = key_of(found, of_actor(actor, key))
    return manifest_of(content_of(found, data_key)).cleaning


def open_file(actor: Actor, *, record: UUID, key: Unlocked, purpose: str, reason: str) -> OpenedFile:
    """A sealed file; its bytes are read from disk and opened as they are asked for, also after the transaction.

    As `open_record`; `vault-is-no-file`, `vault-file-missing`. Reading `pieces` raises DoesNotOpen where the
    file was changed or cut.
    """
    found = locked(record, OPEN.name, actor)
    kept = SealedFile.objects.filter(record=found).first()
    if kept is None:
        raise UsageError("vault-is-no-file")
    field = _opened(actor, found, key, purpose, reason)
    manifest = manifest_of(field.content)
    stream = _files.open_file(kept.name)
    content = opened(stream, manifest.key, _contexts.file(found.id), manifest.measure)
    return OpenedFile(
        opening=field.opening,
        name=manifest.name,
        media_type=manifest.media_type,
        size=manifest.measure.size,
        cleaning=manifest.cleaning,
        pieces=Pieces(stream, content),
    )


def _stands(actor: Actor, record: SealedRecord) -> bool:
    """Whether the line of an opening by the actor still stands."""
    since = timezone.now() - STANDS
    return Opening.objects.filter(record=record, user=actor.user, at__gt=since).exists()


def _opened(actor: Actor, record: SealedRecord, key: Unlocked, purpose: str, reason: str) -> Opened:
    """What the record holds, and the line in the log."""
    said = purposes.said(reason)
    purpose = purposes.known(purpose, purposes.opening())
    data_key, release = key_of(record, of_actor(actor, key))
    content = content_of(record, data_key)
    opening = Opening.objects.create(
        record=record,
        organisation_id=record.organisation_id,
        user_id=person_of(actor, OPEN.name),
        purpose=purpose,
        second_id=release.answered_by_id if release else None,
    )
    keep_reason(said, about=opening.id, record=record)
    _cover_late(record, data_key)
    write_down(
        actor,
        act=OPEN.name,
        subject="vault.record",
        subject_id=record.id,
        organisation=record.organisation_id,
        detail={"purpose": purpose} | ({"second": str(release.answered_by_id)} if release else {}),
    )
    return Opened(opening.id, content)


def _cover_late(record: SealedRecord, key: Key) -> None:
    """A record that was sealed before there was a recovery key, or under an earlier one, gets its box when it is opened."""
    box = record.recovery_boxes.select_related("key").first()
    if box is None or box.key.ended_at is not None:
        cover(record, key)
