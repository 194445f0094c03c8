"""A line with its years and its ledger, and how it is changed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.funds import Amount, decimal_of, exponent
from tadasu.web.foundation.access import Actor, may, may_anew
from tadasu.web.funding.programmes import actions, queries
from tadasu.web.funding.programmes.access import (
    BUDGET,
    CARRY_OVER,
    ENTER,
    SAVE_LEDGER,
    SEE,
    SEE_LEDGER,
    SET_UP,
)
from tadasu.web.funding.programmes.forms import ChangeLine, SetBudget
from tadasu.web.funding.programmes.ledger import Ledger, ledger_of
from tadasu.web.funding.programmes.models import Entry, Line, fiscal_year
from tadasu.web.funding.programmes.money import with_currency
from tadasu.web.funding.programmes.seen import Span, lines_seen
from tadasu.web.funding.programmes.views._shown import (
    ASK,
    called,
    kind_text,
    line_or_404,
    rate_text,
    shown_to,
    visit_first,
)
from tadasu.web.funding.programmes.words import named, purpose_name, words
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded, Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def line(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it is for, its years, its ledger."""
    held, actor = line_or_404(request, id, SEE)
    if way := visit_first(actor, held.organisation_id):
        return way
    books, seen = queries.books_for([held])[held.id], lines_seen(actor, [held])[held.id]
    values: dict[str, object] = {
        "line": held,
        "name": called(held),
        "fund_name": called(held.fund),
        "facts": [
            Pair(term=_("Fund"), text=called(held.fund), address=reverse("programmes-fund", args=[held.fund_id])),
            Pair(term=_("What for (purpose code of the DAC)"), text=purpose_name(held.purpose, language())),
            Pair(
                term=_("Official development assistance"),
                text=_("Yes: for countries on the list only") if held.oda else _("No: for every country"),
            ),
            Pair(term=_("Received so far"), text=_money(held, sum(one.received for one in books.years.values()))),
        ],
        "years": [
            {
                "year": number,
                "set": _money(held, books.year(number).budget),
                "room": _money(held, year.room),
                "committed": _span(held, year.committed),
                "paid": _span(held, year.paid),
                "left": _span(held, year.left),
            }
            for number, year in seen.years.items()
        ],
        "banded": [
            {
                "year": one.year,
                "committed": _span(held, one.committed),
                "paid": _span(held, one.paid),
            }
            for one in seen.withheld.values()
        ],
        "buttons": _buttons(actor, held),
    }
    ledger = ledger_of(actor, held) if may(actor, SEE_LEDGER.name, held) else None
    if ledger is None:
        values["inspected"] = shown_to(actor, held.organisation_id, "line", held.id)
        return render(request, "programmes/line.html", values)
    table = _entries(
        held,
        ledger.names,
        years=sorted(books.years),
        file=may(actor, SAVE_LEDGER.name, held),
    ).show(request.GET, ledger.entries.order_by("day", "number"))
    values["inspected"] = shown_to(actor, held.organisation_id, "ledger", held.id, len(table.lines))
    values["withheld"] = _withheld(held, ledger)
    values["ledger"] = True
    return tables.answer(request, "programmes/line.html", table, values)


@login_required
@require_http_methods(QUESTION)
def change(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it is called, and before anything was entered what it is for."""
    held, actor = line_or_404(request, id, SET_UP)

    def do(form: ChangeLine) -> None:
        actions.change_line(actor, line=id, said=form.said(), reason=form.cleaned_data["reason"])

    before = {name: getattr(held, name) for name in ("code", "name", "name_ja", "purpose")}
    return answer(
        request,
        Question(
            question=_("Change line %(code)s") % {"code": held.code},
            act=_("Change this line"),
            form=ChangeLine(posted(request), initial={**before, "oda": "yes" if held.oda else "no"}),
            do=do,
            back=reverse("programmes-line", args=[id]),
            happens=[_("Once money was entered on it, its purpose and whether it is assistance stay.")],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def budget(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it may commit in a year."""
    held, actor = line_or_404(request, id, BUDGET)

    def do(form: SetBudget) -> None:
        actions.set_budget(actor, line=id, **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("Set the budget of line %(code)s") % {"code": held.code},
            act=_("Set this budget"),
            form=SetBudget(posted(request), line=held, initial={"year": fiscal_year(held.fund.opens_on)}),
            do=do,
            back=reverse("programmes-line", args=[id]),
            happens=[
                _(
                    "In the year it commits no more than this and what was carried over. It is never below what is committed."
                )
            ],
            template=ASK,
        ),
    )


def _money(line: Line, amount: int) -> str:
    return with_currency(amount, line.fund.currency)


def _span(line: Line, span: Span) -> str:
    return f"{span.text(line.fund.currency)} {line.fund.currency}"


def _withheld(line: Line, ledger: Ledger) -> Sequence[Mapping[str, object]]:
    return [
        {"year": one.year, "kind": named("kinds", one.kind, language()), "amount": _money(line, one.amount)}
        for one in ledger.withheld
    ]


def _buttons(actor: Actor, held: Line) -> Sequence[tuple[str, str]]:
    offered = [
        (ENTER, "programmes-enter", _("Enter something")),
        (BUDGET, "programmes-budget", _("Set a budget")),
        (CARRY_OVER, "programmes-carry-over", _("Carry money over")),
        (SET_UP, "programmes-line-change", _("Change this line")),
    ]
    return [(reverse(view, args=[held.id]), label) for act, view, label in offered if may_anew(actor, act.name, held)]


def _entries(held: Line, names: Mapping[UUID, str], *, years: Sequence[int], file: bool) -> Table:
    """Without the numbers of entries: a gap would tell that there is one that is not shown."""

    def kind(one: Entry) -> Coded:
        return Coded(f"-{one.kind}" if one.corrects_id else one.kind, kind_text(one))

    def sign(one: Entry) -> int:
        return -1 if one.corrects_id else 1

    def in_its_own(one: Entry) -> Decimal:
        return decimal_of(Amount(sign(one) * one.amount, one.currency))

    currency = held.fund.currency
    return Table(
        name="ledger",
        caption=gettext_lazy("Ledger"),
        columns=(
            Column(name="day", label=gettext_lazy("Day"), sorts="day"),
            Column(name="year", label=gettext_lazy("Fiscal year"), value=lambda one: str(one.year), sorts="year"),
            Column(
                name="kind",
                label=gettext_lazy("Kind of entry"),
                value=kind,
                sorts="kind",
                address=lambda one: reverse("programmes-entry", args=[one.id]),
            ),
            Column(name="award", label=gettext_lazy("Award (pseudonym)"), value=lambda one: names.get(one.award)),
            Column(
                name="amount", label=gettext_lazy("Amount"), value=lambda one: f"{in_its_own(one):,f} {one.currency}"
            ),
            Column(
                name="line_amount",
                label=gettext_lazy("In the books"),
                unit=currency,
                value=lambda one: decimal_of(Amount(sign(one) * one.line_amount, currency)),
                number=True,
                places=exponent(currency),
                sorts="line_amount",
            ),
            Column(name="rate", label=gettext_lazy("Rate, day, source"), value=rate_text),
            Column(name="user", label=gettext_lazy("Entered by"), value=lambda one: str(one.user)),
        ),
        filters=(
            Filter(name="year", label=gettext_lazy("Fiscal year"), choices=[(str(one), str(one)) for one in years]),
            Filter(
                name="kind",
                label=gettext_lazy("Kind of entry"),
                choices=[(code, said[language()]) for code, said in words("kinds").items()],
            ),
        ),
        empty=gettext_lazy("Nothing was entered yet"),
        how=gettext_lazy("Awards enter what they commit and pay. What no award makes can be entered here."),
        file=file,
    )
