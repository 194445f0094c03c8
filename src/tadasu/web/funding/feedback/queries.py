"""What may be seen of rounds."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tadasu.web.foundation.access import Actor, acting, allow, holding, may
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.funding.feedback import asked
from tadasu.web.funding.feedback.access import SEE
from tadasu.web.funding.feedback.actions.taking import mark_of
from tadasu.web.funding.feedback.asked import Due
from tadasu.web.funding.feedback.models import CLOSED, OPEN, Round, Taken
from tadasu.web.funding.feedback.questions import form

TOLD = timedelta(days=366)
"""How long a reply stands in boxes."""


def rounds_of(actor: Actor, organisation: UUID) -> QuerySet[Round]:
    """The latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Round.objects.filter(organisation=organisation).select_related("begun_by").order_by("-number")


def round_of(actor: Actor, round: UUID) -> Round:
    """One. Raises Round.DoesNotExist also for one that the actor may not see."""
    found = Round.objects.select_related("organisation", "begun_by", "replied_by").get(id=round)
    if not may(actor, SEE.name, found):
        raise Round.DoesNotExist
    return found


def before(round: Round) -> Round | None:
    """The round before it with which it can be compared: enough answered in both, and the questions are the same."""
    if round.results is None or round.results["answered"] is None or round.version != form().version:
        return None
    rows = Round.objects.filter(organisation=round.organisation_id, number__lt=round.number, state=CLOSED)
    for one in rows.filter(version=round.version).order_by("-number"):
        if one.results is not None and one.results["answered"] is not None:
            return one
    return None


def to_close(actor: Actor) -> QuerySet[Round]:
    """Rounds whose last day is over."""
    rows = Round.objects.filter(organisation__in=actor.organisations, state=OPEN)
    return rows.filter(closes_on__lt=timezone.localdate()).select_related("organisation").order_by("closes_on", "id")


def running_for(box: Box) -> Sequence[tuple[Round, Sequence[Due]]]:
    """Rounds that run and ask the holder of this box, with what may be taken."""
    with acting(steward(box.organisation)), holding(str(box.digest)):
        rows = Round.objects.filter(organisation=box.organisation_id, state=OPEN).order_by("number")
        return [(one, due) for one in rows if one.runs and (due := asked.due_to(one, box.id))]


def replies_to(box: Box) -> Sequence[Round]:
    """Replies of the last year, the latest first: to everybody, whether they were asked or not."""
    with acting(steward(box.organisation)):
        since = timezone.localdate() - TOLD
        rows = Round.objects.filter(organisation=box.organisation_id, state=CLOSED, replied_on__gte=since)
        return list(rows.order_by("-number"))


def has_taken(visit: Visit, round: Round, kind: str) -> bool:
    """Whether this box has taken: only its code can tell."""
    with acting(steward(visit.box.organisation)):
        return Taken.objects.filter(mark=mark_of(visit, round, kind)).exists()
