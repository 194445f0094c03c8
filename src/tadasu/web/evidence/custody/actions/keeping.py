"""How long an item is kept: its status, a hold, its end."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._writing import NOTE, SLIP, known, locked, write
from tadasu.web.evidence.custody.access import ERASE, HOLD, RELEASE, SET_STATUS
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.words import due_on
from tadasu.web.foundation.access import SYSTEM, Actor, acting, sweeping
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.actions import erase as erase_sealed
from tadasu.web.foundation.vault.models import Outside, Reader, RecoveryBox, SealedRecord
from tadasu.web.foundation.vault.purposes import erasing


@dataclass(frozen=True, slots=True)
class Swept:
    """How many items ended: because their time was over, and because what they held had been erased elsewhere; of how many the
    vault refused to erase what they hold, so that they wait for another night."""

    over: int
    gone: int
    refused: int = 0


def set_status(actor: Actor, *, item: UUID, status: str) -> None:
    """How long it is kept counts from now. Raises Item.DoesNotExist, Refused, UsageError `custody-no-such`, `custody-ended`,
    `custody-unchanged`."""
    found = locked(actor, item, SET_STATUS)
    if found.status == status:
        raise UsageError("custody-unchanged")
    found.status = known("statuses", status)
    found.since = write(actor, SET_STATUS, found, "status", to=status).day
    found.save(update_fields=["status", "since"])


def hold(actor: Actor, *, item: UUID, ground: str) -> None:
    """Nothing of it is erased from now on. Raises Item.DoesNotExist, Refused, UsageError `custody-no-such`, `custody-ended`,
    `custody-unchanged`."""
    found = locked(actor, item, HOLD)
    if found.hold:
        raise UsageError("custody-unchanged")
    found.hold = True
    found.save(update_fields=["hold"])
    write(actor, HOLD, found, "held", ground=known("holds", ground))


def release_hold(actor: Actor, *, item: UUID) -> None:
    """It is kept as long as its status says. Raises Item.DoesNotExist, Refused, UsageError `custody-unchanged`."""
    found = locked(actor, item, RELEASE)
    if not found.hold:
        raise UsageError("custody-unchanged")
    found.hold = False
    found.save(update_fields=["hold"])
    write(actor, RELEASE, found, "released")


def erase(actor: Actor, *, item: UUID, ground: str, key: Unlocked | None = None) -> None:
    """For good: keys, content, salt, notes and label go; kind, month, organisation, the log and how it ended stay. What was made
    of it stays, and is erased by itself.

    Raises Item.DoesNotExist, Refused, UsageError `custody-on-hold`, `custody-ended`, `custody-no-such`, and as the vault's
    `erase`.
    """
    found = locked(actor, item, ERASE)
    if found.hold:
        raise UsageError("custody-on-hold")
    if ground not in erasing():
        raise UsageError("custody-no-such", known=", ".join(erasing()))
    if found.record is not None:
        erase_sealed(actor, record=found.record, ground=ground, key=key)
    keeper = steward(Organisation.objects.get(id=found.organisation_id))
    with acting(keeper):
        _erase_beside(keeper, found, ground)
    _end(actor, found, ground)


def sweep(today: date | None = None) -> Swept:
    """Erase what is over, as the system, for all organisations. Raises PermissionError for any role but the worker's, which alone
    sees all rows."""
    today = today or timezone.localdate()
    with sweeping():
        gone = list(_gone().values_list("id", flat=True))
        standing = Item.objects.filter(ended="", hold=False).exclude(id__in=gone).order_by("id")
        over = [
            id for id, status, since in standing.values_list("id", "status", "since") if due_on(status, since) <= today
        ]
    ended = [_swept(_end_gone, _gone().filter(id=id)) for id in gone]
    end_over = partial(_end_over, today=today)
    timed = [_swept(end_over, Item.objects.filter(id=id, ended="", hold=False)) for id in over]
    return Swept(timed.count(True), ended.count(True), (ended + timed).count(None))


def _swept(end: Callable[[Item], bool], found: QuerySet[Item]) -> bool | None:
    """End one, in a transaction of its own, so that a night that breaks off loses nothing, and one that cannot be erased keeps no
    other from it; None for that one. What is not so any more, as another has it now, is left."""
    try:
        with acting(SYSTEM):
            item = found.select_for_update(no_key=True, of=("self",)).first()
            return item is not None and end(item)
    except UsageError:
        return None


def _gone() -> QuerySet[Item]:
    """Items whose sealed record somebody erased or took back: nobody can open them any more, hold or not. Of what was taken back
    the record may still be there, with no key to it."""
    keys = [Exists(model._default_manager.filter(record=OuterRef("id"))) for model in (Reader, Outside, RecoveryBox)]
    there = SealedRecord.objects.filter(keys[0] | keys[1] | keys[2], erased_at=None).values("id")
    return Item.objects.filter(ended="", record__isnull=False).exclude(record__in=there)


def _end_gone(item: Item) -> bool:
    Item.objects.filter(id=item.id).update(hold=False)  # what it was to keep is gone
    if item.record is not None and SealedRecord.objects.filter(id=item.record, erased_at=None).exists():
        erase_sealed(SYSTEM, record=item.record, ground="asked")
    _erase_beside(SYSTEM, item, "asked")
    _end(SYSTEM, item, "vault")
    return True


def _end_over(item: Item, *, today: date) -> bool:
    if due_on(item.status, item.since) > today:
        return False
    if item.record is not None:
        erase_sealed(SYSTEM, record=item.record, ground="time")
    _erase_beside(SYSTEM, item, "time")
    _end(SYSTEM, item, "time")
    return True


def _erase_beside(actor: Actor, item: Item, ground: str) -> None:
    """The slip, and notes about it."""
    beside = SealedRecord.objects.filter(about=item.id, erased_at=None, kind__in=(SLIP, NOTE))
    for record in list(beside.values_list("id", flat=True)):
        with suppress(UsageError):
            erase_sealed(actor, record=record, ground=ground)


def _end(actor: Actor, item: Item, ground: str) -> None:
    write(actor, ERASE, item, "erased", ground=ground)
    item.ended, item.hold = ground, False
    item.label = item.language = ""
    item.record = item.slip = item.salt = item.blind_salt = item.origin_of = None
    item.save(
        update_fields=[
            *("ended", "hold", "label", "language", "record", "slip", "salt", "blind_salt", "origin_of"),
        ]
    )
