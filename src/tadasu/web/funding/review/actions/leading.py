"""Who leads a review is asked for ties and checked as those who decide are: by another officer, who holds the sealed names
against what they declared. With a tie they lose every key, and a colleague takes the review over; so it is when they lay it
down, and when they do not act, since a clock of hours waits for nobody. Whoever led keeps what was sealed to them before; what
comes after is not sealed to them."""

from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.review import queries, standing
from tadasu.web.funding.review._writing import known, locked, write
from tadasu.web.funding.review.access import LAY_DOWN, TAKE_LEAD
from tadasu.web.funding.review.models import LAID_DOWN, LEAD, LEFT, NAMED, Review, Seat
from tadasu.web.funding.review.words import why_taken_over


def take_lead(actor: Actor, *, review: UUID, why: str = "", of: UUID | None = None) -> Seat:
    """Lead a review that nobody leads any more, or take it over from somebody: then `why` is a code of `left_how`, which is kept,
    and `of` the seat of whoever was seen to lead. Whoever led it before may lead it again. Whoever leads it now is asked for
    ties and checked first, in any case.

    Raises Review.DoesNotExist, Refused, UsageError `review-led` of one that the actor leads, that somebody leads and no code
    was given, or that somebody else than was seen leads by now, `review-code`, `review-not-reader` of somebody to whom the
    application is not sealed, `review-cannot-lead` of somebody who sits there, or was taken out."""
    with transaction.atomic():
        found = locked(actor, review, TAKE_LEAD)
        before = standing.lead_of(found)
        if before is not None and (before.user_id == actor.user or not why or of not in (None, before.id)):
            raise UsageError("review-led")
        application = applications.application_of(actor, found.application)
        if actor.user not in {one.id for one in applications.readers_of(application)}:
            raise UsageError("review-not-reader")
        mine = queries.seat_of(actor, found)
        if mine is not None and mine.state != LEFT:
            raise UsageError("review-cannot-lead")
        if before is not None:
            _leave(before, known(why, why_taken_over()))
        made = seat_lead(found, application.box_id, person(actor)) if mine is None else _asked_anew(mine)
        found.readers = sorted({*found.readers, person(actor)})
        found.save(update_fields=["readers"])
        write(actor, TAKE_LEAD, found, seat=str(made.id), **({"before": str(before.id), "why": why} if before else {}))
    return made


def lay_down(actor: Actor, *, review: UUID) -> Seat:
    """Lead a review no longer. Nobody leads it until an officer takes it over, and nothing is prepared or signed before that.
    Raises Review.DoesNotExist, Refused."""
    with transaction.atomic():
        found = locked(actor, review, LAY_DOWN)
        held = Seat.objects.get(review=found, user=actor.user)
        _leave(held, LAID_DOWN)
        write(actor, LAY_DOWN, found, seat=str(held.id))
    return held


def seat_lead(review: Review, box: UUID, user: UUID) -> Seat:
    """Whoever leads it, to be asked for ties."""
    return Seat.objects.create(
        organisation_id=review.organisation_id,
        review=review,
        application=review.application,
        box=box,
        user_id=user,
        body=LEAD,
    )


def _leave(seat: Seat, how: str) -> None:
    seat.state, seat.left_how = LEFT, how
    seat.save(update_fields=["state", "left_how"])


def _asked_anew(seat: Seat) -> Seat:
    seat.state, seat.left_how, seat.asked_on = NAMED, "", None
    seat.save(update_fields=["state", "left_how", "asked_on"])
    return seat
