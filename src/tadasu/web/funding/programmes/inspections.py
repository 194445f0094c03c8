"""What may be seen of inspections: who looked, when, and what was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.programmes.access import SEE_VISITS
from tadasu.web.funding.programmes.models import Fund, Line, Shown, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page that was shown, and the fund or line that it was about."""

    row: Shown
    thing: Fund | Line | None


def visits_of(actor: Actor, organisation: UUID) -> QuerySet[Visit]:
    """With `pages`, how many were shown. Raises Refused."""
    allow(actor, SEE_VISITS.name, Organisation(id=organisation))
    pages = Count("shown", filter=~Q(shown__what__in=("began", "ended")))
    return (
        Visit.objects.filter(organisation=organisation)
        .select_related("user")
        .annotate(pages=pages)
        .order_by("-began_at")
    )


def seen_in(actor: Actor, visit: Visit) -> Sequence[Seen]:
    """In order. Raises Refused."""
    allow(actor, SEE_VISITS.name, visit)
    rows = list(Shown.objects.filter(visit=visit).order_by("at", "id"))
    ids = {one.thing for one in rows if one.thing is not None}
    things: dict[UUID, Fund | Line] = {one.id: one for one in Fund.objects.filter(id__in=ids)}
    things |= {one.id: one for one in Line.objects.filter(id__in=ids)}
    return [Seen(row=one, thing=things.get(one.thing) if one.thing else None) for one in rows]
