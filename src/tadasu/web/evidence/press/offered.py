"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.press import queries
from tadasu.web.evidence.press.access import SEE
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Published articles"), "press-list"),)
"""Act, name, address."""


def _feeds(actor: Actor) -> Iterator[Way]:
    for one in queries.waiting(actor):
        yield Way(label=one.outlet, address=reverse("press-entries", args=[one.organisation_id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Outlets that published something new"), _feeds),
)
"""Title, lines."""
