"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.programmes.access import INSPECT, SEE, SET_UP
from tadasu.web.funding.programmes.actions.inspecting import visit_of
from tadasu.web.funding.programmes.ending import warned_of
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.queries import books_for
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Funds and their ledgers"), "programmes-funds"),)
"""Act, name, address."""


def _year_ends(actor: Actor) -> Iterator[Way]:
    """Lines of which something lapses or is open at the end of a year, once each."""
    for organisation in actor.organisations:
        if not may(actor, SET_UP.name, Organisation(id=organisation)):
            continue
        lines = list(Line.objects.filter(organisation=organisation).select_related("fund"))
        found = {one.line.id: one.line for one in warned_of(lines, books_for(lines), timezone.localdate())}
        for line in found.values():
            yield Way(label=str(line), address=reverse("programmes-line", args=[line.id]))


def _visits(actor: Actor) -> Iterator[Way]:
    """A visit of one's own that was not ended."""
    for organisation in actor.organisations:
        place = Organisation(id=organisation)
        visit = visit_of(actor, organisation) if may(actor, INSPECT.name, place) else None
        if visit is not None:
            yield Way(label=visit.reason[:80], address=reverse("programmes-visits", args=[organisation]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Lines of which something ends with the fiscal year"), _year_ends),
    (_("Your visits of inspection that go on"), _visits),
)
"""Title, lines."""
