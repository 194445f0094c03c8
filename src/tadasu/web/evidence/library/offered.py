"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.library.access import SEARCH, SEE_COVERAGE
from tadasu.web.evidence.library.models import SavedSearch
from tadasu.web.evidence.library.resting import to_be_corrected
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = (
    (SEARCH, _("Search the library"), "library-search"),
    (SEE_COVERAGE, _("Where we are blind"), "library-coverage"),
)
"""Act, name, address."""


def _news(actor: Actor) -> Iterator[Way]:
    rows = SavedSearch.objects.filter(user=actor.user, organisation__in=actor.organisations, news__gt=0)
    for one in rows.order_by("name"):
        count = gettext("%(count)s new") % {"count": one.news}
        yield Way(label=one.name, address=reverse("library-saved", args=[one.id]), count=count)


def _to_correct(actor: Actor) -> Iterator[Way]:
    for one in to_be_corrected(actor):
        address = reverse("publication-withdraw", args=[one.finding.organisation_id, one.number])
        yield Way(label=gettext("Publication %(number)s") % {"number": one.number}, address=address)


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("New in your saved searches"), _news),
    (_("Public findings that do not hold any more: withdraw or correct them"), _to_correct),
)
"""Title, lines."""
