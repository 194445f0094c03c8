"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Act, Actor, may, may_anew
from tadasu.web.funding.applications.access import OPEN
from tadasu.web.funding.applications.models import RUNNING, Application
from tadasu.web.funding.review import queries
from tadasu.web.funding.review.access import BEGIN, SEE, SEE_ONE
from tadasu.web.ui.parts import Said, Way

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Reviews of applications"), "review-list"),)
"""Act, name, address."""


def _mine(actor: Actor) -> Iterator[Way]:
    for seat in queries.my_seats(actor):
        if queries.waits_for(actor, seat):
            yield Way(label=seat.review.pseudonym, address=reverse("review-mine"))


def _unled(actor: Actor) -> Iterator[Way]:
    for one in queries.unled(actor):
        yield Way(label=one.pseudonym, address=reverse("review-one", args=[one.id]))


def _taken_over(actor: Actor) -> Iterator[Way]:
    for one in queries.taken_over(actor):
        yield Way(label=one.pseudonym, address=reverse("review-one", args=[one.id]))


def _ties(actor: Actor) -> Iterator[Way]:
    for one in queries.ties_to_check(actor):
        yield Way(label=one.review.pseudonym, address=reverse("review-one", args=[one.review_id]))


def _emergencies(actor: Actor) -> Iterator[Way]:
    now = timezone.now()
    for one in queries.emergencies(actor):
        if one.until is not None:
            said = {"name": one.pseudonym, "hours": queries.hours_left(one.until, now)}
            yield Way(label=_g("%(name)s: %(hours)s hours left") % said, address=reverse("review-one", args=[one.id]))


def _hits(actor: Actor) -> Iterator[Way]:
    for one in queries.hits_open(actor):
        yield Way(label=one.made_in.review.pseudonym, address=reverse("review-one", args=[one.made_in.review_id]))


def _due(actor: Actor) -> Iterator[Way]:
    for one in queries.assessments_due(actor, timezone.localdate()):
        yield Way(label=one.review.pseudonym, address=reverse("review-one", args=[one.review_id]))


WAITING: Sequence[tuple[Said, Callable[[Actor], Iterator[Way]]]] = (
    (_("Emergencies to be decided"), _emergencies),
    (_("Reviews that nobody leads"), _unled),
    (_("Reviews that a colleague took over from you"), _taken_over),
    (_("Reviews that wait for you"), _mine),
    (_("Ties that wait for your check"), _ties),
    (_("Found on lists, not judged yet"), _hits),
    (_("Assessments of harm to be made anew"), _due),
)
"""Title, lines."""


def to_review(actor: Actor, application: Application) -> Sequence[tuple[str, str]]:
    """On the page of an application: its review, or the way to begin it."""
    found = queries.review_about(application.id)
    if found is not None:
        seen = may(actor, SEE_ONE.name, found)
        return [(reverse("review-one", args=[found.id]), _g("See its review"))] if seen else []
    reads = may_anew(actor, BEGIN.name, application) and may(actor, OPEN.name, application)
    if reads and application.state in RUNNING:
        return [(reverse("review-begin", args=[application.id]), _g("Begin the review"))]
    return []
