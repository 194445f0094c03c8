"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.need.access import PLAN, SEE_MAP
from tadasu.web.funding.need.models import DRAFT, Plan
from tadasu.web.ui.days import language, moment_text
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE_MAP, _("Where money is needed"), "need-map"),)
"""Act, name, address."""


def _drafts(actor: Actor) -> Iterator[Way]:
    """Plans that somebody began and nobody asked for, of the person alone."""
    places = [one for one in actor.organisations if may(actor, PLAN.name, Organisation(id=one))]
    for one in Plan.objects.filter(organisation__in=places, state=DRAFT, made_by=actor.user).order_by("made_at"):
        yield Way(label=moment_text(one.made_at, language()), address=reverse("need-plan", args=[one.id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Your plans that were not asked for yet"), _drafts),
)
"""Title, lines."""
