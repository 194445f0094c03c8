"""Rates of exchange: which are known, typed in, from a file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.programmes import actions, queries
from tadasu.web.funding.programmes.access import RATE, SEE
from tadasu.web.funding.programmes.forms import LoadRates, SetRate
from tadasu.web.funding.programmes.views._shown import ASK, place_or_404, shown_to, visit_first
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

ASK_FILE = "programmes/ask_file.html"


@login_required
@require_safe
def rates(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every rate with its day and its source; replaced ones too."""
    place, actor = place_or_404(request, organisation, SEE)
    if way := visit_first(actor, organisation):
        return way
    inspected = shown_to(actor, organisation, "rates")
    table = _table(file=not inspected).show(request.GET, queries.rates_of(actor, organisation))
    values = {
        "organisation": place,
        "name": name_of(place),
        "sets": may_anew(actor, RATE.name, place),
        "inspected": inspected,
    }
    return tables.answer(request, "programmes/rates.html", table, values)


@login_required
@require_http_methods(QUESTION)
def set_rate(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """One, typed in."""
    _place, actor = place_or_404(request, organisation, RATE)

    def do(form: SetRate) -> None:
        actions.set_rate(actor, organisation=organisation, **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("Enter a rate of exchange"),
            act=_("Keep this rate"),
            form=SetRate(posted(request)),
            do=do,
            back=reverse("programmes-rates", args=[organisation]),
            happens=[
                _("For an entry the rate counts that is known last for its day or the week before."),
                _("Another rate of the same day takes the place of this one; entries made with it stay as they are."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def load(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Many, from a file."""
    _place, actor = place_or_404(request, organisation, RATE)

    def do(form: LoadRates) -> None:
        done = actions.load_rates(actor, organisation=organisation, content=form.cleaned_data["file"].read())
        said = ngettext("%(new)s rate is new.", "%(new)s rates are new.", done.new) % {"new": done.new}
        others = _("Replaced: %(replaced)s. There already: %(same)s.") % {"replaced": done.replaced, "same": done.same}
        messages.success(request, f"{said} {others}")

    form = LoadRates(request.POST, request.FILES) if posted(request) is not None else LoadRates()
    return answer(
        request,
        Question(
            question=_("Load rates of exchange from a file"),
            act=_("Load this file"),
            form=form,
            do=do,
            back=reverse("programmes-rates", args=[organisation]),
            happens=[_("All rows are taken, or none: what is wrong is named by row and column.")],
            template=ASK_FILE,
        ),
    )


def _table(*, file: bool) -> Table:
    return Table(
        name="rates",
        caption=gettext_lazy("Rates of exchange"),
        columns=(
            Column(name="on", label=gettext_lazy("Day"), sorts="on"),
            Column(name="currency", label=gettext_lazy("One unit of"), sorts="currency"),
            Column(name="base", label=gettext_lazy("counted in"), sorts="base"),
            Column(
                name="per_unit",
                label=gettext_lazy("comes to"),
                value=lambda one: f"{one.per_unit.normalize():f}",
                sorts="per_unit",
            ),
            Column(name="source", label=gettext_lazy("Where it was read")),
            Column(name="user", label=gettext_lazy("Entered by"), value=lambda one: str(one.user)),
            Column(
                name="replaced",
                label=gettext_lazy("State"),
                value=lambda one: _("replaced by a later one") if one.replaced else _("counts"),
                sorts="replaced",
            ),
        ),
        searched=("currency", "base", "source"),
        empty=gettext_lazy("No rate yet"),
        how=gettext_lazy("Rates are typed in, or come from a file, each with its source."),
        file=file,
    )
