"""Who leads a review is asked for ties and checked as those who decide are: by another officer, who holds the sealed names
against what they declared. With a tie they lose every key, and a colleague takes the review over."""

from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.review import standing
from tadasu.web.funding.review._writing import locked, write
from tadasu.web.funding.review.access import TAKE_LEAD
from tadasu.web.funding.review.models import LEAD, Review, Seat


def take_lead(actor: Actor, *, review: UUID) -> Seat:
    """Lead a review that nobody leads any more. Raises Review.DoesNotExist, Refused, UsageError `review-led`, `review-not-reader`
    of somebody to whom the application is not sealed, `review-cannot-lead` of somebody who sits or sat there."""
    with transaction.atomic():
        found = locked(actor, review, TAKE_LEAD)
        if standing.lead_of(found) is not None:
            raise UsageError("review-led")
        application = applications.application_of(actor, found.application)
        if actor.user not in {one.id for one in applications.readers_of(application)}:
            raise UsageError("review-not-reader")
        if Seat.objects.filter(review=found, user=actor.user).exists():
            raise UsageError("review-cannot-lead")
        made = seat_lead(found, application.box_id, person(actor))
        found.readers = sorted({*found.readers, person(actor)})
        found.save(update_fields=["readers"])
        write(actor, TAKE_LEAD, found, seat=str(made.id))
    return made


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
