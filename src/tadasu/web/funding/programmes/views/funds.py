"""Funds of an organisation, one of them with its lines and years, and how they are set up."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.funds import Eligibility
from tadasu.places import all_places
from tadasu.release import place_name
from tadasu.reports import standing_on
from tadasu.schema import UsageError
from tadasu.web.foundation.access import may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.programmes import actions, queries
from tadasu.web.funding.programmes.access import RATE, SEE, SEE_VISITS, SET_UP
from tadasu.web.funding.programmes.eligible import line_eligibility, oda_answer
from tadasu.web.funding.programmes.ending import Sunset, Warned, sunset_of, warned_of
from tadasu.web.funding.programmes.forms import ChangeFund, LineForm, MakeFund
from tadasu.web.funding.programmes.models import Fund, Line
from tadasu.web.funding.programmes.money import with_currency
from tadasu.web.funding.programmes.policy import policy_of
from tadasu.web.funding.programmes.seen import NOTHING, SeenLine, Span, lines_seen
from tadasu.web.funding.programmes.views._shown import ASK, called, fund_or_404, place_or_404, shown_to, visit_first
from tadasu.web.funding.programmes.views._years import drawn, picture_of, years_of, years_table
from tadasu.web.funding.programmes.words import named, purpose_name
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair, State
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.wording import say

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Of the picture alone: it has its colours in it, and runs nothing."""

STATES: Mapping[Eligibility, State] = {
    Eligibility.IN: State.CLEAR,
    Eligibility.OUT: State.HOLD,
    Eligibility.UNDETERMINED: State.NOT_TRACEABLE,
    Eligibility.CONFLICT: State.ASK,
}


@login_required
@require_safe
def funds(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every fund of an organisation."""
    place, actor = place_or_404(request, organisation, SEE)
    if way := visit_first(actor, organisation):
        return way
    inspected = shown_to(actor, organisation, "fund")
    table = _funds_table(file=not inspected).show(request.GET, queries.funds_of(actor, organisation))
    values = {
        "organisation": place,
        "name": name_of(place),
        "adds": may_anew(actor, SET_UP.name, place),
        "rates": may_anew(actor, RATE.name, place) or may_anew(actor, SEE.name, place),
        "visits": may_anew(actor, SEE_VISITS.name, place),
        "inspected": inspected,
    }
    return tables.answer(request, "programmes/funds.html", table, values)


@login_required
@require_safe
def fund(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Lines and years of a fund, what its policy is, what to see to, and which line may pay for a country."""
    held, actor = fund_or_404(request, id, SEE)
    if way := visit_first(actor, held.organisation_id):
        return way
    today = timezone.localdate()
    inspected = shown_to(actor, held.organisation_id, "fund", held.id)
    lines = list(held.lines.select_related("fund").order_by("code"))
    books, seen = queries.books_for(lines), lines_seen(actor, lines)
    rows = years_of(lines, seen)
    narrowed = {name: str(value) for name, value in request.GET.items() if name != "country"}
    table = years_table(held, file=not inspected).show(narrowed, rows)
    if table.asked.csv:
        return tables.answer(request, "programmes/fund.html", table)
    sunset = sunset_of(held, list(books.values()), today)
    values = {
        "fund": held,
        "name": called(held),
        "facts": _facts(held, sunset),
        "over": sunset is not None and sunset.days_left < 0,
        "closing": _closing(sunset),
        "excess": f"{_excess(sunset, list(seen.values())).text(held.currency)} {held.currency}"
        if sunset is not None
        else "",
        "warnings": [_warning(one, seen[one.line.id]) for one in warned_of(lines, books, today)],
        "lines": [(one, called(one), purpose_name(one.purpose, language())) for one in lines],
        "picture": picture_of(held, rows, table) if rows else None,
        "table": table,
        "countries": _countries(),
        "asked": _asked(lines, request.GET.get("country", "")),
        "adds": may_anew(actor, SET_UP.name, held),
        "inspected": inspected,
    }
    return render(request, "programmes/fund.html", values)


@login_required
@require_safe
def picture(request: HttpRequest, id: UUID) -> HttpResponse:
    """What is committed and what is left of each line, in the year that runs."""
    held, actor = fund_or_404(request, id, SEE)
    lines = list(held.lines.select_related("fund").order_by("code"))
    svg, _height = drawn(held, years_of(lines, lines_seen(actor, lines)))
    found = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    found.headers["Content-Security-Policy"] = PICTURE_POLICY
    return found


@login_required
@require_http_methods(QUESTION)
def make(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A new fund."""
    place, actor = place_or_404(request, organisation, SET_UP)

    def do(form: MakeFund) -> HttpResponseBase:
        return redirect("programmes-fund", actions.found_fund(actor, organisation=place.id, said=form.said()).id)

    return answer(
        request,
        Question(
            question=_("Set up a fund"),
            act=_("Set up this fund"),
            form=MakeFund(posted(request)),
            do=do,
            back=reverse("programmes-funds", args=[organisation]),
            happens=[
                _("Its vehicle, its currency and its policy stay as they are; its names and its sunset can be changed.")
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def change(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Its names and its sunset."""
    held, actor = fund_or_404(request, id, SET_UP)

    def do(form: ChangeFund) -> None:
        actions.change_fund(actor, fund=id, **form.cleaned_data)

    before = {"name": held.name, "name_ja": held.name_ja, "closes_on": held.closes_on}
    return answer(
        request,
        Question(
            question=_("Change “%(name)s”") % {"name": called(held)},
            act=_("Change this fund"),
            form=ChangeFund(posted(request), initial=before),
            do=do,
            back=reverse("programmes-fund", args=[id]),
            happens=[
                _("A sunset moves only by a decision that renews the policy or the fund: say which in the reason.")
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def add_line(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A line of it."""
    held, actor = fund_or_404(request, id, SET_UP)

    def do(form: LineForm) -> HttpResponseBase:
        return redirect("programmes-line", actions.open_line(actor, fund=id, said=form.said()).id)

    return answer(
        request,
        Question(
            question=_("Add a line to “%(name)s”") % {"name": called(held)},
            act=_("Add this line"),
            form=LineForm(posted(request)),
            do=do,
            back=reverse("programmes-fund", args=[id]),
            happens=[_("Once money was entered on it, its purpose and whether it is assistance stay.")],
            template=ASK,
        ),
    )


def _facts(held: Fund, sunset: Sunset | None) -> list[Pair]:
    policy = policy_of(held.regime)
    rows = [
        Pair(term=_("Budget vehicle"), text=named("vehicles", held.vehicle, language())),
        Pair(term=_("Currency of its books"), text=held.currency),
        Pair(
            term=_("Policy that binds it"),
            text=policy.names[language()],
            address=reverse("programmes-policy", args=[held.id]),
        ),
        Pair(
            term=_("What the policy is today"),
            text=standing_on(policy, timezone.localdate(), language()),
        ),
        Pair(term=_("First day"), text=day_text(held.opens_on, language())),
    ]
    if sunset is not None:
        rows.append(Pair(term=_("Sunset"), text=day_text(sunset.day, language())))
    if sunset is not None and sunset.years:
        years = say("list.separator", {}, language()).join(str(one) for one in sunset.years)
        rows.append(Pair(term=_("Years for which a yearly report is due"), text=years))
    return rows


def _closing(sunset: Sunset | None) -> str:
    """That a fund ends soon; nothing where it does not."""
    if sunset is None or sunset.code != "fund-closing":
        return ""
    return say("funds-fund-closing", {"days": str(sunset.days_left)}, language())


def _excess(sunset: Sunset, seen: Sequence[SeenLine]) -> Span:
    """What goes back: whole, or as far as it may be told."""
    if not any(one.withheld for one in seen):
        return Span(low=sunset.excess, high=sunset.excess)
    left = sum((year.left for one in seen for year in one.years.values()), NOTHING)
    return Span(low=max(0, left.low), high=max(0, left.high))


def _warning(one: Warned, seen: SeenLine) -> dict[str, object]:
    """Where something of the line is withheld, without its amount."""
    alert = one.alert
    code = f"funds-{alert.code}"
    return {
        "line": one.line,
        "name": f"{one.line.code} {called(one.line)}",
        "year": alert.year,
        "amount": "" if seen.withheld else with_currency(alert.amount.minor, alert.amount.currency),
        "said": say(code, {"days": str(abs(alert.days_left))}, language()),
        "state": State.HOLD if alert.level != 1 else State.ASK,
    }


def _asked(lines: Sequence[Line], country: str) -> Mapping[str, object] | None:
    """Which of the lines may pay for a country; None where none was asked for."""
    if not country:
        return None
    today = timezone.localdate()
    try:
        found = oda_answer(country, today)
        verdicts = [(one, line_eligibility(one, country, today)) for one in lines]
    except UsageError:
        return None
    return {
        "country": country,
        "name": dict(_countries()).get(country, country),
        "listed": found.eligibility.value,
        "sure": say(f"law.confidence.{found.confidence}", {}, language()) if found.confidence else "",
        "sources": found.sources,
        "lines": [
            {"name": f"{one.code} {called(one)}", "state": STATES[verdict], "verdict": verdict.value, "oda": one.oda}
            for one, verdict in verdicts
        ],
    }


def _countries() -> list[tuple[str, str]]:
    """Every country by its name; a country is a place in which it is itself."""
    named_so = ((id, place_name(id, language())) for id, one in all_places().items() if one.country == id)
    return sorted(named_so, key=lambda one: one[1])


def _funds_table(*, file: bool) -> Table:
    return Table(
        name="funds",
        caption=gettext_lazy("Funds"),
        columns=(
            Column(
                name="name",
                label=gettext_lazy("Fund"),
                value=called,
                sorts="name",
                address=lambda one: reverse("programmes-fund", args=[one.id]),
            ),
            Column(
                name="vehicle",
                label=gettext_lazy("Budget vehicle"),
                value=lambda one: named("vehicles", one.vehicle, language()),
                sorts="vehicle",
            ),
            Column(name="currency", label=gettext_lazy("Currency"), sorts="currency"),
            Column(name="opens_on", label=gettext_lazy("First day"), sorts="opens_on"),
            Column(name="closes_on", label=gettext_lazy("Sunset"), sorts="closes_on"),
        ),
        order="name",
        empty=gettext_lazy("No fund yet"),
        how=gettext_lazy("A fund is set up by an organiser or a programme officer."),
        file=file,
    )
