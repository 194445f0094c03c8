"""Whether the logs are what was written: each walked from its first step to its last, and held against its item.

Walking needs no key. Whether the content still is what was received only its readers can see (`actions.check_item`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tadasu.web.evidence.custody._chain import START, Line, step_digest
from tadasu.web.evidence.custody._writing import SLIP, first_detail, lasting_detail
from tadasu.web.evidence.custody.access import SEE
from tadasu.web.evidence.custody.models import FIRST_STATUS, Item, Step
from tadasu.web.evidence.custody.words import DERIVED
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.models import EntryText
from tadasu.web.foundation.vault.models import Opening, SealedRecord

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an item, and from which step on. `code` is one of the words `faults`."""

    item: UUID
    number: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What was walked, and the first fault of each item that has one, in the order of their ids."""

    items: int
    steps: int
    faults: tuple[Fault, ...]


def verify(actor: Actor, organisation: UUID, *, against_acts: bool = False) -> Walked:
    """Walk every log of an organisation; `against_acts` holds each step against the record of acts too, for who sees all of it.
    Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    items = steps = 0
    faults = list(_vanished(organisation, against_acts=against_acts))
    for item in Item.objects.filter(organisation=organisation).order_by("id").iterator(chunk_size=_AT_ONCE):
        log = _log(item)
        items, steps = items + 1, steps + len(log)
        faults += _walked(item, log, against_acts=against_acts)[:1]
    return Walked(items=items, steps=steps, faults=tuple(faults))


def walk(item: Item, *, against_acts: bool = False) -> Sequence[Fault]:
    """What is wrong with one item, the first step first."""
    return _walked(item, _log(item), against_acts=against_acts)


def _log(item: Item) -> Sequence[Step]:
    return list(Step.objects.filter(item=item).order_by("number"))


def _walked(item: Item, steps: Sequence[Step], *, against_acts: bool) -> Sequence[Fault]:
    found = list(_links(item, steps))
    if all(of_codes(one.detail) for one in steps):  # else it says nothing that could be held against the item
        found += [*_state(item, steps), *_sealed(item, steps)]
    if against_acts:
        found += _against_acts(item, steps)
    return sorted(found, key=lambda one: one.number)


def line_of(step: Step) -> Line:
    """A step, as its digest is taken."""
    return Line(
        item=step.item_id,
        organisation=step.organisation_id,
        number=step.number,
        act=step.act,
        user=step.user_id,
        day=step.day,
        before=bytes(step.before),
        detail={str(name): str(value) for name, value in step.detail.items()},
    )


def _links(item: Item, steps: Iterable[Step]) -> Iterator[Fault]:
    """Every step in its place, up to the end that the item counts."""
    number, digest = 0, START
    for step in steps:
        if step.number != number + 1:
            yield Fault(item=item.id, number=number + 1, code="missing")
        elif bytes(step.before) != digest:
            yield Fault(item=item.id, number=step.number, code="moved")
        fine = of_codes(step.detail) and step_digest(line_of(step)) == bytes(step.digest)
        if step.organisation_id != item.organisation_id or not fine:
            yield Fault(item=item.id, number=step.number, code="altered")
        number, digest = step.number, bytes(step.digest)
    if number == 0 or (number, digest) != (item.steps, bytes(item.head)):
        yield Fault(item=item.id, number=number + 1, code="end")


def _state(item: Item, steps: Sequence[Step]) -> Iterator[Fault]:
    """The item's row is what its steps say."""
    if not steps:
        return
    first, last = steps[0].detail, steps[-1].number
    said = lasting_detail(item) if item.blind_salt is None else first_detail(item)
    if (item.blind_salt is None) != bool(item.ended) or any(first.get(name) != value for name, value in said.items()):
        yield Fault(item=item.id, number=1, code="row")
    status = first.get("status", FIRST_STATUS)
    since, hold, ended = steps[0].day, False, ""
    for step in steps:
        if step.act == "status":
            status, since = step.detail.get("to", ""), step.day
        hold = {"held": True, "released": False, "erased": False}.get(step.act, hold)
        ended = step.detail.get("ground", "") if step.act == "erased" else ended
    if (item.status, item.since, item.hold, item.ended) != (status, since, hold, ended):
        yield Fault(item=item.id, number=last, code="state")
    if item.parent_id and not _said_of_parent(item):
        yield Fault(item=item.id, number=1, code="parent")


def of_codes(detail: object) -> bool:
    """Whether details are what the database lets in: texts by name. A number in the place of its digits has their digest."""
    return isinstance(detail, dict) and all(isinstance(value, str) for value in detail.values())


def _sealed(item: Item, steps: Sequence[Step]) -> Iterator[Fault]:
    """What is sealed is there. Each line of the vault's log of openings is a step, but for those of the time before it was
    received; of the day on which it was, that is known only of what was sealed as this item."""
    if item.record is None or not steps:
        return
    there = SealedRecord.objects.filter(id=item.record, erased_at=None).first()
    if there is None:
        yield Fault(item=item.id, number=steps[-1].number, code="gone")
        return
    told = {step.detail.get("opening") for step in steps}
    since = steps[0].day - timedelta(days=there.about == item.id)
    for opening, at in Opening.objects.filter(record=item.record).values_list("id", "at"):
        if timezone.localdate(at) > since and str(opening) not in told:
            yield Fault(item=item.id, number=steps[-1].number, code="opening")
            return


def _vanished(organisation: UUID, *, against_acts: bool) -> Iterator[Fault]:
    """Items that are gone with their whole log, of which the vault keeps a slip or the record of acts a line."""
    of_slips = SealedRecord.objects.filter(organisation=organisation, kind=SLIP, about__isnull=False)
    known = set(of_slips.values_list("about", flat=True))
    if against_acts:
        told = EntryText.objects.filter(entry__organisation_id=organisation, entry__subject="custody.item")
        known |= set(told.values_list("entry__subject_id", flat=True))
    known -= set(Item.objects.filter(organisation=organisation).values_list("id", flat=True))
    for item in sorted(one for one in known if one is not None):
        yield Fault(item=item, number=1, code="vanished")


def _said_of_parent(item: Item) -> bool:
    return Step.objects.filter(item=item.parent_id, act=DERIVED.get(item.how, ""), detail__item=str(item.id)).exists()


def _against_acts(item: Item, steps: Sequence[Step]) -> Iterator[Fault]:
    """A log that was written anew from its first step on has other digests than the record of acts was told."""
    kept = {step.number: bytes(step.digest).hex() for step in steps}
    told = EntryText.objects.filter(entry__subject_id=item.id, entry__subject="custody.item").values_list(
        "detail", flat=True
    )
    for detail in told:
        number = detail.get("number", 0)
        if "digest" in detail and kept.get(number) != detail["digest"]:
            yield Fault(item=item.id, number=number, code="record")
