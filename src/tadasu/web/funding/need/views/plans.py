"""Plans: begun, their candidates chosen, asked for; and all that were kept."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import may
from tadasu.web.funding.need import actions, queries
from tadasu.web.funding.need._asked import chosen_of, read
from tadasu.web.funding.need.access import PLAN, SEE
from tadasu.web.funding.need.actions.planning import MOST_CANDIDATES, intermediaries
from tadasu.web.funding.need.forms import Candidates, MakePlan
from tadasu.web.funding.need.models import DRAFT, Plan
from tadasu.web.funding.need.views._shown import (
    ASK,
    country_said,
    names_said,
    place_or_404,
    plan_or_404,
    saves,
)
from tadasu.web.funding.need.words import named
from tadasu.web.funding.programmes.models import Fund, Line, fiscal_year
from tadasu.web.funding.programmes.queries import funds_of, lines_of
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def plans(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """All that were made, the latest first."""
    place, actor = place_or_404(request, organisation, SEE)
    makes = may(actor, PLAN.name, place)
    table = _table(file=saves(actor, place)).show(request.GET, queries.plans_of(actor, organisation))
    funds = [(one.id, fund_said(one)) for one in funds_of(actor, organisation)] if makes else []
    return tables.answer(request, "need/plans.html", table, {"organisation": place, "makes": makes, "funds": funds})


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, organisation: UUID, fund: UUID) -> HttpResponseBase:
    """Money, objective, constraints."""
    _place, actor = place_or_404(request, organisation, PLAN)
    lines = [one for one in lines_of(actor, organisation) if one.fund_id == fund]
    found = next((one for one in funds_of(actor, organisation) if one.id == fund), None)
    if found is None:
        return redirect("need-plans", organisation)

    def do(form: MakePlan) -> HttpResponseBase:
        made = actions.begin(actor, organisation=organisation, said=form.said())
        return redirect("need-plan-candidates", made.id)

    first = {"first_year": fiscal_year(timezone.localdate()), "months": "6", "order": "usual"}
    form = MakePlan(posted(request), fund=found, lines=[(one, line_said(one)) for one in lines], initial=first)
    return answer(
        request,
        Question(
            question=_("A plan for “%(fund)s”") % {"fund": fund_said(found)},
            act=_("Go on to the candidates"),
            form=form,
            do=do,
            back=reverse("need-plans", args=[organisation]),
            happens=[
                _("A plan is advice. It makes no award, sets no money aside and tells nobody."),
                _(
                    "It knows sources by their keys, no applicant and no grantee: "
                    "whom to invite is for people to find out and to decide."
                ),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def candidates(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Who may, must or must not be in."""
    held, actor = plan_or_404(request, id, PLAN)
    if held.state != DRAFT:
        return redirect("need-plan", id)
    asked = read(held)
    needs = queries.needs_of(actor, held.organisation_id, months=asked["months"])
    chosen = chosen_of(asked["chosen"])
    offered = [one for one in needs.sources if one.id in chosen or one.id not in needs.risk.surely]
    listed = [*(one for one in offered if one.id in chosen), *(one for one in offered if one.id not in chosen)]

    def do(form: Candidates) -> HttpResponseBase:
        actions.choose(actor, plan=id, chosen=form.chosen())
        return redirect("need-plan", id)

    form = Candidates(
        posted(request),
        offered=[
            (one.id, f"{one.id} ({names_said([country_said(country) for country in one.countries])})")
            for one in listed[: 2 * MOST_CANDIDATES]
        ],
        through=intermediaries(actor, held.organisation_id),
        currency=asked["currency"],
        chosen=chosen,
    )
    happens = [
        _("Those whose money ends, and those of whom nobody knows, are candidates at first, the most needed first."),
        _("At most %(most)s: with more it takes long, and it is not proved that a plan is the best.")
        % {"most": MOST_CANDIDATES},
    ]
    if asked["left_off"]:
        happens.append(_("Sources that may close and are no candidates now: %(count)s.") % {"count": asked["left_off"]})
    return answer(
        request,
        Question(
            question=_("Who is a candidate?"),
            act=_("Keep these candidates"),
            form=form,
            do=do,
            back=reverse("need-plan", args=[id]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_http_methods(["POST"])
def ask(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Freeze what it is made from and have it worked out."""
    held, actor = plan_or_404(request, id, PLAN)
    try:
        actions.ask(actor, plan=held.id)
    except TadasuError as error:
        return render(request, "need/refused.html", {"plan": held, "said": sentence(error)}, status=400)
    return redirect("need-plan", id)


@login_required
@require_http_methods(QUESTION)
def throw_away(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A draft that nobody asked for."""
    held, actor = plan_or_404(request, id, PLAN)
    if held.state != DRAFT:
        return redirect("need-plan", id)

    def do(form: Form) -> None:
        actions.throw_away(actor, plan=id)

    return answer(
        request,
        Question(
            question=_("Throw this draft away?"),
            act=_("Throw this draft away"),
            form=Form(posted(request)),
            do=do,
            back=reverse("need-plans", args=[held.organisation_id]),
            happens=[_("It was not asked for yet, and is gone then.")],
            template=ASK,
        ),
    )


def fund_said(one: Fund) -> str:
    """What it is called in the language of the page."""
    return (one.name_ja if language() == "ja" else "") or one.name


def line_said(one: Line) -> str:
    """Code and name."""
    return f"{one.code} {(one.name_ja if language() == 'ja' else '') or one.name}"


def _table(*, file: bool) -> Table:
    return Table(
        name="need-plans",
        caption=gettext_lazy("Plans that were kept"),
        columns=(
            Column(
                name="made_at",
                label=gettext_lazy("Asked"),
                sorts="made_at",
                address=lambda one: reverse("need-plan", args=[one.id]),
            ),
            Column(name="made_by", label=gettext_lazy("By whom"), value=lambda one: str(one.made_by)),
            Column(
                name="state",
                label=gettext_lazy("State"),
                value=lambda one: Coded(one.state, named("states", one.state, language())),
                sorts="state",
            ),
            Column(name="digest", label=gettext_lazy("Digest of what it is made from"), value=_digest),
        ),
        empty=gettext_lazy("No plan yet"),
        how=gettext_lazy("A plan is begun from a fund by an organiser or a programme officer."),
        file=file,
    )


def _digest(one: Plan) -> str | None:
    return one.digest[:16] or None
