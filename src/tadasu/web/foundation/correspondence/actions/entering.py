"""Open a box, come back to it by its code, leave it. None of this is in the record of acts: the hour is what a watcher needs.

While one visits, the private key that the code gave lies in the database under a random key that is in the cookie and nowhere
else, as the vault does it for people with accounts.
"""

import base64
import binascii
import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, allow, holding
from tadasu.web.foundation.correspondence._boxes import UNUSED, end_of, purpose_of
from tadasu.web.foundation.correspondence._code import canonical, new_code
from tadasu.web.foundation.correspondence._floods import FLOODS, HOUR
from tadasu.web.foundation.correspondence._readers import readers_of_counter
from tadasu.web.foundation.correspondence._receipt import Receipt, receipt_of
from tadasu.web.foundation.correspondence.access import OPEN_BOX, Visit
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, Entered
from tadasu.web.foundation.correspondence.queries import boxes_at
from tadasu.web.foundation.vault.sealing import DoesNotOpen, Key, Private, context, derived, new_key, seal, unseal

IDLE = timedelta(minutes=20)
"""A visit in which nothing is done so long is over."""

_NOTED = timedelta(minutes=1)
_KEY_BYTES = 32
_CODE = "code "

SENT_LETTER, SENT_FILE, SENT_BOTH, SENT_FORM = "letter", "file", "both", "form"
"""What was sent on the page before; after a file, a space and the word of what was done to it (`vault.cleaning`)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new box: its code, to be shown once, and what the cookie has to hold."""

    code: str = field(repr=False)
    token: str = field(repr=False)


def open_box(counter: Counter, *, until_seen: bool = False, code: str = "") -> Opened:
    """A new box, in which nothing is yet; its code is random, but for the `code` that the demonstration draws, which it prints at
    every start. With `until_seen` the code lies in the visit, under the cookie's key, until its holder
    says that they have it (`seen`): so the page that shows it can be loaded again.

    Raises Refused at a shut counter, UsageError `box-busy`, `box-nobody-reads`.
    """
    allow(ANONYMOUS, OPEN_BOX.name, counter)
    purpose = purpose_of(counter.purpose)
    readers = readers_of_counter(counter, purpose)
    limits = purpose.limits
    if boxes_at(counter) >= limits.boxes or not FLOODS.take(
        f"boxes {counter.id}", most=limits.boxes_an_hour, seconds=HOUR, now=time.monotonic()
    ):
        raise UsageError("box-busy")
    code = code or new_code()
    receipt = receipt_of(code)
    with holding(receipt.digest):
        box = Box.objects.create(
            organisation_id=counter.organisation_id,
            counter=counter,
            purpose=purpose.key,
            state=purpose.first_state,
            digest=receipt.digest,
            public=receipt.public,
            ends_on=timezone.localdate() + UNUSED,
        )
        BoxReader.objects.bulk_create(
            BoxReader(box=box, organisation_id=box.organisation_id, user_id=one) for one in readers
        )
    return Opened(code, _remembered(receipt, _CODE + code if until_seen else ""))


def enter(typed: str) -> str:
    """What the cookie has to hold. Raises UsageError `box-code-…` for what can be no code, `box-unknown` for one that opens
    nothing: a code that never was and one whose box has ended are the same to us too, since nothing is kept of it."""
    receipt = receipt_of(canonical(typed))
    with holding(receipt.digest):
        box = Box.objects.filter(digest=receipt.digest).first()
        if box is None:
            raise UsageError("box-unknown")
        if box.letters:
            ends_on = end_of(purpose_of(box.purpose), timezone.localdate())
            if ends_on != box.ends_on:
                Box.objects.filter(id=box.id).update(ends_on=ends_on)
    return _remembered(receipt)


def entered(token: str) -> Visit | None:
    """The visit of this cookie; None when there is none, or it is over, or its box has ended."""
    key = _key_of(token)
    if key is None:
        return None
    digest = _digest(key)
    with holding(digest):
        kept = Entered.objects.filter(digest=digest).first()
        if kept is None:
            return None
        now = timezone.now()
        if now - kept.used_at >= IDLE:
            kept.delete()
            return None
        try:
            said = unseal(derived(key, "visit-key"), bytes(kept.sealed), context("visit", digest))
        except DoesNotOpen:
            return None
        if now - kept.used_at >= _NOTED:
            kept.used_at = now
            kept.save(update_fields=["used_at"])
    private, box_digest = Private(said[:_KEY_BYTES]), said[_KEY_BYTES : 2 * _KEY_BYTES].hex()
    noted = said[2 * _KEY_BYTES :].decode()
    with holding(box_digest):
        box = Box.objects.filter(digest=box_digest).first()
    return Visit(box, private, key, noted) if box is not None else None


def leave(token: str) -> None:
    """End the visit of this cookie."""
    key = _key_of(token)
    if key is not None:
        with holding(_digest(key)):
            Entered.objects.filter(digest=_digest(key)).delete()


def form_token(visit: Visit) -> str:
    """What every form of this visit carries: nobody who has not the cookie knows it."""
    return derived(visit.key, "visit-form").hex()


def code_to_show(visit: Visit) -> str:
    """The code of a box that was just opened, until its holder has said that they have it; else nothing."""
    return visit.note.removeprefix(_CODE) if visit.note.startswith(_CODE) else ""


def note(visit: Visit, said: str) -> None:
    """What the next page is to say, in the visit's row and sealed as it is; the vault fills it up to one length. A code that was
    not confirmed stays."""
    if not code_to_show(visit):
        _note(visit, said)


def seen(visit: Visit) -> None:
    """Its holder has the code, or has read what the page had to say: it is taken away."""
    _note(visit, "")


def _note(visit: Visit, said: str) -> None:
    digest = _digest(visit.key)
    sealed = _sealed(visit.key, visit.private, str(visit.box.digest), said)
    with holding(digest):
        Entered.objects.filter(digest=digest).update(sealed=sealed)


def _remembered(receipt: Receipt, said: str = "") -> str:
    key = new_key()
    digest = _digest(key)
    with holding(digest):
        Entered.objects.create(digest=digest, sealed=_sealed(key, receipt.private, receipt.digest, said))
    return base64.urlsafe_b64encode(key).decode()


def _sealed(key: Key, private: Private, box_digest: str, said: str) -> bytes:
    content = private + bytes.fromhex(box_digest) + said.encode()
    return seal(derived(key, "visit-key"), content, context("visit", _digest(key)))


def _digest(key: Key) -> str:
    return derived(key, "visit-lookup").hex()


def _key_of(token: str) -> Key | None:
    try:
        said = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return Key(said) if len(said) == _KEY_BYTES else None
