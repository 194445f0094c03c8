"""One plan: what was set, what came of it and why, what would have to change."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.funds import NoPlan
from tadasu.funds import Plan as Found
from tadasu.reports import plan_svg
from tadasu.web.foundation.access import allow, may
from tadasu.web.funding.need import actions
from tadasu.web.funding.need._asked import document_of, read
from tadasu.web.funding.need._kept import lines_of, plan_of
from tadasu.web.funding.need.access import PLAN, SAVE, SEE
from tadasu.web.funding.need.forms import AskMore
from tadasu.web.funding.need.models import DONE, DRAFT, FAILED, REPEAT, WAITING
from tadasu.web.funding.need.views._plan_answers import questions
from tadasu.web.funding.need.views._plan_found import conflict_said, told
from tadasu.web.funding.need.views._plan_set import candidates, constraints, facts
from tadasu.web.funding.need.views._plan_tables import Row, decisions
from tadasu.web.funding.need.views._shown import (
    ASK,
    json_answer,
    plan_or_404,
    saves,
    svg_answer,
)
from tadasu.web.funding.need.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.views import question, tables
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_safe
def plan(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """As far as it has come."""
    held, actor = plan_or_404(request, id, SEE)
    asked = read(held)
    values: dict[str, Any] = {
        "plan": held,
        "organisation": held.organisation,
        "state": named("states", held.state, language()),
        "draft": held.state == DRAFT,
        "waits": held.state == WAITING,
        "failed": held.state == FAILED,
        "makes": may(actor, PLAN.name, held),
        "saves": saves(actor, held.organisation_id),
        "facts": facts(held, asked),
        "constraints": constraints(asked),
        "candidates": candidates(asked),
    }
    if held.state != DONE:
        return render(request, "need/plan.html", values)
    found = plan_of(document_of(held.result)["plan"])
    values["questions"] = questions(held, asked)
    if isinstance(found, NoPlan):
        return render(request, "need/plan.html", {**values, "none": True, "conflict": conflict_said(found.conflict)})
    lines = {one.id: one for one in lines_of(document_of(held.result)["ranking"])}
    rows = [
        Row(decision=one, line=lines.get(one.candidate))
        for one in sorted(found.decisions, key=lambda one: (not one.option, one.candidate))
    ]
    table = decisions(asked, file=saves(actor, held.organisation_id)).show(request.GET, rows)
    return tables.answer(request, "need/plan.html", table, {**values, **told(held, asked, found, table)})


@login_required
@require_safe
def picture(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Bars by country and line."""
    held, _actor = plan_or_404(request, id, SEE)
    found = plan_of(document_of(held.result)["plan"]) if held.state == DONE else None
    if not isinstance(found, Found):
        raise Http404
    return svg_answer(plan_svg(found, language=language()))


@login_required
@require_safe
def kept(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it is made from and what came of it, as a file: whoever has it and the software can repeat it."""
    held, actor = plan_or_404(request, id, SEE)
    allow(actor, SAVE.name, held)
    if held.state != DONE:
        raise Http404
    document = {
        "asked": document_of(held.asked),
        "asked_digest": held.digest,
        "result": document_of(held.result),
        "result_digest": held.result_digest,
    }
    return json_answer("plan", document)


@login_required
@require_http_methods(QUESTION)
def ask_more(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What would have to change for a candidate that is out."""
    held, actor = plan_or_404(request, id, PLAN)
    found = plan_of(document_of(held.result)["plan"]) if held.state == DONE else None
    if not isinstance(found, Found):
        return redirect("need-plan", id)

    def do(form: AskMore) -> None:
        actions.ask_more(actor, plan=id, **form.cleaned_data)

    return question.answer(
        request,
        question.Question(
            question=_("What would have to change for a candidate?"),
            act=_("Have it worked out"),
            form=AskMore(posted(request), out=[one.candidate for one in found.decisions if not one.option]),
            do=do,
            back=reverse("need-plan", args=[id]),
            happens=[
                _("It is worked out anew, which takes as long as the plan did. The answer then stands on its page.")
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(["POST"])
def repeat(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Whether the same comes out again."""
    held, actor = plan_or_404(request, id, PLAN)
    if held.state == DONE:
        actions.ask_more(actor, plan=id, kind=REPEAT)
    return redirect("need-plan", id)
