"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.calls.access import SEE, WRITE
from tadasu.web.funding.calls.models import OPEN, Call
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = (
    (SEE, _("Calls for applications"), "calls-list"),
    (SEE, _("Forms of applications"), "calls-forms"),
)
"""Act, name, address."""


def _over(actor: Actor) -> Iterator[Way]:
    """Calls that nobody can apply to any more, and that nobody has closed."""
    theirs = [one for one in actor.organisations if may(actor, WRITE.name, Organisation(id=one))]
    for one in Call.objects.filter(organisation__in=theirs, state=OPEN, closes_on__lt=timezone.localdate()).order_by(
        "closes_on"
    ):
        yield Way(label=one.title, address=reverse("calls-one", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Calls whose last day is over, to be closed"), _over),
)
"""Title, lines."""
