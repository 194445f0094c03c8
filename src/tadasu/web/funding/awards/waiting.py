"""What waits for somebody by their roles: awards of each kind, the oldest first. A page asks for a few; none reads them all."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tadasu.web.foundation.access import Actor
from tadasu.web.funding.awards.access import PAYER, PROGRAMME, SIGNS
from tadasu.web.funding.awards.models import (
    DRAFT,
    IN_FORCE,
    Amendment,
    Award,
    Payment,
    Report,
    Signature,
    Suspension,
    Tranche,
)
from tadasu.web.funding.awards.models.money import PAID, PREPARED, RELEASED
from tadasu.web.funding.awards.queries import known_to

MOST = 200
"""Parts that are looked at: an award has few that wait at once."""


def waiting(actor: Actor, *whats: str, today: date | None = None) -> Sequence[Award]:
    """Awards of which something of these kinds waits, each once. `whats`: keys of `KINDS`."""
    on = today or timezone.localdate()
    found: dict[UUID, Award] = {}
    for what in whats:
        roles, awards = KINDS[what]
        places = actor.places_with(roles)
        if places:
            found |= {one.id: one for one in awards(known_to(actor).filter(organisation__in=places), actor, on)}
    return list(found.values())


def _of(
    parts: QuerySet[Payment] | QuerySet[Amendment] | QuerySet[Report] | QuerySet[Tranche] | QuerySet[Suspension],
) -> Iterable[Award]:
    return (one.award for one in parts.select_related("award")[:MOST])


def _release(awards: QuerySet[Award], actor: Actor, _: date) -> Iterable[Award]:
    read = awards.filter(readers__contains=[actor.user])
    mine = Payment.objects.filter(award__in=read, state=PREPARED).exclude(prepared_by=actor.user)
    return _of(mine.order_by("prepared_on", "id"))


def _sign(awards: QuerySet[Award], actor: Actor, _: date) -> Iterable[Award]:
    mine = Signature.objects.filter(award=OuterRef("id"), record=OuterRef("record"), user=actor.user)
    unsigned = awards.filter(state=DRAFT, record__isnull=False, readers__contains=[actor.user])
    return unsigned.exclude(Exists(mine)).order_by("begun_on", "id")[:MOST]


def _approve(awards: QuerySet[Award], actor: Actor, _: date) -> Iterable[Award]:
    return _of(
        Amendment.objects.filter(award__in=awards, state="proposed").exclude(proposed_by=actor.user).order_by("id")
    )


def _reports(awards: QuerySet[Award]) -> QuerySet[Report]:
    return Report.objects.filter(award__in=awards.filter(state__in=IN_FORCE))


def _given(awards: QuerySet[Award], _: Actor, _on: date) -> Iterable[Award]:
    return _of(_reports(awards).filter(state="given").order_by("given_on", "id"))


def _overdue(awards: QuerySet[Award], _: Actor, on: date) -> Iterable[Award]:
    return _of(_reports(awards).filter(state__in=("due", "more"), due_on__lt=on).order_by("due_on", "id"))


def _held(awards: QuerySet[Award], _: Actor, _on: date) -> Iterable[Award]:
    running = awards.filter(state__in=IN_FORCE)
    return _of(Tranche.objects.filter(award__in=running, state="held").order_by("id"))


def _due(awards: QuerySet[Award], _: Actor, on: date) -> Iterable[Award]:
    tranches = Tranche.objects.filter(
        Q(state="due") | Q(state="planned", due_on__lte=on), award__in=awards.filter(state__in=IN_FORCE)
    )
    return _of(tranches.exclude(payments__state__in=(PREPARED, RELEASED, PAID)).order_by("due_on", "id"))


def _suspension(awards: QuerySet[Award], _: Actor, on: date) -> Iterable[Award]:
    return _of(Suspension.objects.filter(award__in=awards, until=None, review_on__lte=on).order_by("review_on", "id"))


KINDS: Mapping[str, tuple[Collection[str], Callable[[QuerySet[Award], Actor, date], Iterable[Award]]]] = {
    "release": ((PAYER,), _release),
    "sign": (SIGNS, _sign),
    "approve": (SIGNS, _approve),
    "report-given": ((PROGRAMME,), _given),
    "report-overdue": ((PROGRAMME,), _overdue),
    "held": ((PROGRAMME,), _held),
    "due": ((PROGRAMME,), _due),
    "suspension": ((PROGRAMME,), _suspension),
}
"""What waits -> for which roles, and the awards."""
