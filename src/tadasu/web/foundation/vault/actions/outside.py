"""What the holder of a code opens: no account, no log line, since nobody is told when a source reads its own letters."""

from typing import cast
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.vault import _contexts, _files
from tadasu.web.foundation.vault._boxes import content_of
from tadasu.web.foundation.vault._keys import Private, public_of
from tadasu.web.foundation.vault._manifest import Manifest, manifest_of
from tadasu.web.foundation.vault._sealing import DoesNotOpen, Key, fits, take_from_box
from tadasu.web.foundation.vault._stream import opened
from tadasu.web.foundation.vault.access import FORGET, OPEN_OUTSIDE
from tadasu.web.foundation.vault.actions.opening import OutsideFile, Pieces
from tadasu.web.foundation.vault.models import Outside, Reader, Reason, RecoveryBox, Release, SealedFile, SealedRecord


def open_outside(actor: Actor, *, record: UUID, private: Private) -> bytes:
    """The content of a sealed field, for the holder of a code, within `holding` its digest.

    Raises Refused where the code is of no such record, UsageError `vault-erased`, `vault-is-file`, and DoesNotOpen.
    """
    content = _content(actor, record, private)
    if SealedFile.objects.filter(record=record).exists():
        raise UsageError("vault-is-file")
    return content


def open_file_outside(actor: Actor, *, record: UUID, private: Private) -> OutsideFile:
    """A sealed file, as `open_outside`; `vault-is-no-file`, `vault-file-missing`. Its bytes are read as they are asked for."""
    manifest, kept = _manifest(actor, record, private)
    stream = _files.open_file(kept.name)
    content = opened(stream, manifest.key, _contexts.file(record), manifest.measure)
    return OutsideFile(name=manifest.name, size=manifest.measure.size, pieces=Pieces(stream, content))


def named_outside(actor: Actor, *, record: UUID, private: Private) -> tuple[str, int]:
    """A sealed file's own name and its length in bytes, as `open_file_outside`."""
    manifest, _ = _manifest(actor, record, private)
    return manifest.name, manifest.measure.size


def forget(actor: Actor, *, record: UUID) -> None:
    """Destroy every box of a record, so that from now on nobody opens it. It is the first half of an erasure that is to leave no
    hour in the record of acts: the second is `erase`, by the worker, with many others. Raises Refused."""
    found = SealedRecord.objects.select_for_update(no_key=True).filter(id=record).first()
    if found is None:
        raise Refused(FORGET.name)
    allow(actor, FORGET.name, found)
    for model in (Reader, Outside, RecoveryBox, Reason, Release):
        model._default_manager.filter(record=found).delete()


def _manifest(actor: Actor, record: UUID, private: Private) -> tuple[Manifest, SealedFile]:
    content = _content(actor, record, private)
    kept = SealedFile.objects.filter(record=record).first()
    if kept is None:
        raise UsageError("vault-is-no-file")
    return manifest_of(content), kept


def _content(actor: Actor, record: UUID, private: Private) -> bytes:
    allow(actor, OPEN_OUTSIDE.name)
    box = Outside.objects.filter(record=record, public=public_of(private)).select_related("record").first()
    if box is None:
        raise Refused(OPEN_OUTSIDE.name)
    found = box.record
    if found.erased_at is not None:
        raise UsageError("vault-erased")
    about = _contexts.outside(found.id, bytes(box.public), found.deal)
    key = Key(take_from_box(bytes(box.box), private, about))
    if not fits(key, bytes(cast(bytes, found.commitment))):
        raise DoesNotOpen
    return content_of(found, key)
