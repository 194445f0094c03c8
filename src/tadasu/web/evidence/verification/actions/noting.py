"""Note: what somebody sees in an item (where and when it was made, what its source is), sealed to the item's readers."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.queries import item_of
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification._writing import locked, write_down
from tadasu.web.evidence.verification.access import NOTE, SEE
from tadasu.web.evidence.verification.models import Note, Taken
from tadasu.web.evidence.verification.words import words
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.vault.actions import Unlocked, open_record


def add_note(actor: Actor, *, inquiry: UUID, item: UUID, kind: str, text: str) -> Note:
    """One more. Raises Inquiry.DoesNotExist, Item.DoesNotExist, Refused for who cannot open the item, UsageError
    `verification-closed`, `verification-not-taken`, `verification-no-such`, and as custody's `seal_note`."""
    if kind not in words("notes"):
        raise UsageError("verification-no-such", known=", ".join(words("notes")))
    with transaction.atomic():
        found = locked(actor, inquiry, SEE)
        allow(actor, NOTE.name, item_of(actor, item))
        taken = Taken.objects.filter(inquiry=found, item=item).first()
        if taken is None:
            raise UsageError("verification-not-taken")
        made = Note.objects.create(
            organisation_id=found.organisation_id,
            taken=taken,
            number=(taken.notes.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=kind,
            record=custody.seal_note(actor, item=item, text=text),
            user_id=person(actor),
        )
        write_down(actor, NOTE, found, detail={"item": str(item), "note": kind, "number": made.number})
    return made


def open_note(actor: Actor, *, inquiry: UUID, item: UUID, number: int, key: Unlocked, purpose: str, reason: str) -> str:
    """What it says. Raises Inquiry.DoesNotExist, Note.DoesNotExist, and as the vault's `open_record`."""
    note = queries.note_of(actor, inquiry, item, number)
    opened = open_record(actor, record=note.record, key=key, purpose=purpose, reason=reason)
    return opened.content.decode("utf-8", "replace")
