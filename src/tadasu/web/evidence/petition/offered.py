"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.petition import queries
from tadasu.web.evidence.petition.access import SEE
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Petitions to authorities"), "petition-list"),)
"""Act, name, address."""


def _petitions(actor: Actor) -> Iterator[Way]:
    for one in queries.waiting(actor):
        yield Way(label=one.label, address=reverse("petition-one", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Petitions that wait for a second person"), _petitions),
)
"""Title, lines."""
