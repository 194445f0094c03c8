"""Hand out and share: to whom something was disclosed stands in the log as a kind of recipient; a note about it is sealed."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._writing import NOTE, known, locked, readers_of, write
from tadasu.web.evidence.custody.access import DISCLOSE, OPEN, SHARE
from tadasu.web.evidence.custody.models import Step
from tadasu.web.evidence.custody.permission import refuse_unpermitted
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault.actions import Unlocked, add_reader, open_record, seal
from tadasu.web.foundation.vault.models import SealedRecord


def disclose(actor: Actor, *, item: UUID, to: str, note: str = "") -> Step:
    """Write down that an item was shown or given to somebody outside. `note` (who, how, under what promise) is sealed to its
    readers. Raises Item.DoesNotExist, Refused, UsageError `custody-no-such`, `custody-ended`, and what the app says that received
    it where whoever it came from does not allow it (`permission`)."""
    found = locked(actor, item, DISCLOSE)
    detail = {"to": known("recipients", to)}
    refuse_unpermitted(found, to)
    if said := note.strip():
        sealed = seal(
            actor,
            organisation=found.organisation_id,
            kind=NOTE,
            content=said.encode("utf-8", "replace"),
            readers=readers_of(actor, found),
            about=found.id,
        )
        detail["note"] = str(sealed)
    return write(actor, DISCLOSE, found, "disclosed", **detail)


def open_note(actor: Actor, *, item: UUID, number: int, key: Unlocked, purpose: str, reason: str) -> str:
    """The note about a disclosure. Raises Item.DoesNotExist, Refused, UsageError `custody-no-note`, and as `open_record`."""
    found = locked(actor, item, OPEN)
    step = Step.objects.filter(item=found, number=number, act="disclosed", detail__has_key="note").first()
    if step is None:
        raise UsageError("custody-no-note")
    record = UUID(step.detail["note"])
    return open_record(actor, record=record, key=key, purpose=purpose, reason=reason).content.decode("utf-8", "replace")


def share(actor: Actor, *, item: UUID, user: UUID, key: Unlocked) -> None:
    """Let a colleague open an item: its content, its salt, the notes about it, as far as the actor opens them.

    Raises Item.DoesNotExist, Refused, UsageError `custody-ended`, `custody-elsewhere`, and as the vault's `add_reader`.
    """
    found = locked(actor, item, SHARE)
    if found.record is None or found.slip is None:
        raise UsageError("custody-elsewhere")
    add_reader(actor, record=found.record, user=user, key=key)
    notes = SealedRecord.objects.filter(about=found.id, kind=NOTE, erased_at=None).values_list("id", flat=True)
    for record in (found.slip, *notes):
        if not SealedRecord.objects.filter(id=record, readers__user=user, readers__pair__until=None).exists():
            add_reader(actor, record=record, user=user, key=key)
    write(actor, SHARE, found, "shared", reader=str(user))
