"""Begin: an application gets its review, with the body that decides by its lane, its clock, and its way through the procedure."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.procedure.actions import make_move, open_run
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.actions.states import set_state
from tadasu.web.funding.applications.models import REVIEWING, RUNNING, Application
from tadasu.web.funding.review._writing import KIND, write
from tadasu.web.funding.review.access import BEGIN
from tadasu.web.funding.review.actions.leading import seat_lead
from tadasu.web.funding.review.models import DUTY, PANEL, Review
from tadasu.web.funding.review.procedure import LANE_MOVES, bound, procedure_on
from tadasu.web.funding.review.words import number


def begin(actor: Actor, *, application: UUID) -> Review:
    """The review of an application that came in, led by whoever begins it; the application is told apart by its lane at once.

    Its holder is told that it is read. Raises Application.DoesNotExist, Refused, UsageError `review-already`,
    `review-application-over`, `review-not-reader` of somebody to whom it is not sealed."""
    found = applications.application_of(actor, application)
    allow(actor, BEGIN.name, found)
    if found.state not in RUNNING:
        raise UsageError("review-application-over")
    readers = {one.id for one in applications.readers_of(found)}
    if actor.user not in readers:
        raise UsageError("review-not-reader")
    on = timezone.localdate()
    emergency = found.lane == "emergency"
    received = found.received_at if emergency else None
    with transaction.atomic():
        Application.objects.select_for_update(of=("self",), no_key=True).get(
            id=application
        )  # who begins it at once waits
        if Review.objects.filter(application=application).exists():
            raise UsageError("review-already")
        made = Review.objects.create(
            organisation_id=found.organisation_id,
            application=found.id,
            pseudonym=found.pseudonym,
            version=found.versions,
            level=found.level,
            lane=found.lane,
            body=DUTY if emergency else PANEL,
            quorum=number("duty_pair" if emergency else "panel_min", on),
            until=received + timedelta(hours=number("emergency_hours", on)) if received else None,
            aim=received + timedelta(hours=number("emergency_hours_aim", on)) if received else None,
            readers=sorted(readers | {person(actor)}),
            begun_by_id=person(actor),
        )
        run = open_run(
            actor,
            kind=KIND,
            organisation=found.organisation_id,
            subject=made.id,
            procedure=procedure_on(on),
            bound=bound(found.organisation_id),
        )
        made.run = run.id
        made.save(update_fields=["run"])
        make_move(actor, run=run.id, move=LANE_MOVES[found.lane], seen=1, reason=_("By the lane applied for."))
        seat_lead(made, found.box_id, person(actor))
        write(actor, BEGIN, made, lane=found.lane)
        if found.state != REVIEWING:
            set_state(actor, application=found, state=REVIEWING)
    return made
