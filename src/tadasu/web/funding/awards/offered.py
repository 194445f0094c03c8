"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may_anew
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.awards import queries
from tadasu.web.funding.awards.access import BEGIN, SEE
from tadasu.web.funding.awards.waiting import waiting
from tadasu.web.funding.review.queries import decision_on
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Awards"), "awards-list"),)
"""Act, name, address."""


def _of(*whats: str) -> Callable[[Actor], Iterator[Way]]:
    """Awards of which something of these kinds waits, each once."""

    def lines(actor: Actor) -> Iterator[Way]:
        for award in waiting(actor, *whats):
            yield Way(label=award.pseudonym, address=reverse("awards-one", args=[award.id]))

    return lines


def _decided(actor: Actor) -> Iterator[Way]:
    """Decisions to award of which no award was begun."""
    for application in queries.decided_without_award(actor):
        yield Way(label=application.pseudonym, address=reverse("awards-from-decision", args=[application.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Decisions that wait for an award"), _decided),
    (_("Payments that wait for a second person"), _of("release")),
    (_("Agreements that wait for your signature"), _of("sign")),
    (_("Changes of awards that wait for a second person"), _of("approve")),
    (_("Tranches that are due or held"), _of("due", "held")),
    (_("Reports of grantees to be read"), _of("report-given")),
    (_("Reports of grantees that are overdue"), _of("report-overdue")),
    (_("Suspensions to be looked at again"), _of("suspension")),
)
"""Title, lines."""


def to_award(actor: Actor, application: Application) -> Sequence[tuple[str, str]]:
    """On the page of an application: its award, or the way to begin one where it was decided so."""
    begun = queries.begun_for(actor, application.id)
    if begun is not None:
        return [(reverse("awards-one", args=[begun.id]), _g("See its award"))]
    if not may_anew(actor, BEGIN.name, application):
        return []
    decision = decision_on(actor, application.id)
    if decision is None or decision.outcome != "awarded":
        return []
    return [(reverse("awards-from-decision", args=[application.id]), _g("Begin the award"))]
