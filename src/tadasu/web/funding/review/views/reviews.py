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

from tadasu.funds import Amount, decimal_of
from tadasu.store import DataFolderError
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
    NAMED,
    OPEN,
    OVER,
    PREPARING,
    RECUSED,
    SCORING,
    Assessment,
    Check,
    Contribution,
    Decision,
    Eligibility,
    Ground,
    Review,
    Scoring,
    Seat,
)
from tadasu.web.funding.review.procedure import BEFORE
from tadasu.web.funding.review.views._asking import review_or_404
from tadasu.web.funding.review.words import criteria, named, publishers, words
from tadasu.web.ui.days import day_text, language, moment_text
from tadasu.web.ui.parts import Pair, State, Way
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
            _seat(actor, held, each)
            for each in Seat.objects.filter(review=held).select_related("user").order_by("user__login")
        ],
        "names_seats": may_anew(actor, access.SEAT.name, held),
        "eligibility": _eligibility(held),
        "assessment": _assessment(actor, held),
        "scores": _scores(held, seat),
        "criteria": [one.name[language()] for one in criteria().values()],
        "together": held.stage in (DISCUSSION, DECIDED, OVER),
        "contributions": Contribution.objects.filter(review=held).count(),
        "waiting": _waiting(actor, held, seat),
        "decisions": [_decision(actor, held, each) for each in queries.decisions_in(held)],
        "checked": _checked(held),
        "hits": _hits(held),
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
        (_("Led by"), str(held.begun_by)),
        (_("Begun"), day_text(held.begun_on, tongue)),
        (_("To be decided by"), moment_text(held.until, tongue) if held.until and held.stage in OPEN else ""),
        (_("Where life is at stake, by"), moment_text(held.aim, tongue) if held.aim and held.stage in OPEN else ""),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


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
        (not standing.body_is_complete(held), _("Too few sit without a tie, or somebody was not asked or checked.")),
        (held.copy is None, _("There is no copy without names for the reviewers.")),
        (held.stage == SCORING, _("Not everybody has scored.")),
        (_not_led_on(held), _("The procedure was not led on to those who decide: open its way, and make the move.")),
    ]
    return [text for holds, text in rows if holds]


def _proposes(held: Review) -> bool:
    """Whether there can be a proposal: after scores, of a floor that is not met, in an appeal."""
    early = held.stage in (PREPARING, SCORING)
    return not early or standing.eligible(held) == "ineligible"


def _not_led_on(held: Review) -> bool:
    """Whether it is eligible and the procedure still stands before those who decide."""
    run = Run.objects.filter(id=held.run).first() if held.run else None
    return run is not None and run.state in BEFORE and standing.eligible(held) == "eligible"


def _buttons(actor: Actor, held: Review, seat: Seat | None) -> Sequence[tuple[str, str]]:
    going_on = Assessment.objects.filter(review=held, completed_on=None).exists()
    mine = seat is not None and seat.state == CLEAR and seat.body != APPEAL
    scored = seat is not None and Scoring.objects.filter(seat=seat, round=AFTER).exists()
    rows: list[tuple[bool, Act, str, str]] = [
        (
            held.stage == SCORING and mine and seat is not None and queries.waits_for(actor, seat) == "score",
            access.SCORE,
            "review-score",
            _("Score alone"),
        ),
        (held.stage == DISCUSSION, access.DISCUSS, "review-say", _("Say something")),
        (held.stage == DISCUSSION and mine and not scored, access.SCORE, "review-score", _("Change my scores")),
        (
            _proposes(held) and queries.waiting_decision(held) is None,
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


def _seat(actor: Actor, held: Review, seat: Seat) -> dict[str, object]:
    tongue = language()
    ways = [
        (seat.state == NAMED and seat.asked_on is not None, access.CHECK_TIES, "review-check-ties", _("Check ties")),
        (
            seat.state == CLEAR and not seat.key_given and held.copy is not None,
            access.GIVE_COPY,
            "review-give",
            _("Let read the copy"),
        ),
        (seat.state != RECUSED, access.RECUSE, "review-recuse", _("Take out")),
        (
            seat.state == NAMED and seat.asked_on is None,
            access.ANSWER,
            "review-answer",
            _("Say whether something binds you"),
        ),
    ]
    return {
        "person": str(seat.user),
        "outside": seat.outside,
        "body": named("bodies", seat.body, tongue),
        "state": named("seats", seat.state, tongue),
        "shape": {CLEAR: State.CLEAR, NAMED: State.ASK, RECUSED: State.HOLD}[seat.state],
        "how": named("recused_how", seat.recused_how, tongue) if seat.recused_how else "",
        "asked": seat.asked_on,
        "ways": [
            Way(label=label, address=reverse(name, args=[seat.id]))
            for shown, act, name, label in ways
            if shown and may_anew(actor, act.name, seat)
        ],
    }


def _eligibility(held: Review) -> Sequence[Pair]:
    tongue = language()
    result = standing.eligible(held)
    rows = [Pair(term=_("By the policy"), text=named("eligible", result, tongue))]
    found = Eligibility.objects.filter(review=held).first()
    if found is not None:
        rows += [
            Pair(term=words("floor")[key][tongue], text=named("floor_answers", value, tongue))
            for key, value in found.floor.items()
        ]
        rows.append(
            Pair(
                term=_("Evidence of persecution"),
                text="; ".join(named("evidence", one, tongue) for one in found.evidence) or _("none"),
            )
        )
        if found.local:
            rows.append(Pair(term=_("Status at home (never scored)"), text=named("local", found.local, tongue)))
    for ground in Ground.objects.filter(review=held).order_by("article"):
        said = "; ".join(
            f"{words('tests')[key][tongue]}: {named('test_answers', getattr(ground, key), tongue)}"
            for key in ("legality", "aim", "necessity")
        )
        rows.append(Pair(term=named("articles", ground.article, tongue), text=said))
    return rows


def _assessment(actor: Actor, held: Review) -> dict[str, object]:
    tongue = language()
    last = Assessment.objects.filter(review=held).order_by("-number").first()
    if last is None:
        return {}
    going_on = last.completed_on is None
    order = lambda one: (-(one.scale or 0), -(one.scope or 0), -(one.irremediability or 0), -(one.likelihood or 0))  # noqa: E731
    risks = []
    for one in sorted(last.risks.all(), key=order):
        rows = [
            (_("How grave"), named("scale", one.scale, tongue) if one.scale else ""),
            (_("How many"), named("scope", one.scope, tongue) if one.scope else ""),
            (
                _("Can it be made good"),
                named("irremediability", one.irremediability, tongue) if one.irremediability else "",
            ),
            (_("How likely"), named("likelihood", one.likelihood, tongue) if one.likelihood else ""),
            (_("What is done against it"), "; ".join(named("mitigations", each, tongue) for each in one.mitigations)),
            (_("Who carries that"), named("carriers", one.carrier, tongue) if one.carrier else ""),
            (_("What is left"), named("residuals", one.residual, tongue) if one.residual else ""),
        ]
        risks.append(
            {
                "risk": named("risks", one.risk, tongue),
                "bearer": named("bearers", one.bearer, tongue),
                "pairs": [Pair(term=term, text=text) for term, text in rows if text],
                "out": reverse("review-remove-risk", args=[held.id, one.id])
                if going_on and may(actor, access.ASSESS.name, held)
                else "",
            }
        )
    return {"number": last.number, "going_on": going_on, "due": last.due_on, "risks": risks}


def _scores(held: Review, seat: Seat | None) -> Sequence[dict[str, object]]:
    """Under letters when all have scored; before, one's own alone, which is all that the database shows."""
    tongue = language()
    letters = {one.id: one for one in Seat.objects.filter(review=held)}
    found = list(Scoring.objects.filter(review=held).prefetch_related("marks"))
    rows = []
    for one in sorted(
        found, key=lambda one: (letters[one.seat_id].letter if one.seat_id in letters else "", one.round)
    ):
        marks = {mark.criterion: mark.value for mark in one.marks.all()}
        own = seat is not None and one.seat_id == seat.id
        letter = letters[one.seat_id].letter if one.seat_id in letters else ""
        rows.append(
            {
                "by": letter or _("you"),
                "own": own,
                "after": one.round == AFTER,
                "marks": [(criteria()[key].name[tongue], marks.get(key)) for key in criteria()],
            }
        )
    return rows


def _waiting(actor: Actor, held: Review, seat: Seat | None) -> dict[str, object]:
    found = queries.waiting_decision(held)
    if found is None:
        return {}
    shown = _decision(actor, held, found)
    signed = found.signatures.filter(agrees=True).count()
    mine = seat is not None and found.signatures.filter(seat=seat).exists()
    return {
        **shown,
        "signed": signed,
        "needed": standing.needed(held, found.body),
        "sign": reverse("review-sign", args=[found.id]) if not mine and may_anew(actor, access.SIGN.name, held) else "",
        "back": reverse("review-take-back", args=[found.id]) if may(actor, access.PROPOSE.name, held) else "",
    }


def _decision(actor: Actor, held: Review, decision: Decision) -> dict[str, object]:
    tongue = language()
    told = getattr(decision, "told", None) if decision.decided_on else None
    rows = [
        (_("Decided by"), named("bodies", decision.body, tongue)),
        (_("Decided on"), day_text(decision.decided_on, tongue) if decision.decided_on else ""),
        (_("Amount"), _amount(decision)),
        (_("Level of protection"), named("levels", decision.level, tongue)),
        (_("Grounds"), "; ".join(named("grounds", one, tongue) for one in decision.grounds)),
        (_("Conditions"), "; ".join(named("conditions", one, tongue) for one in decision.conditions)),
        (_("To be taken up until"), day_text(decision.expires_on, tongue) if decision.expires_on else ""),
        (_("Told on"), day_text(told.day, tongue) if told else ""),
        (_("Appeal until"), day_text(told.appeal_until, tongue) if told and told.appeal_until else ""),
    ]
    tells = (
        decision.decided_on is not None
        and not decision.replaced
        and told is None
        and may(actor, access.TELL.name, held)
    )
    return {
        "outcome": named("outcomes", decision.outcome, tongue),
        "replaced": decision.replaced,
        "pairs": [Pair(term=term, text=text) for term, text in rows if text],
        "tell": reverse("review-tell", args=[decision.id]) if tells else "",
    }


def _amount(decision: Decision) -> str:
    if decision.amount is None:
        return ""
    return f"{decimal_of(Amount(decision.amount, decision.currency)):,} {decision.currency}"


def _checked(held: Review) -> dict[str, object]:
    tongue = language()
    try:
        found = standing.checked_state(held)
    except DataFolderError:
        return {"state": State.ASK, "word": _("The lists cannot be read."), "lists": []}
    shape = {"clear": State.CLEAR, "match": State.HOLD}.get(found.state, State.ASK)
    lists = [f"{name} {version}" for name, version in sorted(found.lists.items())]
    lists += [
        _("%(list)s %(day)s (by hand)") % {"list": name, "day": day} for name, day in sorted(found.by_hand.items())
    ]
    return {"state": shape, "word": named("checked", found.state, tongue), "lists": lists, "on": found.on}


def _hits(held: Review) -> Iterator[dict[str, object]]:
    tongue = language()
    last = Check.objects.filter(review=held).order_by("-number").first()
    for one in last.hits.order_by("number") if last is not None else ():
        known = publishers().get(one.publisher)
        yield {
            "number": one.number,
            "publisher": known.name[tongue] if known is not None else one.list_id,
            "verdict": named("verdicts", one.verdict, tongue) if one.verdict else _("nobody has judged it yet"),
            "resolved": standing.resolved(one),
            "hours": queries.hours_left(one.until, timezone.now()) if one.until is not None else None,
            "address": reverse("review-hit", args=[one.id]),
        }
