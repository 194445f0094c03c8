"""Assess, score, discuss, decide, tell: each asked for on a page of its own."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.review import actions, queries
from tadasu.web.funding.review._writing import own_seat
from tadasu.web.funding.review.access import ASSESS, BEGIN, DISCUSS, PROPOSE, SCORE, SEAT, SIGN, TELL
from tadasu.web.funding.review.actions.deciding import BY_BODY
from tadasu.web.funding.review.forms import (
    EligibilitySaid,
    GroundSaid,
    Nothing,
    ProposedSaid,
    RiskSaid,
    Scored,
    Signed,
    Told,
    Words,
)
from tadasu.web.funding.review.models import APPEAL, DISCUSSION, FIRST, Assessment, Eligibility, Risk, Scoring
from tadasu.web.funding.review.views._asking import ask, decision_for, held_for
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, application: UUID) -> HttpResponseBase:
    """The review of an application."""
    actor = asking(request)
    try:
        found = applications.application_of(actor, application)
    except Application.DoesNotExist:
        raise Http404 from None
    allow(actor, BEGIN.name, found)
    there = queries.review_about(application)
    if there is not None:
        return redirect("review-one", there.id)
    return ask(
        request,
        application,
        question=_("Begin the review of %(name)s") % {"name": found.pseudonym},
        act=_("Begin"),
        form=Nothing(posted(request)),
        do=lambda form: redirect("review-one", actions.begin(actor, application=application).id),
        happens=[
            _("You lead it: say next whether something binds you; another officer checks. You do not score or sign."),
            _("A pair on duty decides an emergency, a panel the rest; the clock of the policy runs."),
            _("The applicant gets a letter that it is being read."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def eligibility(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The floor, evidence, the status at home."""
    held, actor = held_for(request, id, ASSESS)
    before = Eligibility.objects.filter(review=held).first()
    initial = {}
    if before is not None:
        initial = {f"floor-{key}": value for key, value in before.floor.items()}
        initial |= {"evidence": before.evidence, "local": before.local}
    return ask(
        request,
        id,
        question=_("Assess eligibility"),
        act=_("Keep this"),
        form=EligibilitySaid(posted(request), initial=initial),
        do=lambda form: actions.assess_eligibility(actor, review=id, **form.values()),
        happens=[
            _("What is not known makes nobody eligible and nobody ineligible."),
            _("What its own authorities call it is no bar: where they forbid it, the prohibition is tested."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def ground(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The test of a prohibition."""
    return _asked(
        request,
        id,
        ASSESS,
        GroundSaid,
        lambda actor, form: actions.try_prohibition(actor, review=id, **form.cleaned_data),
        question=_("Test what is forbidden at home"),
        act=_("Keep this"),
        happens=[_("A prohibition that fails one of the three under one article does not count.")],
    )


@login_required
@require_http_methods(QUESTION)
def harm(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """An assessment of harm begins."""
    return _asked(
        request,
        id,
        ASSESS,
        Nothing,
        lambda actor, form: actions.begin_assessment(actor, review=id),
        question=_("Begin an assessment of harm"),
        act=_("Begin"),
        happens=[_("It says something of everybody who may bear harm. Nothing is decided before it is complete.")],
    )


@login_required
@require_http_methods(QUESTION)
def risk(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A danger."""
    held, actor = held_for(request, id, ASSESS)
    going_on = _going_on(held.id)
    return ask(
        request,
        id,
        question=_("Add a danger"),
        act=_("Add it"),
        form=RiskSaid(posted(request)),
        do=lambda form: actions.add_risk(
            actor, assessment=going_on.id, danger=form.danger(), text=form.cleaned_data["text"]
        ),
        happens=[_("Grave, many, and whether it can be made good stay apart: they are never averaged.")],
    )


@login_required
@require_http_methods(QUESTION)
def remove_risk(request: HttpRequest, id: UUID, risk: UUID) -> HttpResponseBase:
    """A danger that was written wrongly."""
    held, actor = held_for(request, id, ASSESS)
    if not Risk.objects.filter(id=risk, assessment__review=held).exists():
        raise Http404
    return ask(
        request,
        id,
        question=_("Take this danger out"),
        act=_("Take it out"),
        form=Nothing(posted(request)),
        do=lambda form: actions.remove_risk(actor, risk=risk),
    )


@login_required
@require_http_methods(QUESTION)
def complete(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The assessment of harm is complete."""
    held, actor = held_for(request, id, ASSESS)
    going_on = _going_on(held.id)
    return ask(
        request,
        id,
        question=_("Say that the assessment is complete"),
        act=_("It is complete"),
        form=Nothing(posted(request)),
        do=lambda form: actions.complete_assessment(actor, assessment=going_on.id),
        happens=[_("It stays as it is. It is due again after the months that the policy says.")],
    )


@login_required
@require_http_methods(QUESTION)
def scoring(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Seats score from now on."""
    return _asked(
        request,
        id,
        SEAT,
        Nothing,
        lambda actor, form: actions.open_scoring(actor, review=id),
        question=_("Open for scores"),
        act=_("Open it"),
        happens=[_("Everybody scores alone. Nobody sees the scores of others before all have scored.")],
    )


@login_required
@require_http_methods(QUESTION)
def discussion(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """When the last who had not scored was recused."""
    return _asked(
        request,
        id,
        SEAT,
        Nothing,
        lambda actor, form: actions.open_discussion(actor, review=id),
        question=_("Open the discussion"),
        act=_("Open it"),
        happens=[_("It opens by itself when the last one scores; this is for when somebody was taken out.")],
    )


@login_required
@require_http_methods(QUESTION)
def score(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Score alone, or change after the discussion."""
    held, actor = held_for(request, id, SCORE)
    after = held.stage == DISCUSSION and Scoring.objects.filter(review=held, user=actor.user, round=FIRST).exists()
    act = actions.change_score if after else actions.score
    return ask(
        request,
        id,
        question=_("Change your scores") if after else _("Score alone"),
        act=_("Seal my scores"),
        form=Scored(posted(request)),
        do=lambda form: act(actor, review=id, marks=form.marks(), text=form.cleaned_data["text"]),
        happens=[
            _("What you said first stays beside it.")
            if after
            else _("It cannot be changed before the discussion. The status at home is no criterion.")
        ],
    )


@login_required
@require_http_methods(QUESTION)
def say(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Say something in the discussion."""
    return _asked(
        request,
        id,
        DISCUSS,
        Words,
        lambda actor, form: actions.contribute(actor, review=id, text=form.cleaned_data["text"]),
        question=_("Say something in the discussion"),
        act=_("Say it"),
    )


@login_required
@require_http_methods(QUESTION)
def propose(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A decision before the body."""
    held, actor = held_for(request, id, PROPOSE)
    body = APPEAL if own_seat(actor, held).body == APPEAL else held.body
    return ask(
        request,
        id,
        question=_("Propose a decision"),
        act=_("Put it before the others"),
        form=ProposedSaid(posted(request), outcomes=BY_BODY[body], initial={"level": str(held.level)}),
        do=lambda form: actions.propose(
            actor, review=id, proposed=form.proposed(), reasons=form.cleaned_data["reasons"]
        ),
        happens=[_("It is decided when as many have signed as it takes; you sign apart.")],
    )


@login_required
@require_http_methods(QUESTION)
def sign(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Agree or not."""
    _held, review, actor = decision_for(request, id, SIGN)

    def do(form: Signed) -> None:
        said = form.cleaned_data
        actions.sign(actor, decision=id, agrees=said["agrees"] == "yes", minority=said["minority"], named=said["named"])

    return ask(
        request,
        review.id,
        question=_("Sign the decision"),
        act=_("Sign"),
        form=Signed(posted(request)),
        do=do,
        happens=[
            _("With the last signature that it takes it is decided, and the procedure moves on."),
            _("A signature is not taken back."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def take_back(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A proposal goes, so that another can come."""
    _held, review, actor = decision_for(request, id, PROPOSE)
    return ask(
        request,
        review.id,
        question=_("Take the proposal back"),
        act=_("Take it back"),
        form=Nothing(posted(request)),
        do=lambda form: actions.take_back(actor, decision=id),
        happens=[_("Signatures on it count no longer.")],
    )


@login_required
@require_http_methods(QUESTION)
def tell(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The letter to the applicant."""
    _held, review, actor = decision_for(request, id, TELL)
    return ask(
        request,
        review.id,
        question=_("Tell the applicant"),
        act=_("Send the letter"),
        form=Told(posted(request)),
        do=lambda form: actions.tell(actor, decision=id, texts=form.cleaned_data),
        happens=[
            _("The letter goes into the applicant's box. It cannot be called back."),
            _(
                "After a refusal it says that an appeal may come within the days of the policy, before another pair, "
                "and that a refusal counts for nothing in a next application."
            ),
        ],
    )


def _asked(
    request: HttpRequest,
    id: UUID,
    may_do: Act,
    form: type[BaseForm],
    do: Callable[[Actor, Any], object],
    *,
    question: Said,
    act: Said,
    happens: Sequence[Said] = (),
) -> HttpResponseBase:
    """An act on a review, by whoever may, after a form that asks no more than what is typed into it."""
    actor = held_for(request, id, may_do)[1]
    return ask(
        request,
        id,
        question=question,
        act=act,
        form=form(posted(request)),
        do=lambda answered: do(actor, answered),
        happens=happens,
    )


def _going_on(review: UUID) -> Assessment:
    found = Assessment.objects.filter(review=review, completed_on=None).first()
    if found is None:
        raise Http404
    return found
