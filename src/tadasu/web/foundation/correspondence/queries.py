"""What may be seen of boxes: never what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q

from tadasu.web.foundation.access import Actor, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.correspondence.access import SEE_COUNTERS
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, CounterReader, Letter
from tadasu.web.foundation.correspondence.purposes import Purpose, purposes
from tadasu.web.foundation.vault.queries import keyed_people


@dataclass(frozen=True, slots=True)
class Line:
    """A box in the list of somebody who reads it: how many letters came that they have not opened, or files that they have not
    been shown, and the last one's day."""

    box: Box
    fresh: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A purpose that an organisation can receive letters for, its counter if there is one, and who may be named, who is."""

    purpose: Purpose
    counter: Counter | None
    could: Sequence[User]
    named: frozenset[UUID]


def _fresh() -> Q:
    return Q(box__kept_letters__from_source=True, box__kept_letters__number__gt=F("seen"))


def boxes_of(actor: Actor) -> list[Line]:
    """Boxes that the actor reads, those with something new first, then by the last letter. In what has ended nothing is new."""
    mine = (
        BoxReader.objects.filter(user=actor.user, organisation__in=actor.organisations)
        .select_related("box", "box__organisation")
        .annotate(fresh=Count("box__kept_letters", filter=_fresh()), last=Max("box__kept_letters__day"))
    )
    lines = [
        Line(one.box, 0 if one.box.ended else one.fresh, one.last) for one in mine if one.box.letters or one.box.ended
    ]
    return sorted(lines, key=lambda line: (not line.fresh, -(line.last or date.min).toordinal(), line.box.id))


def waiting_boxes(actor: Actor, *, most: int) -> list[Line]:
    """Boxes in which there is something that the actor has not opened, at most so many."""
    mine = (
        BoxReader.objects.filter(user=actor.user, organisation__in=actor.organisations, box__ended="")
        .select_related("box")
        .annotate(fresh=Count("box__kept_letters", filter=_fresh()), last=Max("box__kept_letters__day"))
        .filter(fresh__gt=0)
        .order_by("-last", "box")
    )
    return [Line(one.box, one.fresh, one.last) for one in mine[:most]]


def reads_any(actor: Actor, purpose: str | None = None) -> bool:
    """Whether there is any list of boxes for somebody; with a purpose, of boxes for that."""
    boxes = BoxReader.objects.filter(user=actor.user, organisation__in=actor.organisations)
    counters = CounterReader.objects.filter(user=actor.user, organisation__in=actor.organisations)
    if purpose is not None:
        boxes, counters = boxes.filter(box__purpose=purpose), counters.filter(counter__purpose=purpose)
    return boxes.exists() or counters.exists()


def letters_of(box: Box) -> list[Letter]:
    """In order."""
    return list(Letter.objects.filter(box=box).order_by("number"))


def open_questions(letters: Sequence[Letter]) -> list[int]:
    """Numbers of questions that were not answered."""
    answered = {one.answers for one in letters}
    return [one.number for one in letters if one.sort == "question" and one.number not in answered]


def readers_of(box: Box) -> list[User]:
    """Who reads it, by login."""
    return [one.user for one in BoxReader.objects.filter(box=box).select_related("user").order_by("user__login")]


def could_read_too(box: Box) -> list[User]:
    """People of the organisation who have keys, one of the roles, and do not read it."""
    there = {one.id for one in readers_of(box)}
    purpose = purposes().get(box.purpose)
    if purpose is None:
        return []
    return [one for one in could_read_at(box.organisation, purpose) if one.id not in there]


def could_read_at(organisation: Organisation, purpose: Purpose) -> list[User]:
    """People who have one of the roles and keys; for an actor who has a place there."""
    here = Membership.objects.filter(current(), organisation=organisation)
    fit = {one.user_id for one in here if purpose.roles.intersection(one.roles)}
    return [one for one in keyed_people(organisation.id) if one.id in fit]


def offered(actor: Actor, organisation: Organisation) -> list[Offered]:
    """Every purpose that this kind of organisation may have. Raises Refused."""
    allow(actor, SEE_COUNTERS.name, organisation)
    counters = {one.purpose: one for one in Counter.objects.filter(organisation=organisation)}
    named: dict[UUID, set[UUID]] = {}
    for one in CounterReader.objects.filter(organisation=organisation):
        named.setdefault(one.counter_id, set()).add(one.user_id)
    return [
        Offered(
            purpose,
            counter := counters.get(purpose.key),
            could_read_at(organisation, purpose),
            frozenset(named.get(counter.id, ())) if counter else frozenset(),
        )
        for purpose in purposes().values()
        if organisation.kind in purpose.kinds
    ]


def open_counters() -> list[Counter]:
    """Where boxes can be opened in this instance, by name of the organisation."""
    found = Counter.objects.filter(open=True, purpose__in=_at_counters()).select_related("organisation")
    return list(found.order_by("organisation__name", "purpose"))


def counter_of(counter: UUID) -> Counter | None:
    """An open one."""
    return (
        Counter.objects.filter(id=counter, open=True, purpose__in=_at_counters()).select_related("organisation").first()
    )


def _at_counters() -> list[str]:
    """Purposes for which anybody opens a box: not those whose codes a desk hands out."""
    return [key for key, one in purposes().items() if not one.handed_out]


def boxes_at(counter: Counter) -> int:
    """How many boxes there are at a counter: counted as the organisation, since whoever opens one sees no other."""
    with acting(steward(Organisation.objects.get(id=counter.organisation_id))):
        return Box.objects.filter(counter=counter, ended="").count()


def statistics(organisation: UUID) -> list[tuple[str, date, str, int]]:
    """Purpose, month, state and how many boxes, ended ones among them."""
    counted = (
        Box.objects.filter(organisation=organisation, letters__gt=0)
        .values("purpose", "month", "state")
        .annotate(count=Count("id"))
        .order_by("month", "purpose", "state")
    )
    return [(one["purpose"], one["month"], one["state"], one["count"]) for one in counted]
