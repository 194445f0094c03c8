"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may, may_anew
from tadasu.web.funding.winddown.access import CONFIRM_ERASE, SEE
from tadasu.web.funding.winddown.models import ASKED, RUNNING, Fall
from tadasu.web.funding.winddown.words import mode_name
from tadasu.web.ui.parts import Said, Way


def _asked(actor: Actor) -> Iterator[Way]:
    """What somebody else asked to erase, and what is going on."""
    for fall in Fall.objects.filter(organisation__in=actor.organisations, state__in=(ASKED, RUNNING)).select_related(
        "organisation"
    ):
        if (fall.state == RUNNING and may(actor, SEE.name, fall)) or may_anew(actor, CONFIRM_ERASE.name, fall):
            yield Way(label=mode_name(fall.mode), address=reverse("winddown-overview", args=[fall.organisation_id]))


OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("If the funder falls"), "winddown-overview"),)
"""Act, name, address."""

WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = ((_("Winding up"), _asked),)
"""Title, lines."""
