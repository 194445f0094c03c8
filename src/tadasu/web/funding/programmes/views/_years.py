"""The money of a fund as its page tells it: lines by fiscal year, as a table and as a picture, whole or in bands (`seen`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadasu.funds import Amount, decimal_of, exponent
from tadasu.reports import Bar, bars_svg
from tadasu.web.funding.programmes.models import Fund, Line, fiscal_year
from tadasu.web.funding.programmes.money import shown
from tadasu.web.funding.programmes.seen import SeenLine, Span
from tadasu.web.funding.programmes.views._shown import called
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Shown, Table

HEADS = {
    "budget": gettext_lazy("Budget"),
    "committed": gettext_lazy("Committed"),
    "paid": gettext_lazy("Paid"),
    "left": gettext_lazy("Left"),
}
"""Column -> head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineYear:
    """A row of the table of a fund; `spans` by the names of `HEADS`, and of each the least, by which rows are ordered."""

    line: Line
    name: str
    year: int
    spans: Mapping[str, Span]
    budget: int
    committed: int
    paid: int
    left: int


def years_of(lines: Sequence[Line], seen: Mapping[UUID, SeenLine]) -> list[LineYear]:
    """A row for each year of each line."""
    return [
        LineYear(
            line=one,
            name=f"{one.code} {called(one)}",
            year=number,
            spans={
                "budget": Span(low=year.room, high=year.room),
                "committed": year.committed,
                "paid": year.paid,
                "left": year.left,
            },
            budget=year.room,
            committed=year.committed.low,
            paid=year.paid.low,
            left=year.left.low,
        )
        for one in lines
        for number, year in seen[one.id].years.items()
    ]


def picture_of(held: Fund, rows: Sequence[LineYear], table: Shown) -> Picture:
    """Of the year that runs, or the nearest one that has money."""
    year = _year_shown(rows)
    finding = _("Fiscal year %(year)s: what is committed, and what is left") % {"year": year}
    return Picture(
        address=reverse("programmes-picture", args=[held.id]),
        width=640,
        height=drawn(held, rows)[1],
        finding=finding,
        alternative=_("A bar for each line: %(finding)s. The table beneath says the same.") % {"finding": finding},
        source=_("the ledger of this fund"),
        as_of=timezone.localdate(),
        table=table,
    )


def _year_shown(rows: Sequence[LineYear]) -> int:
    """The year that runs, or the one nearest to it that has money."""
    now = fiscal_year(timezone.localdate())
    return min((one.year for one in rows), key=lambda year: (abs(year - now), year))


def drawn(held: Fund, rows: Sequence[LineYear]) -> tuple[str, int]:
    """The picture and its height in pixels; what is left has a dashed frame."""
    year = _year_shown(rows) if rows else 0
    bars = [
        Bar(
            label=one.name,
            value=float(max(0, one.committed)),
            open=float(max(0, one.left)),
            said=_("%(committed)s of %(budget)s %(currency)s")
            % {
                "committed": one.spans["committed"].text(held.currency),
                "budget": shown(one.budget, held.currency),
                "currency": held.currency,
            },
        )
        for one in rows
        if one.year == year
    ]
    told = "; ".join(f"{one.label}: {one.said}" for one in bars)
    title = _("Fiscal year %(year)s: what is committed, and what is left") % {"year": year}
    svg = bars_svg(bars, title=title, told=told, key="fund", language=language())
    return svg, int(svg.split(' height="', 1)[1].split('"', 1)[0])


def years_table(held: Fund, *, file: bool) -> Table:
    """Lines by fiscal year."""

    def amount(name: str) -> Column:
        return Column(
            name=name,
            label=HEADS[name],
            unit=held.currency,
            value=lambda one: _told(one.spans[name], held.currency),
            number=True,
            places=exponent(held.currency),
            sorts=name,
        )

    return Table(
        name="years",
        caption=gettext_lazy("Lines by fiscal year"),
        columns=(
            Column(
                name="name",
                label=gettext_lazy("Line"),
                sorts="name",
                address=lambda one: reverse("programmes-line", args=[one.line.id]),
            ),
            Column(name="year", label=gettext_lazy("Fiscal year"), value=lambda one: str(one.year), sorts="year"),
            *(amount(name) for name in HEADS),
        ),
        empty=gettext_lazy("No budget yet"),
        how=gettext_lazy("A line has a budget for each fiscal year, from April to March."),
        file=file,
    )


def _told(span: Span, currency: str) -> Decimal | Coded:
    """A number, or a band, which is the same word in a file."""
    if span.exact:
        return decimal_of(Amount(span.low, currency))
    return Coded(code=span.text(currency).replace(",", ""), text=span.text(currency))
