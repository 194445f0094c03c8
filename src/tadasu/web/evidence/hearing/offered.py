"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.hearing import queries
from tadasu.web.evidence.hearing.access import SEE
from tadasu.web.evidence.hearing.hearings_kind import to_be_sent
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Notices to named companies"), "hearing-list"),)
"""Act, name, address."""


def _notices(actor: Actor) -> Iterator[Way]:
    found = queries.waiting(actor)
    labels = queries.labels_of(found)
    for one in found:
        yield Way(label=labels.get(one.inquiry, str(one.inquiry)), address=reverse("hearing-one", args=[one.id]))


def _to_send(actor: Actor) -> Iterator[Way]:
    for one in to_be_sent(actor):
        yield Way(label=one.known_as, address=reverse("exchange-send", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Notices to named companies that wait for somebody"), _notices),
    (_("Answers of named companies that others do not know yet: send them"), _to_send),
)
"""Title, lines."""
