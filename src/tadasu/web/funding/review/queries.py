"""What may be seen of reviews and decisions: codes, days, yes or no. Texts are opened elsewhere, by those they are sealed to."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tadasu.web.foundation.access import Actor, allow, may, may_anew
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.applications.access import OPEN as OPEN_APPLICATION
from tadasu.web.funding.applications.access import SEE_ONE as SEE_APPLICATION
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.calls.access import SEE as SEE_CALL
from tadasu.web.funding.calls.models import DRAFT, INVITED, Call
from tadasu.web.funding.review import standing
from tadasu.web.funding.review.access import CHECK_TIES, PREPARES, SEE, SEE_ONE, SEE_STATE, SITS, TAKE_LEAD
from tadasu.web.funding.review.models import (
    APPEAL,
    CLEAR,
    DISCUSSION,
    LAID_DOWN,
    LEAD,
    LEADING,
    LEFT,
    NAMED,
    OPEN,
    REFUSED,
    SCORING,
    STANDS,
    Assessment,
    Check,
    Decision,
    Declaration,
    Hit,
    Review,
    Scoring,
    Seat,
)
from tadasu.web.funding.review.standing import EXPOSED, Checked


def decision_on(actor: Actor, application: UUID) -> Decision | None:
    """The decision that stands on an application, signed by as many as it takes; None before, and for whoever may not know of it.
    Raises Refused for somebody without a role here."""
    found = (
        Decision.objects.filter(application=application, decided_on__isnull=False, replaced=False, outcome__in=STANDS)
        .select_related("review")
        .first()
    )
    if found is not None:
        allow(actor, SEE.name, found)
    return found


def decisions_of(actor: Actor, organisation: UUID) -> QuerySet[Decision]:
    """All that stand, the latest first, but none that the actor may not know of. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return (
        Decision.objects.filter(organisation=organisation, decided_on__isnull=False, replaced=False, outcome__in=STANDS)
        .exclude(review__apart__contains=[actor.user])
        .order_by("-decided_on", "id")
    )


def screening_state(actor: Actor, application: UUID, *, exposed: Collection[str] = EXPOSED) -> Checked:
    """Whether the parties of an application may be paid, as far as lists go: clear, match, unresolved, stale or missing, with the
    versions of the lists. `exposed` are publishers of `EXPOSED` through whose places the route passes; without knowing, all.
    Missing, too, where there is no review. Raises Refused, DataFolderError."""
    review = Review.objects.filter(application=application).first()
    if review is None:
        return Checked(state=standing.CHECK_MISSING, lists={}, by_hand={}, on=None)
    allow(actor, SEE_STATE.name, review)
    return standing.checked_state(review, exposed=exposed)


def reviews_of(actor: Actor, organisation: UUID) -> QuerySet[Review]:
    """Those that the actor may know of, the latest first: who sits, theirs alone. Raises Refused."""
    place = Organisation(id=organisation)
    allow(actor, SEE.name, place)
    found = Review.objects.filter(organisation=organisation).exclude(apart__contains=[actor.user])
    if actor.roles_in(organisation).isdisjoint((PREPARES, "auditor")):
        found = found.filter(seats__in=Seat.objects.filter(user=actor.user, state=CLEAR))
    return found.filter(Q(level__lt=3) | Q(readers__contains=[actor.user])).order_by("-begun_on", "id")


def review_of(actor: Actor, review: UUID) -> Review:
    """One. Raises Review.DoesNotExist also for one that the actor may not know of."""
    found = Review.objects.select_related("organisation", "begun_by").get(id=review)
    if not may(actor, SEE_ONE.name, found):
        raise Review.DoesNotExist
    return found


def review_about(application: UUID) -> Review | None:
    """The review of an application."""
    return Review.objects.filter(application=application).first()


def seat_of(actor: Actor, review: Review) -> Seat | None:
    """The actor's own."""
    return Seat.objects.filter(review=review, user=actor.user).first()


def seat_held(actor: Actor, seat: UUID) -> Seat:
    """A seat. Raises Seat.DoesNotExist."""
    return Seat.objects.select_related("review", "user").get(id=seat)


def my_seats(actor: Actor) -> Sequence[Seat]:
    """What waits for the actor in reviews: to declare, to score, to sign; the oldest first. Who leads, and who sits in an appeal,
    is needed after the decision too."""
    found = _seated(actor).filter(_needed()).select_related("review").order_by("review__begun_on", "id")
    return [one for one in found if actor.user not in one.review.apart]


def waits_for(actor: Actor, seat: Seat) -> str:
    """What: `answer`, `score`, `sign`, or "" for nothing."""
    if seat.state == NAMED and seat.asked_on is None:
        return "answer"
    if seat.state != CLEAR or seat.body == LEAD:
        return ""
    if (
        seat.body != APPEAL
        and seat.review.stage in (SCORING, DISCUSSION)
        and not Scoring.objects.filter(seat=seat, round=1).exists()
    ):
        return "score"
    waiting = waiting_decision(seat.review)
    if (
        waiting is not None
        and waiting.body in {seat.body, "panel"}
        and not waiting.signatures.filter(seat=seat).exists()
    ):
        return "sign"
    return ""


def waiting_decision(review: Review) -> Decision | None:
    """The one that waits for signatures."""
    return Decision.objects.filter(review=review, decided_on=None, replaced=False).first()


def decisions_in(review: Review) -> Sequence[Decision]:
    """All that were decided, the last first."""
    return list(Decision.objects.filter(review=review, decided_on__isnull=False).order_by("-decided_on", "-id"))


def hit_of(actor: Actor, hit: UUID) -> Hit:
    """A hit. Raises Hit.DoesNotExist also for one of a review that the actor may not know of."""
    found = Hit.objects.select_related("made_in__review").get(id=hit)
    if not may(actor, SEE_ONE.name, found.made_in.review):
        raise Hit.DoesNotExist
    return found


def hits_open(actor: Actor) -> Sequence[Hit]:
    """Hits of the last check of a review that nobody, or one of two, has judged; what runs out first comes first."""
    places = [one.organisation for one in actor.places.values() if not one.roles.isdisjoint((PREPARES, SITS))]
    later = Check.objects.filter(review=OuterRef("made_in__review"), number__gt=OuterRef("made_in__number"))
    found = (
        Hit.objects.filter(~Exists(later), organisation__in=places, second_by=None)
        .select_related("made_in__review")
        .order_by("until", "id")
    )
    return [one for one in found if not standing.resolved(one) and may(actor, SEE_ONE.name, one.made_in.review)]


def assessments_due(actor: Actor, by: date) -> Sequence[Assessment]:
    """Last assessments of harm that are over by a day, of what was awarded or is open; the longest over first."""
    rows = Assessment.objects.filter(organisation__in=_prepares_in(actor), completed_on__isnull=False).select_related(
        "review"
    )
    last: dict[UUID, Assessment] = {}
    for one in rows.order_by("number"):
        last[one.review_id] = one
    refused = set(
        Decision.objects.filter(review__in=last, outcome=REFUSED, replaced=False, decided_on__isnull=False).values_list(
            "review", flat=True
        )
    )
    due = [one for key, one in last.items() if one.due_on is not None and one.due_on <= by and key not in refused]
    return sorted(
        (one for one in due if may(actor, SEE_ONE.name, one.review)), key=lambda one: (one.due_on or by, one.id)
    )


def emergencies(actor: Actor) -> Sequence[Review]:
    """Open reviews with a clock of hours, what runs out first comes first."""
    found = Review.objects.filter(organisation__in=actor.organisations, stage__in=OPEN, until__isnull=False).order_by(
        "until"
    )
    return [one for one in found if may(actor, SEE_ONE.name, one)]


MOST_LOOKED_AT = 200
"""Rows behind a list of what waits, which shows a few."""


def unled(actor: Actor) -> Sequence[Review]:
    """Reviews that nobody leads, or somebody who is no programme officer here any more, and that the actor could lead, the oldest
    first: open, or decided with nobody told yet, or before an appeal."""
    officers = Membership.objects.filter(
        current(), organisation=OuterRef("organisation"), user=OuterRef("user"), roles__contains=[PREPARES]
    )
    led = Seat.objects.filter(Exists(officers), review=OuterRef("id"), body=LEAD, state__in=LEADING)
    untold = Decision.objects.filter(review=OuterRef("id"), decided_on__isnull=False, replaced=False, told=None)
    appeal = Run.objects.filter(id=OuterRef("run"), state="appeal")
    goes_on = Q(stage__in=OPEN) | Exists(untold) | Exists(appeal)
    found = Review.objects.filter(goes_on, ~Exists(led), organisation__in=_prepares_in(actor))
    return [one for one in found.order_by("begun_on", "id")[:MOST_LOOKED_AT] if could_lead(actor, one)]


def taken_over(actor: Actor) -> Sequence[Review]:
    """Open reviews that a colleague took over from the actor, the oldest first."""
    found = Seat.objects.filter(user=actor.user, state=LEFT, review__stage__in=OPEN).exclude(left_how=LAID_DOWN)
    rows = found.select_related("review").order_by("review__begun_on", "id")
    return [one.review for one in rows if may(actor, SEE_ONE.name, one.review)]


def ties_to_check(actor: Actor) -> Sequence[Seat]:
    """Seats of people who said what binds them, whom another officer has not checked yet, or not with the application as it was
    sent last; the oldest review first. After a decision of who leads and who sits in an appeal: without them nothing is told,
    and no list is looked through anew."""
    waits = Q(state=NAMED) | Q(state=CLEAR, version__lt=F("review__version"))
    found = Seat.objects.filter(waits, _needed(), organisation__in=_prepares_in(actor), asked_on__isnull=False).exclude(
        user=actor.user
    )
    rows = found.select_related("review").order_by("review__begun_on", "id")[:MOST_LOOKED_AT]
    return [one for one in rows if may(actor, CHECK_TIES.name, one)]


def could_lead(actor: Actor, review: Review) -> bool:
    """Whether an officer could take the lead: the application is sealed to them, and they neither lead nor sit nor were taken
    out."""
    mine = seat_of(actor, review)
    application = Application.objects.filter(id=review.application).first()
    return (
        (mine is None or mine.state == LEFT)
        and application is not None
        and may_anew(actor, TAKE_LEAD.name, review)
        and may(actor, OPEN_APPLICATION.name, application)
    )


def rules_of_call(actor: Actor, application: UUID) -> Sequence[str]:
    """What the call of an application promises about conflicts, in codes of calls, for whoever may know of both. Which call it
    is of tells something where the call is by invitation: then only readers of the application are told. Else nothing."""
    found = Application.objects.filter(id=application).first()
    if found is None or not may(actor, SEE_APPLICATION.name, found):
        return ()
    call = Call.objects.filter(id=found.call).exclude(state=DRAFT).first()
    if call is None or not may(actor, SEE_CALL.name, call):
        return ()
    return call.conflicts if call.kind != INVITED or may(actor, OPEN_APPLICATION.name, found) else ()


def could_sit(review: Review) -> list[User]:
    """Reviewers of the organisation who have keys, and no seat in this review yet."""
    seated = set(Seat.objects.filter(review=review).values_list("user", flat=True))
    return [one for one in keyed_people(review.organisation_id, SITS) if one.id not in seated]


def officers_of(organisation: UUID) -> list[User]:
    """Programme officers who have keys: to them a declaration of ties is sealed, so that it can be checked."""
    return keyed_people(organisation, PREPARES)


def declaration_of(organisation: UUID, user: UUID) -> Declaration | None:
    """The last one of a person."""
    return Declaration.objects.filter(organisation=organisation, user=user).order_by("-number").first()


def hours_left(until: datetime, now: datetime) -> int:
    """Whole hours, none when it is over.

    >>> from datetime import UTC
    >>> hours_left(datetime(2026, 11, 26, 12, tzinfo=UTC), datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
    2
    """
    return max(0, int((until - now).total_seconds() // 3600))


def _prepares_in(actor: Actor) -> list[UUID]:
    return [one.organisation for one in actor.places.values() if PREPARES in one.roles]


def _needed() -> Q:
    """Seats that something can still wait for."""
    return Q(review__stage__in=OPEN) | Q(body__in=(LEAD, APPEAL))


def _seated(actor: Actor) -> QuerySet[Seat]:
    return Seat.objects.filter(user=actor.user).exclude(state="recused")
