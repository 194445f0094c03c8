"""What the holder of a code does: write, send a file, read, take everything back. Always within `holding` the box's digest, as
nobody, and without a line in the record of acts."""

import hashlib
import re
import time
from datetime import date
from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence._boxes import add, alone, end_of, purpose_of
from tadasu.web.foundation.correspondence._floods import DAY, FLOODS
from tadasu.web.foundation.correspondence._sealing import (
    holder_of,
    letter_text,
    limits_of,
    refuse_empty,
    sealed_file,
    sealed_letter,
)
from tadasu.web.foundation.correspondence.access import USE_BOX, Visit
from tadasu.web.foundation.correspondence.arrivals import arrived
from tadasu.web.foundation.correspondence.endings import endings
from tadasu.web.foundation.correspondence.models import Box, Ended, Letter, Sort
from tadasu.web.foundation.correspondence.purposes import Purpose
from tadasu.web.foundation.vault import quota
from tadasu.web.foundation.vault.actions import Holder, forget
from tadasu.web.foundation.vault.receiving import Received
from tadasu.web.foundation.vault.sealing import Key, derived

_ONCE = re.compile(r"[0-9a-f]{32}")


def write(visit: Visit, *, text: str, answers: int | None = None, once: str = "") -> int:
    """A letter, sealed to the readers; its number. `answers` is the number of a question, `once` the word of the form: the same
    words of the same form are kept once, however often they are sent.

    Raises Refused, UsageError `box-empty`, `box-too-long`, `box-no-question`, `box-full`, `box-busy`, `box-closed`,
    `box-nobody-reads`, `box-unknown`.
    """
    allow(ANONYMOUS, USE_BOX.name, visit)
    purpose = purpose_of(visit.box.purpose)
    said = letter_text(text, purpose)
    box = alone(visit.box.id)
    id = _id_of(visit, once, f"letter {answers}", said)
    if (there := _number(box, id)) is not None:
        return there
    _room(box, purpose)
    if answers is not None and not Letter.objects.filter(box=box, number=answers, sort=Sort.QUESTION).exists():
        raise UsageError("box-no-question")
    _count(box, purpose, len(said))
    record = sealed_letter(ANONYMOUS, box, content=said, outside=_self(box, purpose))
    number = add(box, record=record, sort=Sort.LETTER, from_source=True, answers=answers, id=id)
    arrived(box, number, record, Sort.LETTER, hashlib.sha256(said).digest())
    return number


def allowance(visit: Visit) -> int:
    """How many bytes the next file may have. Raises UsageError `box-full`, `box-busy`, `box-closed`, `vault-full`,
    `vault-disk-full`."""
    purpose = purpose_of(visit.box.purpose)
    if visit.box.closed:
        raise UsageError("box-closed")
    _room(visit.box, purpose)
    left = FLOODS.left(_day(visit.box), most=purpose.limits.bytes_a_day, seconds=DAY, now=time.monotonic())
    if left <= 0:
        raise UsageError("box-busy")
    return min(left, quota.allowance(visit.box.organisation_id, visit.box.id, limits_of(purpose)))


def send_file(visit: Visit, *, received: Received, once: str = "") -> int:
    """A file that has come in, within the block that receives it; its number. As `write`; `vault-full`, `box-file-empty` too."""
    allow(ANONYMOUS, USE_BOX.name, visit)
    refuse_empty(received)
    purpose = purpose_of(visit.box.purpose)
    box = alone(visit.box.id)
    id = _id_of(visit, once, f"file {received.name}", received.incoming.measure().sha256)
    if (there := _number(box, id)) is not None:
        return there
    _room(box, purpose)
    _count(box, purpose, received.incoming.stored)
    record = sealed_file(ANONYMOUS, box, received=received, outside=_self(box, purpose))
    number = add(box, record=record, sort=Sort.FILE, from_source=True, id=id)
    arrived(box, number, record, Sort.FILE, received.incoming.measure().sha256)
    return number


def send_form(visit: Visit, *, kind: str, content: bytes, once: str = "") -> int:
    """A document of a desk's form, sealed to the readers under the desk's own word; its number. As `write`, and what it says and
    how long it may be the desk has looked at."""
    allow(ANONYMOUS, USE_BOX.name, visit)
    purpose = purpose_of(visit.box.purpose)
    box = alone(visit.box.id)
    id = _id_of(visit, once, f"form {kind}", content)
    if (there := _number(box, id)) is not None:
        return there
    _room(box, purpose)
    _count(box, purpose, len(content))
    record = sealed_letter(ANONYMOUS, box, content=content, outside=_self(box, purpose), kind=kind)
    return add(box, record=record, sort=Sort.FORM, from_source=True, id=id)


def stay(visit: Visit, *, size: int = 0, closed: bool = False) -> Box:
    """The box, for this transaction ours, in which a desk keeps something beside letters (a draft): it ends as one that has
    letters, and `size` bytes count as theirs do. With `closed` also one that is closed.

    Raises Refused, UsageError `box-busy`, `box-closed`, `box-unknown`.
    """
    allow(ANONYMOUS, USE_BOX.name, visit)
    purpose = purpose_of(visit.box.purpose)
    box = alone(visit.box.id, closed=closed)
    _count(box, purpose, size)
    ends_on = end_of(purpose, timezone.localdate())
    if box.ends_on != ends_on:
        box.ends_on = ends_on
        box.save(update_fields=["ends_on"])
    return box


def withdraw(visit: Visit) -> None:
    """Take everything back: from now on nobody opens any letter or file of the box, of either side, and its code opens nothing.
    What is left is erased by the worker, with others, so that no hour stands in the record of acts. Raises Refused."""
    allow(ANONYMOUS, USE_BOX.name, visit)
    organisation = Organisation.objects.get(id=visit.box.organisation_id)
    keeper = steward(organisation)
    with acting(keeper):
        box = Box.objects.select_for_update(no_key=True).get(id=visit.box.id)
        for record in Letter.objects.filter(box=box).values_list("record", flat=True):
            forget(keeper, record=record)
        end(box, Ended.WITHDRAWN, on=end_of(purpose_of(box.purpose), timezone.localdate()))


def end(box: Box, how: Ended, *, on: date) -> None:
    """No code opens it from now on; until a day its readers see that it ended. What desks keep of it goes first."""
    for forget_more in endings():
        forget_more(box)
    box.ended, box.closed, box.digest, box.public, box.ends_on = how, True, None, None, on
    box.save(update_fields=["ended", "closed", "digest", "public", "ends_on"])


def _id_of(visit: Visit, once: str, what: str, said: bytes) -> UUID | None:
    """The same for the same words of the same form, and to everybody without the code as random as any: under the private key."""
    if not _ONCE.fullmatch(once):
        return None
    name = hashlib.sha256(f"{once} {what}\n".encode("utf-8", "replace") + said).hexdigest()
    return UUID(bytes=derived(Key(visit.private), f"letter-once {name}")[:16], version=4)


def _number(box: Box, id: UUID | None) -> int | None:
    if id is None:
        return None
    return Letter.objects.filter(box=box, id=id).values_list("number", flat=True).first()


def _self(box: Box, purpose: Purpose) -> Holder | None:
    """Whether whoever wrote it reads it again."""
    return holder_of(box) if purpose.reads_back else None


def _room(box: Box, purpose: Purpose) -> None:
    answered = Letter.objects.filter(box=box, from_source=False).order_by("-number").values_list("number", flat=True)
    waiting = box.letters - (answered.first() or 0)
    if box.letters >= purpose.limits.letters or waiting >= purpose.limits.unanswered:
        raise UsageError("box-full")


def _count(box: Box, purpose: Purpose, size: int) -> None:
    if not FLOODS.take(_day(box), amount=size, most=purpose.limits.bytes_a_day, seconds=DAY, now=time.monotonic()):
        raise UsageError("box-busy")


def _day(box: Box) -> str:
    return f"bytes {box.counter_id}"
