"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor
from tadasu.web.funding.publishing.access import SEE
from tadasu.web.funding.publishing.queries import waiting
from tadasu.web.funding.publishing.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Releases of grant data"), "publishing-releases"),)
"""Act, name, address."""


def _to_go_on(actor: Actor) -> Iterator[Way]:
    """What passed and was not handed over, and what did not pass."""
    for one in waiting(actor):
        label = _now("Release %(number)s: %(state)s") % {
            "number": one.number,
            "state": named("states", one.state, language()),
        }
        yield Way(label=label, address=reverse("publishing-release", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Releases of grant data to go on with"), _to_go_on),
)
"""Title, lines."""
