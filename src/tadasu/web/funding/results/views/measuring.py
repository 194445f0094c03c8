"""Indicators: stated, ended, and what an award said."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.funding.results import actions, queries
from tadasu.web.funding.results.access import NOTE, STATE
from tadasu.web.funding.results.actions.measuring import years_of
from tadasu.web.funding.results.forms import NoteValue, StateIndicator
from tadasu.web.funding.results.models import Indicator
from tadasu.web.funding.results.views._measured import indicator_name
from tadasu.web.funding.results.views._shown import ask, award_or_404, fund_or_404, word
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def state(request: HttpRequest, organisation: UUID, fund: UUID) -> HttpResponseBase:
    """A programme wants to count something."""
    _found, actor = fund_or_404(request, organisation, fund, STATE)

    def do(form: StateIndicator) -> None:
        actions.state_indicator(actor, organisation=organisation, fund=fund, said=form.said())

    return ask(
        request,
        question=_("State an indicator"),
        act=_("State it"),
        form=StateIndicator(posted(request)),
        do=do,
        back=reverse("results-programme", args=[organisation, fund]),
        happens=[_("No grantee has to say anything of it, nobody is ranked by it, and no payment hangs on it.")],
    )


@login_required
@require_http_methods(QUESTION)
def end(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """No more values."""
    found, actor = _indicator_or_404(request, id, STATE)

    def do(form: forms.Form) -> None:
        actions.end_indicator(actor, indicator=id)

    return ask(
        request,
        question=_("End the indicator “%(name)s”?") % {"name": indicator_name(found)},
        act=_("End it"),
        form=forms.Form(posted(request)),
        do=do,
        back=reverse("results-programme", args=[found.organisation_id, found.fund]),
        happens=[_("Nobody notes values of it any more. Those that were noted stay.")],
    )


@login_required
@require_http_methods(QUESTION)
def value(request: HttpRequest, award: UUID, indicator: UUID) -> HttpResponseBase:
    """What an award said."""
    found, actor = award_or_404(request, award, NOTE)
    of = next((one for one in queries.indicators_for(found) if one.id == indicator), None)
    if of is None:
        raise Http404

    def do(form: NoteValue) -> None:
        actions.note_value(actor, indicator=indicator, award=award, **form.cleaned_data)

    return ask(
        request,
        question=_("What did award %(award)s say of “%(name)s”?")
        % {"award": found.pseudonym, "name": indicator_name(of)},
        act=_("Note this"),
        form=NoteValue(posted(request), years=years_of(found), initial={"told_by": "grantee"}),
        do=do,
        back=reverse("results-award", args=[award]),
        happens=[_("Unit: %(unit)s. What was said before is kept as replaced.") % {"unit": word("units", of.unit)}],
    )


def _indicator_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Indicator, Actor]:
    actor = asking(request)
    found = Indicator.objects.filter(id=id).first()
    if found is None:
        raise Http404
    allow(actor, act.name, found)
    return found, actor
