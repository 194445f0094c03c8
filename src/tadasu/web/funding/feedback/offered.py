"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may_anew
from tadasu.web.funding.feedback.access import CLOSE, SEE
from tadasu.web.funding.feedback.queries import to_close
from tadasu.web.ui.parts import Said, Way


def _over(actor: Actor) -> Iterator[Way]:
    """Rounds to be closed."""
    for one in to_close(actor):
        if may_anew(actor, CLOSE.name, one):
            label = _text("Round %(number)s: its last day is over") % {"number": one.number}
            yield Way(label=label, address=reverse("feedback-round", args=[one.id]))


OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("What grantees and applicants think of us"), "feedback-rounds"),)
"""Act, name, address."""

WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = ((_("Answers of grantees to be counted"), _over),)
"""Title, lines."""
