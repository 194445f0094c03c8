"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor
from tadasu.web.funding.intermediaries import queries
from tadasu.web.funding.intermediaries.access import SEE
from tadasu.web.funding.intermediaries.models import Terms
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Intermediaries"), "intermediaries-chains"),)
"""Act, name, address."""

MINE: Sequence[tuple[Callable[[Actor], bool], Said, str]] = (
    (lambda actor: queries.terms_held(actor).exists(), _("What we owe as an intermediary"), "intermediaries-held"),
)
"""For whom, name, address."""


def _lines(found: Iterable[Terms]) -> Iterator[Way]:
    """Each once, in their order."""
    for terms in {one.id: one for one in found}.values():
        yield Way(label=terms.pseudonym, address=reverse("intermediaries-one", args=[terms.id]))


def _incidents(actor: Actor) -> Iterator[Way]:
    return _lines(one.terms for one in queries.incidents_open(actor))


def _attestations(actor: Actor) -> Iterator[Way]:
    return _lines(one.terms for one in queries.attestations_signed(actor))


def _duties(actor: Actor) -> Iterator[Way]:
    return _lines(queries.duties_owed(actor))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Incidents at intermediaries"), _incidents),
    (_("Attestations to be looked at"), _attestations),
    (_("Duties that we have not said yes to"), _duties),
)
"""Title, lines."""
