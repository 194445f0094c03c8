"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadasu.web.foundation.access import Act, Actor
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.access import SEE
from tadasu.web.funding.applications.clock import regimes_of, running
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, gettext_lazy("Applications for funds"), "applications-list"),)
"""Act, name, address."""


def _emergencies(actor: Actor) -> Iterator[Way]:
    found = list(queries.waiting(actor))
    regimes = regimes_of(found)
    for one in found:
        clock = running(one, regime=regimes[one.call])
        if clock is None:
            continue
        said = (
            _("%(name)s: %(passed)s of %(allowed)s hours")
            if clock.left > 0
            else _("%(name)s: time is over, %(passed)s of %(allowed)s hours")
        )
        label = said % {"name": one.pseudonym, "passed": clock.passed, "allowed": clock.allowed}
        yield Way(label=label, address=reverse("applications-one", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (gettext_lazy("Emergencies that wait for a decision"), _emergencies),
)
"""Title, lines."""
