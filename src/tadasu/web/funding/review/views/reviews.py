"""The list of reviews, what waits for whoever is signed in, and one review."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import Act, Actor, asking, may, may_anew
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.procedure.queries import run_shown
from tadasu.web.funding.applications.access import SEE_ONE
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.review import access, queries, standing
from tadasu.web.funding.review.models import (
    AFTER,
    APPEAL,
    CLEAR,
    DECIDED,
    DISCUSSION,
    LEAD,
    LEFT,
    NAMED,
    OPEN,
    OVER,
    PREPARING,
    SCORING,
    Assessment,
    Contribution,
    Review,
    Scoring,
    Seat,
)
from tadasu.web.funding.review.procedure import BEFORE
from tadasu.web.funding.review.views._asking import review_or_404
from tadasu.web.funding.review.views._parts import (
    assessment_shown,
    checked_shown,
    decision_shown,
    eligibility_shown,
    hits_shown,
    scores_shown,
    seat_shown,
    waiting_shown,
    whose_part,
)
from tadasu.web.funding.review.words import criteria, named, words
from tadasu.web.ui.days import day_text, language, moment_text
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables

WAITS = {
    "answer": (gettext_lazy("Say whether something binds you"), "review-answer"),
    "score": (gettext_lazy("Score alone"), "review-score"),
    "sign": (gettext_lazy("Sign, or do not"), "review-one"),
}


@login_required
@require_safe
def reviews(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every review of an organisation that the actor may know of."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    rows = queries.reviews_of(actor, organisation)
    values = {"name": name_of(place), "organisation": place}
    return tables.answer(request, "review/reviews.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is signed in, and how they declare their ties."""
    actor = asking(request)
    rows = []
    for seat in queries.my_seats(actor):
        waits = queries.waits_for(actor, seat)
        label, name = WAITS.get(waits, ("", "review-one"))
        target = seat.id if waits == "answer" else seat.review_id
        reachable = seat.state != NAMED or waits == "answer"
        rows.append(
            {
                "name": seat.review.pseudonym,
                "lane": named("lanes", seat.review.lane, language()),
                "stage": named("stages", seat.review.stage, language()),
                "waits": label,
                "left": seat.state == LEFT,
                "address": reverse(name, args=[target]) if reachable else "",
                "hours": _hours(seat.review),
            }
        )
    places = [
        {"place": place, "declared": queries.declaration_of(place.id, actor.user) if actor.user else None}
        for place in Organisation.objects.filter(id__in=actor.organisations).order_by("name")
        if may(actor, access.DECLARE.name, place)
    ]
    return render(request, "review/mine.html", {"rows": rows, "places": places})


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """A review: what waits, its clock, who decides, what was assessed, scores when all have scored, the decision."""
    held, actor = review_or_404(request, id), asking(request)
    seat = queries.seat_of(actor, held)
    shown = run_shown(actor, held.run, timezone.localdate()) if held.run else None
    values = {
        "review": held,
        "stage": named("stages", held.stage, language()),
        "hours": _hours(held),
        "procedure": shown.state.names[language()] if shown is not None else "",
        "facts": _facts(held),
        "application": reverse("applications-one", args=[held.application]) if _opens(actor, held) else "",
        "buttons": _buttons(actor, held, seat),
        "missing": _missing(held),
        "seats": [
            seat_shown(actor, held, each)
            for each in Seat.objects.filter(review=held).select_related("user").order_by("user__login")
        ],
        "names_seats": may_anew(actor, access.SEAT.name, held),
        "eligibility": eligibility_shown(held),
        "assessment": assessment_shown(actor, held),
        "scores": scores_shown(held, seat),
        "criteria": [one.name[language()] for one in criteria().values()],
        "together": held.stage in (DISCUSSION, DECIDED, OVER),
        "contributions": Contribution.objects.filter(review=held).count(),
        "waiting": {} if _scores_alone(actor, seat) else waiting_shown(actor, held, seat),
        "decisions": [decision_shown(actor, held, each) for each in queries.decisions_in(held)],
        "checked": checked_shown(held),
        "hits": hits_shown(actor, held),
        "whose_part": whose_part(actor, held),
        "reads": may(actor, access.READ.name, held),
        "screens": may(actor, access.SCREEN.name, held),
        "seat": seat,
    }
    return render(request, "review/one.html", values)


def _table() -> Table:
    tongue = language()
    return Table(
        name="reviews",
        caption=_("Reviews"),
        columns=(
            Column(
                name="pseudonym",
                label=_("Application"),
                sorts="pseudonym",
                address=lambda one: reverse("review-one", args=[one.id]),
            ),
            Column(name="lane", label=_("Lane"), sorts="lane", value=lambda one: named("lanes", one.lane, tongue)),
            Column(name="stage", label=_("Stage"), sorts="stage", value=lambda one: named("stages", one.stage, tongue)),
            Column(name="body", label=_("Decided by"), value=lambda one: named("bodies", one.body, tongue)),
            Column(name="until", label=_("Hours left"), value=_hours, number=True),
            Column(name="begun_on", label=_("Begun"), sorts="begun_on"),
        ),
        searched=("pseudonym",),
        filters=(
            Filter(
                name="stage", label=_("Stage"), choices=[(code, one[tongue]) for code, one in words("stages").items()]
            ),
            Filter(name="lane", label=_("Lane"), choices=[(code, one[tongue]) for code, one in words("lanes").items()]),
        ),
        order="-begun_on",
        empty=_("No review yet"),
        how=_("A programme officer begins a review from the page of an application."),
    )


def _hours(held: Review) -> int | None:
    return queries.hours_left(held.until, timezone.now()) if held.until is not None and held.stage in OPEN else None


def _facts(held: Review) -> Sequence[Pair]:
    tongue = language()
    rows = [
        (_("Lane"), named("lanes", held.lane, tongue)),
        (_("Level of protection"), named("levels", held.level, tongue)),
        (_("Decided by"), named("bodies", held.body, tongue)),
        (_("At least"), str(held.quorum)),
        (_("Led by"), _lead(held)),
        (_("Begun"), day_text(held.begun_on, tongue)),
        (_("To be decided by"), moment_text(held.until, tongue) if held.until and held.stage in OPEN else ""),
        (_("Where life is at stake, by"), moment_text(held.aim, tongue) if held.aim and held.stage in OPEN else ""),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


def _lead(held: Review) -> str:
    found = standing.lead_of(held)
    return str(found.user) if found is not None else _("nobody")


def _opens(actor: Actor, held: Review) -> bool:
    """Whether the page of the application is there for whoever looks."""
    said = Application.objects.filter(id=held.application).first()
    return said is not None and may(actor, SEE_ONE.name, said)


def _missing(held: Review) -> Sequence[str]:
    """What stands between the review and a decision."""
    if held.stage not in OPEN:
        return []
    rows = [
        (standing.eligible(held) == "undetermined", _("Eligibility is not shown.")),
        (not standing.harm_assessed(held), _("The assessment of harm is not complete.")),
        (
            not standing.led_without_tie(held),
            _("Whoever leads it was not asked for ties and checked by another officer."),
        ),
        (not standing.body_is_complete(held), _("Too few sit without a tie, or somebody was not asked or checked.")),
        (_sent_anew(held), _("The application was sent anew: check ties and lists again, and make the copy again.")),
        (held.copy is None, _("There is no copy without names for the reviewers.")),
        (held.stage == SCORING, _("Not everybody has scored.")),
        (_not_led_on(held), _("The procedure was not led on to those who decide: open its way, and make the move.")),
    ]
    return [text for holds, text in rows if holds]


def _sent_anew(held: Review) -> bool:
    """Whether somebody was checked with an earlier version."""
    return Seat.objects.filter(review=held, state=CLEAR, version__lt=held.version).exists()


def _scores_alone(actor: Actor, seat: Seat | None) -> bool:
    """Whether somebody has to score yet, and is shown nothing of what others think."""
    return seat is not None and queries.waits_for(actor, seat) == "score"


def _proposes(held: Review) -> bool:
    """Whether there can be a proposal: after scores, of a floor that is not met, in an appeal."""
    early = held.stage in (PREPARING, SCORING)
    return not early or standing.eligible(held) == "ineligible"


def _not_led_on(held: Review) -> bool:
    """Whether it is eligible and the procedure still stands before those who decide."""
    run = Run.objects.filter(id=held.run).first() if held.run else None
    return run is not None and run.state in BEFORE and standing.eligible(held) == "eligible"


def _of_the_lead(actor: Actor, held: Review) -> Iterator[tuple[bool, Act, str, str]]:
    lead = standing.lead_of(held)
    could = queries.could_lead(actor, held)
    yield could and lead is None, access.TAKE_LEAD, "review-lead", _("Lead this review")
    yield could and lead is not None, access.TAKE_LEAD, "review-lead", _("Take over this review")
    yield held.stage != OVER, access.LAY_DOWN, "review-lay-down", _("Lay this review down")


def _buttons(actor: Actor, held: Review, seat: Seat | None) -> Sequence[tuple[str, str]]:
    going_on = Assessment.objects.filter(review=held, completed_on=None).exists()
    mine = seat is not None and seat.state == CLEAR and seat.body not in (APPEAL, LEAD)
    alone = _scores_alone(actor, seat)
    scored = seat is not None and Scoring.objects.filter(seat=seat, round=AFTER).exists()
    rows: list[tuple[bool, Act, str, str]] = [
        *_of_the_lead(actor, held),
        (
            alone,
            access.SCORE,
            "review-score",
            _("Score alone"),
        ),
        (held.stage == DISCUSSION and not alone, access.DISCUSS, "review-say", _("Say something")),
        (
            held.stage == DISCUSSION and mine and not alone and not scored,
            access.SCORE,
            "review-score",
            _("Change my scores"),
        ),
        (
            _proposes(held) and not alone and queries.waiting_decision(held) is None,
            access.PROPOSE,
            "review-propose",
            _("Propose a decision"),
        ),
        (held.stage in OPEN, access.ASSESS, "review-eligibility", _("Assess eligibility")),
        (held.stage in OPEN, access.ASSESS, "review-ground", _("Test a prohibition")),
        (not going_on, access.ASSESS, "review-harm", _("Assess harm")),
        (going_on, access.ASSESS, "review-risk", _("Add a danger")),
        (going_on, access.ASSESS, "review-complete", _("Complete the assessment")),
        (held.stage in OPEN, access.GIVE_COPY, "review-copy", _("Make the reviewers' copy")),
        (held.stage == PREPARING, access.SEAT, "review-scoring", _("Open for scores")),
        (
            held.stage == SCORING and standing.all_scored(held),
            access.SEAT,
            "review-discussion",
            _("Open the discussion"),
        ),
    ]
    return [
        (reverse(name, args=[held.id]), label)
        for shown, act, name, label in rows
        if shown and may_anew(actor, act.name, held)
    ]
