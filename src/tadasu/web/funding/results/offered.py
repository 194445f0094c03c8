"""What this app brings to the first page of whoever is signed in, and to the page of an award."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results import queries
from tadasu.web.funding.results._writing import NOT_YET
from tadasu.web.funding.results.access import SEE
from tadasu.web.funding.results.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Results of funding"), "results-list"),)
"""Act, name, address."""


def _told(actor: Actor) -> Iterator[Way]:
    for _one, award in {award.id: (one, award) for one, award in queries.waiting(actor)}.values():
        yield Way(label=award.pseudonym, address=reverse("results-award", args=[award.id]))


def _to_go_on(actor: Actor) -> Iterator[Way]:
    for one in queries.to_go_on(actor):
        label = _now("Telling %(number)s: %(state)s") % {
            "number": one.number,
            "state": named("tellings", one.state, language()),
        }
        yield Way(label=label, address=reverse("results-telling", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Results that grantees told"), _told),
    (_("Results to be told to the public"), _to_go_on),
)
"""Title, lines."""


def to_results(actor: Actor, award: Award) -> Sequence[tuple[str, str]]:
    """On the page of an award."""
    if award.state in NOT_YET or not may(actor, SEE.name, award):
        return []
    return [(reverse("results-award", args=[award.id]), _now("See its results"))]
