"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification.access import SEE
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Inquiries"), "inquiry-list"),)
"""Act, name, address."""


def _conclusions(actor: Actor) -> Iterator[Way]:
    for one in queries.waiting(actor):
        yield Way(label=one.inquiry.label, address=reverse("inquiry-conclusion", args=[one.inquiry_id, one.number]))


def _items(actor: Actor) -> Iterator[Way]:
    for one in queries.unassessed_by_anybody(actor):
        yield Way(label=one.label, address=reverse("inquiry-one", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Conclusions that wait for a second person"), _conclusions),
    (_("Inquiries with items that nobody has assessed yet"), _items),
)
"""Title, lines."""
