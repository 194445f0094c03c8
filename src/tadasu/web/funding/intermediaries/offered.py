"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor
from tadasu.web.funding.intermediaries import queries
from tadasu.web.funding.intermediaries.access import SEE
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Intermediaries"), "intermediaries-chains"),)
"""Act, name, address."""

MINE: Sequence[tuple[Callable[[Actor], bool], Said, str]] = (
    (lambda actor: queries.terms_held(actor).exists(), _("What we owe as an intermediary"), "intermediaries-held"),
)
"""For whom, name, address."""


def _of(*whats: str) -> Callable[[Actor], Iterator[Way]]:
    def lines(actor: Actor) -> Iterator[Way]:
        found = {one.terms.id: one.terms for one in queries.waiting(actor) if one.what in whats}
        for id, terms in found.items():
            yield Way(label=terms.pseudonym, address=reverse("intermediaries-one", args=[id]))

    return lines


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Incidents at intermediaries"), _of("incident", "review")),
    (_("Attestations to be looked at"), _of("attestation")),
    (_("Duties that we have not said yes to"), _of("duties")),
)
"""Title, lines."""
