"""What acts have in common: the step in the item's log with its line in the record of acts, the slip, the texts."""

import json
import secrets
from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid4

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._chain import Blind, blind_of, fingerprint_of
from tadasu.web.evidence.custody.models import LONGEST_LABEL, Item, Step, this_month
from tadasu.web.evidence.custody.words import words
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.actions import DoesNotOpen, Unlocked, open_record, seal
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.ui.signs import plain_text, unseen_sign

SALT = 32
"""Bytes of each salt: nobody finds by trying what a commitment is to."""

SLIP, NOTE, TEXT, FILE = "evidence.slip", "evidence.note", "evidence.text", "evidence.file"
"""The vault's words for what is kept."""

_SLIP_FORM = "tadasu-custody-slip-1"


def locked(actor: Actor, item: UUID, act: Act, *, there: bool = True) -> Item:
    """The item, for this transaction ours alone, if the actor may. Raises Item.DoesNotExist, Refused, and unless `there` is False
    UsageError `custody-ended` for one that was erased."""
    found = Item.objects.select_for_update(of=("self",), no_key=True).get(id=item)
    allow(actor, act.name, found)
    if there and found.ended:
        raise UsageError("custody-ended")
    return found


def write(actor: Actor, act: Act, item: Item, step: str, /, **detail: str) -> Step:
    """A step, and its line in the record of acts, which holds number and digest: so whoever holds an anchor of that record can
    show what this log was. Of what comes in from a source that record says nothing."""
    line = Step.objects.create(
        item=item, organisation_id=item.organisation_id, act=step, user_id=actor.user, detail=detail
    )
    line.refresh_from_db()
    if actor.user is not None or step != "received":
        note_step(actor, act, line)
    return line


def note_step(actor: Actor, act: Act, line: Step) -> None:
    """A step in the record of acts."""
    write_down(
        actor,
        act=act.name,
        subject="custody.item",
        subject_id=line.item_id,
        organisation=line.organisation_id,
        detail={"step": line.act, "number": line.number, "digest": bytes(line.digest).hex()},
    )


def begin(
    actor: Actor, act: Act, item: Item, *, digest: bytes, readers: Collection[UUID], step: str, **detail: str
) -> UUID:
    """Keep an item with its commitments, and write the first step, which holds them. `digest` is the SHA-256 of the content."""
    salt, item.blind_salt = secrets.token_bytes(SALT), secrets.token_bytes(SALT)
    item.fingerprint = fingerprint_of(salt, digest)
    if item.record is None:
        item.salt = salt
    else:
        item.slip = seal(
            actor,
            organisation=item.organisation_id,
            kind=SLIP,
            content=json.dumps({"form": _SLIP_FORM, "salt": salt.hex()}).encode(),
            readers=readers,
            about=item.id,
        )
    item.save(force_insert=True)
    line = write(actor, act, item, step, **first_detail(item), status=item.status, **detail)
    if line.day != item.since:  # a file that came in over midnight
        Item.objects.filter(id=item.id).update(since=line.day)
    return item.id


def first_detail(item: Item) -> dict[str, str]:
    """What the first step of an item says of it. Raises ValueError for an erased one, whose blind salt is gone."""
    if item.blind_salt is None:
        raise ValueError("it was erased")
    return {
        **lasting_detail(item),
        "blind": blind_of(bytes(item.blind_salt), told_of(item)).hex(),
    }


def lasting_detail(item: Item) -> dict[str, str]:
    """What the first step says of it that stays after erasing."""
    made = {"parent": str(item.parent_id), "how": item.how} if item.parent_id else {}
    return {
        "kind": item.kind,
        "month": f"{item.month:%Y-%m}",
        "public": "yes" if item.public else "no",
        "fingerprint": bytes(item.fingerprint).hex(),
        **made,
    }


def told_of(item: Item) -> Blind:
    """What is told of an item until it is erased."""
    return Blind(label=item.label, language=item.language, origin_of=item.origin_of, record=item.record, slip=item.slip)


def new_item(*, organisation: UUID, kind: str, label: str, month: date | None = None, **more: object) -> Item:
    """An item that is not kept yet, of this month if of no other. Raises UsageError `custody-label`, `custody-no-such`."""
    plain = plain_text(label)
    if not plain or len(plain) > LONGEST_LABEL or unseen_sign(plain):
        raise UsageError("custody-label", most=str(LONGEST_LABEL))
    return Item(
        id=uuid4(),
        organisation_id=organisation,
        kind=known("kinds", kind),
        label=plain,
        month=(month or this_month()).replace(day=1),
        **more,
    )


def known(what: str, code: str) -> str:
    """A code of the data. Raises UsageError `custody-no-such`."""
    if code not in words(what):
        raise UsageError("custody-no-such", known=", ".join(words(what)))
    return code


def salt_of(actor: Actor, item: Item, *, key: Unlocked, purpose: str, reason: str) -> bytes:
    """The salt of an item's fingerprint. Raises Refused for who is no reader of the slip, DoesNotOpen, and as `open_record`."""
    if item.slip is None:
        return bytes(item.salt or b"")
    said = open_record(actor, record=item.slip, key=key, purpose=purpose, reason=reason).content
    try:
        return bytes.fromhex(json.loads(said)["salt"])
    except (ValueError, KeyError, TypeError):
        raise DoesNotOpen from None


def readers_of(actor: Actor, item: Item) -> list[UUID]:
    """To whom something about an item is sealed: its readers who have their keys, or the actor where nothing is sealed."""
    if item.record is None:
        return [actor.user] if actor.user else []
    return list(Reader.objects.filter(record=item.record, pair__until=None).values_list("user", flat=True))
