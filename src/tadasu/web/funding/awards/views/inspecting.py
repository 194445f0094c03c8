"""An auditor's samples: drawn by pseudonym, what was found noted by code."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.awards import actions, queries
from tadasu.web.funding.awards.access import DRAW, INSPECT
from tadasu.web.funding.awards.forms import Found, One
from tadasu.web.funding.awards.models import Inspection
from tadasu.web.funding.awards.views._shown import ASK, ask, award_or_404, code_text
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def samples(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The auditor's own draws."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, INSPECT.name, place)
    rows = [
        {
            "row": one,
            "inspections": [
                {
                    "row": each,
                    "award": each.award,
                    "stop": code_text("stops", each.stop),
                    "found": [code_text("inspected", code) for code in each.found],
                    "address": reverse("awards-inspect", args=[each.id])
                    if each.on is None and may_anew(actor, INSPECT.name, each.award)
                    else "",
                }
                for each in one.inspections.all()
            ],
        }
        for one in queries.samples_of(actor, organisation)
    ]
    values = {"organisation": place, "name": name_of(place), "rows": rows, "draws": may_anew(actor, DRAW.name, place)}
    return render(request, "awards/samples.html", values)


@login_required
@require_http_methods(QUESTION)
def draw(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A sample of awards of one risk."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, DRAW.name, place)

    def do(form: One) -> HttpResponseBase:
        actions.draw(actor, organisation=organisation, risk=form.cleaned_data["code"])
        return redirect("awards-samples", organisation)

    form = One(posted(request), what="risks")
    return answer(
        request,
        Question(
            question=_("Draw awards to inspect"),
            act=_("Draw"),
            form=form,
            do=do,
            back=reverse("awards-samples", args=[organisation]),
            happens=[
                _(
                    "Which are drawn follows from the record of acts as it stood this morning: nobody chooses, and "
                    "drawing again today changes nothing."
                ),
                _(
                    "You see pseudonyms. An inspection happens on site and copies nothing; it stops at the "
                    "intermediary where that is safer."
                ),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def inspect(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was found."""
    actor = asking(request)
    one = Inspection.objects.select_related("award").filter(id=id).first()
    if one is None:
        raise Http404
    held = award_or_404(request, one.award_id)
    allow(actor, INSPECT.name, held)

    def do(form: Found) -> HttpResponseBase:
        actions.inspect(actor, inspection=id, **form.cleaned_data)
        return redirect("awards-samples", held.organisation_id)

    return ask(
        request,
        held,
        question=_("Note what the inspection of %(name)s found") % {"name": held.pseudonym},
        act=_("Note this"),
        form=Found(posted(request), initial={"on": timezone.localdate()}),
        do=do,
        happens=[
            _("How far it goes: %(stop)s. Codes only: no copy, no name, no text.")
            % {"stop": code_text("stops", one.stop)}
        ],
    )
