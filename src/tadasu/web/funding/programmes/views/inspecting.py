"""Visits of inspection: begun and ended by an auditor, and what was shown, for those who answer for it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import may
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.programmes import actions
from tadasu.web.funding.programmes.access import INSPECT, SEE_VISITS
from tadasu.web.funding.programmes.actions.inspecting import visit_of
from tadasu.web.funding.programmes.inspections import Seen, seen_in, visits_of
from tadasu.web.funding.programmes.views._shown import ASK, called, place_or_404, visit_or_404
from tadasu.web.funding.programmes.words import named
from tadasu.web.ui.days import language, moment_text
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Event, Pair
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def visits(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Who inspected when."""
    place, actor = place_or_404(request, organisation, SEE_VISITS)
    inspects = may(actor, INSPECT.name, place)
    values = {
        "organisation": place,
        "name": name_of(place),
        "begins": inspects and visit_of(actor, organisation) is None,
        "ends": inspects and visit_of(actor, organisation) is not None,
    }
    return tables.answer(
        request, "programmes/visits.html", _table().show(request.GET, visits_of(actor, organisation)), values
    )


@login_required
@require_safe
def visit(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was shown in a visit, in order."""
    held, actor = visit_or_404(request, id, SEE_VISITS)
    values = {
        "visit": held,
        "facts": [
            Pair(term=_("Who inspected"), text=str(held.user)),
            Pair(term=_("Began"), text=moment_text(held.began_at, language())),
            Pair(term=_("Ended"), text=moment_text(held.ended_at, language()) if held.ended_at else _("goes on")),
            Pair(term=_("Reason"), text=held.reason),
        ],
        "events": [_event(one) for one in seen_in(actor, held)],
    }
    return render(request, "programmes/visit.html", values)


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """From now on what is shown is written down."""
    _place, actor = place_or_404(request, organisation, INSPECT)

    def do(form: Reason) -> None:
        actions.begin_visit(actor, organisation=organisation, reason=form.cleaned_data["reason"])

    return answer(
        request,
        Question(
            question=_("Begin a visit of inspection"),
            act=_("Begin the visit"),
            form=Reason(posted(request)),
            do=do,
            back=reverse("programmes-funds", args=[organisation]),
            happens=[
                _(
                    "Every page of the books that is shown to you is written down, with the time, until you end the visit."
                ),
                _("You see awards by their pseudonyms, and no file is offered. What is sealed stays sealed."),
                _("This cannot keep anybody from photographing a screen or from writing down what it shows."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def end(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """It is over."""
    _place, actor = place_or_404(request, organisation, INSPECT)

    def do(form: Form) -> None:
        actions.end_visit(actor, organisation=organisation)

    return answer(
        request,
        Question(
            question=_("End the visit of inspection"),
            act=_("End the visit"),
            form=Form(posted(request)),
            do=do,
            back=reverse("programmes-visits", args=[organisation]),
            happens=[_("What was shown stays written down. To go on, begin another visit.")],
            template=ASK,
        ),
    )


def _event(one: Seen) -> Event:
    what = named("visits", one.row.what, language())
    text = called(one.thing) if one.thing is not None else ""
    if one.row.what == "ledger":
        text = _("%(what)s; entries on the page: %(count)s") % {"what": text, "count": one.row.entries}
    return Event(at=one.row.at, what=what, text=text)


def _table() -> Table:
    return Table(
        name="visits",
        caption=gettext_lazy("Visits of inspection"),
        columns=(
            Column(
                name="began_at",
                label=gettext_lazy("Began"),
                sorts="began_at",
                address=lambda one: reverse("programmes-visit", args=[one.id]),
            ),
            Column(name="ended_at", label=gettext_lazy("Ended"), sorts="ended_at"),
            Column(name="user", label=gettext_lazy("Who inspected"), value=lambda one: str(one.user)),
            Column(name="pages", label=gettext_lazy("Pages shown"), number=True),
        ),
        order="-began_at",
        empty=gettext_lazy("No visit yet"),
        how=gettext_lazy("An auditor begins one before the books are shown."),
        file=False,
    )
