"""Notes of another app about an item: sealed to the item's readers, held with it, erased with it."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._writing import NOTE, locked, readers_of
from tadasu.web.evidence.custody.access import OPEN
from tadasu.web.evidence.custody.queries import colleagues
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault.actions import seal

LONGEST_NOTE = 20_000


def seal_note(actor: Actor, *, item: UUID, text: str) -> UUID:
    """The record of a note. Of something published the note is sealed to everybody who handles evidence: the item is open to
    them all, the note need not be open to the world. Raises Item.DoesNotExist, Refused, UsageError `custody-ended`,
    `custody-empty`, `custody-note-long`."""
    found = locked(actor, item, OPEN)
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise UsageError("custody-empty")
    if len(said) > LONGEST_NOTE:
        raise UsageError("custody-note-long", most=str(LONGEST_NOTE))
    readers = set(readers_of(actor, found))
    if found.record is None:
        readers |= {one.id for one in colleagues(found.organisation_id)}
    content = said.encode("utf-8", "replace")
    return seal(actor, organisation=found.organisation_id, kind=NOTE, content=content, readers=readers, about=found.id)
