"""What readers of a box do: open it, answer, ask, send a file, say how far it has come, let a colleague read, close it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence._boxes import add, alone, end_of, purpose_of
from tadasu.web.foundation.correspondence._sealing import (
    holder_of,
    letter_text,
    refuse_empty,
    sealed_file,
    sealed_letter,
)
from tadasu.web.foundation.correspondence.access import ADD_READER, CLOSE, READ, REMOVE_READER, SET_STATE, WRITE
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Letter, Sort
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.foundation.vault.receiving import Received

_STAYS_SHUT = frozenset({"vault-needs-second", "vault-erased", "vault-other-key", "vault-does-not-open"})


def open_letters(actor: Actor, *, box: UUID, key: Unlocked, purpose: str, reason: str) -> int:
    """Open every letter of a box for one purpose and with one reason, each with its own line in the vault's log; how many were
    opened. For half an hour they can be looked at again under those lines.

    Raises Refused, UsageError as the vault's `open_record` when none of them opens.
    """
    found = reader_of(actor, box, READ.name)
    opened, last = 0, None
    for letter in Letter.objects.filter(box=found).exclude(sort__in=(Sort.FILE, Sort.FORM)).order_by("number"):
        try:
            with transaction.atomic():
                vault.open_record(actor, record=letter.record, key=key, purpose=purpose, reason=reason)
            opened += 1
        except Refused:
            continue  # a letter from before the actor was a reader, that could not be handed over
        except UsageError as error:
            if error.code not in _STAYS_SHUT:
                raise
            last = error
    if not opened and last is not None:
        raise last
    BoxReader.objects.filter(box=found, user=actor.user).update(seen=found.letters)
    _write_down(actor, READ.name, found)
    return opened


def looked(actor: Actor, *, box: Box, number: int) -> None:
    """Note that a reader was shown a box up to this letter, and that none in it is still sealed: files are opened elsewhere.
    Raises Refused."""
    allow(actor, READ.name, box)
    BoxReader.objects.filter(box=box, user=actor.user, seen__lt=number).update(seen=number)


def reply(actor: Actor, *, box: UUID, text: str, question: bool = False) -> int:
    """A letter to the holder of the code, sealed to their key and to the readers; its number.

    Raises Refused, UsageError `box-empty`, `box-too-long`, `box-closed`, `box-unknown`, `box-nobody-reads`.
    """
    reader_of(actor, box, WRITE.name)
    found = alone(box)
    said = letter_text(text, purpose_of(found.purpose))
    record = sealed_letter(actor, found, content=said, outside=holder_of(found))
    number = add(found, record=record, sort=Sort.QUESTION if question else Sort.LETTER, from_source=False)
    _write_down(actor, WRITE.name, found, number)
    return number


def send_file(actor: Actor, *, box: UUID, received: Received) -> int:
    """A file to the holder of the code, within the block that receives it; its number. As `reply`; `vault-full`,
    `box-file-empty`."""
    reader_of(actor, box, WRITE.name)
    refuse_empty(received)
    found = alone(box)
    record = sealed_file(actor, found, received=received, outside=holder_of(found))
    number = add(found, record=record, sort=Sort.FILE, from_source=False)
    _write_down(actor, WRITE.name, found, number)
    return number


def set_state(actor: Actor, *, box: UUID, state: str) -> None:
    """Say how far it has come, for the holder of the code to see. Raises Refused, UsageError `box-state`, `box-unknown`."""
    found = reader_of(actor, box, SET_STATE.name)
    if state not in purpose_of(found.purpose).states:
        raise UsageError("box-state")
    if not Box.objects.filter(id=box, ended="").update(state=state):
        raise UsageError("box-unknown")
    _write_down(actor, SET_STATE.name, found, state=state)


def close(actor: Actor, *, box: UUID) -> None:
    """Nobody writes any more. The holder of the code can still read and take back, until the box ends by itself.

    Raises Refused, UsageError `box-closed`, `box-unknown`."""
    reader_of(actor, box, CLOSE.name)
    found = alone(box)
    found.closed = True
    found.ends_on = end_of(purpose_of(found.purpose), timezone.localdate())
    found.save(update_fields=["closed", "ends_on"])
    _write_down(actor, CLOSE.name, found)


def add_reader(actor: Actor, *, box: UUID, user: UUID, key: Unlocked) -> int:
    """Let a colleague read the box: what comes, and of what is there all that the actor can open now. How many of those stay shut
    to the colleague (a record for two that nobody released, something that was erased).

    Raises Refused, UsageError `vault-reader-elsewhere`, `vault-reader-without-key`, `vault-reader-already`, `box-unknown`.
    """
    reader_of(actor, box, ADD_READER.name)
    found = alone(box, closed=True)  # what is written meanwhile waits, and is sealed to the colleague too
    if BoxReader.objects.filter(box=found, user=user).exists():
        raise UsageError("vault-reader-already")
    shut = 0
    for record in Letter.objects.filter(box=found).order_by("number").values_list("record", flat=True):
        try:
            with transaction.atomic():
                vault.add_reader(actor, record=record, user=user, key=key)
        except Refused:
            shut += 1
        except UsageError as error:
            if error.code == "vault-reader-already":
                continue
            if error.code not in _STAYS_SHUT:
                raise
            shut += 1
    if not found.letters:
        _refuse_elsewhere(found, user)
    BoxReader.objects.create(box=found, organisation_id=found.organisation_id, user_id=user)
    _write_down(actor, ADD_READER.name, found, reader=str(user))
    return shut


def remove_reader(actor: Actor, *, box: UUID, user: UUID, key: Unlocked) -> int:
    """Take a box from somebody, who may be the actor: what comes is not sealed to them, and of what is there they open
    nothing that the actor can open now. How many letters still have a key of theirs (a record for two that nobody released).

    Raises Refused, UsageError `vault-no-such-reader`, `vault-too-few-readers` for the last reader, `box-unknown`."""
    reader_of(actor, box, REMOVE_READER.name)
    found = alone(box, closed=True)
    row = BoxReader.objects.filter(box=found, user=user).first()
    if row is None:
        raise UsageError("vault-no-such-reader")
    if not BoxReader.objects.filter(box=found).exclude(id=row.id).exists():
        raise UsageError("vault-too-few-readers", least="1")
    shut = 0
    for record in Letter.objects.filter(box=found).order_by("number").values_list("record", flat=True):
        try:
            with transaction.atomic():
                vault.remove_reader(actor, record=record, user=user, key=key)
        except Refused:
            shut += 1
        except UsageError as error:
            if error.code == "vault-no-such-reader":
                continue
            if error.code not in _STAYS_SHUT:
                raise
            shut += error.code != "vault-erased"
    _write_down(actor, REMOVE_READER.name, found, reader=str(user))
    row.delete()
    return shut


def reader_of(actor: Actor, box: UUID, act: str) -> Box:
    """The box, for somebody who reads it. Raises Refused, also where there is none."""
    found = Box.objects.filter(id=box).first()
    if found is None:
        raise Refused(act)
    allow(actor, act, found)
    return found


def _refuse_elsewhere(box: Box, user: UUID) -> None:
    if user not in {one.id for one in keyed_people(box.organisation_id)}:
        raise UsageError("vault-reader-elsewhere")


def _write_down(actor: Actor, act: str, box: Box, number: int | None = None, **detail: str) -> None:
    said: dict[str, str | int] = dict(detail)
    if number is not None:
        said["letter"] = number
    write_down(
        actor,
        act=act,
        subject="correspondence.box",
        subject_id=box.id,
        organisation=box.organisation_id,
        detail=said or None,
    )
