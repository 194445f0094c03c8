"""Sources by their keys: what would go dark with one or several, and what is known of their money."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.funds import SourceNeed
from tadasu.web.foundation.access import may
from tadasu.web.foundation.exchange.sectors import sector_name
from tadasu.web.funding.need import actions, queries
from tadasu.web.funding.need.access import NOTE, SEE
from tadasu.web.funding.need.forms import Note
from tadasu.web.funding.need.models import Fact
from tadasu.web.funding.need.queries import Needs
from tadasu.web.funding.need.views._shown import (
    ASK,
    country_said,
    names_said,
    part_said,
    place_or_404,
    place_said,
    reasons_said,
    saves,
    sector_said,
)
from tadasu.web.funding.need.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

CHOSEN = "chosen"
MOST_CHOSEN = 200
FORM = "dark"
"""The form in which sources are ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenCell:
    """A sector that would go dark; `findings` in it that fall."""

    country: str
    sector: str
    dark: bool
    findings: int


@login_required
@require_safe
def sources(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every source with a key, the most needed first."""
    place, actor = place_or_404(request, organisation, SEE)
    needs, facts = queries.needs_of(actor, organisation), queries.facts_of(actor, organisation)
    table = _table(needs, facts, organisation, file=saves(actor, place)).show(request.GET, needs.sources)
    return tables.answer(request, "need/sources.html", table, {"organisation": place, "any": bool(needs.sources)})


@login_required
@require_safe
def dark(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """What would go dark if the ticked sources close together."""
    place, actor = place_or_404(request, organisation, SEE)
    needs = queries.needs_of(actor, organisation)
    asked = request.GET.getlist(CHOSEN)[:MOST_CHOSEN]
    chosen = [one for one in sorted(set(asked)) if one in needs.joined.told_by]
    found = needs.dark(frozenset(chosen))
    values = {
        "organisation": place,
        "chosen": chosen,
        "unknown": len(set(asked)) - len(chosen),
        "cells": len(found.cells),
        "findings": len(found.findings),
        "nothing": found.nothing,
        "table": _fallen_table().show({}, _fallen(needs, frozenset(chosen))) if chosen else None,
        "cut": [f"{country_said(country)}, {sector_name(sector, language())}" for country, sector in needs.joined.cut],
    }
    return render(request, "need/dark.html", values)


@login_required
@require_safe
def source(request: HttpRequest, organisation: UUID, key: str) -> HttpResponseBase:
    """One: what hangs on it, with whom together, what is known of its money and what was noted before."""
    place, actor = place_or_404(request, organisation, SEE)
    needs = queries.needs_of(actor, organisation)
    need = next((one for one in needs.sources if one.id == key), None)
    before = list(queries.facts_before(actor, organisation, key))
    if need is None and not before:
        raise Http404
    line = needs.source_lines.get(key)
    values = {
        "organisation": place,
        "key": key,
        "need": need,
        "told_by": needs.joined.told_by.get(key, ""),
        "place": place_said(line) if line else "",
        "of": len(needs.sources),
        "reasons": reasons_said(line).all if line else (),
        "countries": names_said([country_said(one) for one in need.countries]) if need else "",
        "table": _fallen_table().show({}, _fallen(needs, frozenset({key}))) if need else None,
        "together": _together(need) if need else [],
        "facts": _facts_table().show({}, before),
        "notes": need is not None and may(actor, NOTE.name, place),
    }
    return render(request, "need/source.html", values)


@login_required
@require_http_methods(QUESTION)
def note(request: HttpRequest, organisation: UUID, key: str) -> HttpResponseBase:
    """What is known of its money."""
    _place, actor = place_or_404(request, organisation, NOTE)
    if key not in queries.joined(organisation).told_by:
        raise Http404
    held = queries.facts_of(actor, organisation).get(key)
    before = {name: getattr(held, name) for name in ("months", "lost", "funders", "reach")} if held else {}

    def do(form: Note) -> None:
        actions.note(actor, organisation=organisation, source=key, said=form.said())

    return answer(
        request,
        Question(
            question=_("What is known of the money of %(source)s?") % {"source": key},
            act=_("Note this"),
            form=Note(posted(request), initial=before),
            do=do,
            back=reverse("need-source", args=[organisation, key]),
            happens=[
                _(
                    "Codes alone are kept, with your name and the day. There is no place for words: write nowhere who this is."
                ),
                _(
                    "Which of our grantees a key stands for is kept nowhere. "
                    "Ask the sender by a way of your own, say the key, and note here only what follows."
                ),
            ],
            template=ASK,
        ),
    )


def _fallen(needs: Needs, chosen: frozenset[str]) -> list[FallenCell]:
    found = needs.dark(chosen)
    fallen = [one.rsplit("-", 1)[0] for one in found.findings]
    cells = {
        *found.cells,
        *((country, sector) for country, _dash, sector in (one.partition("-") for one in fallen)),
    }
    return [
        FallenCell(
            country=country,
            sector=sector,
            dark=(country, sector) in found.cells,
            findings=fallen.count(f"{country}-{sector}"),
        )
        for country, sector in sorted(cells)
    ]


def _together(need: SourceNeed) -> list[tuple[str, list[str], bool]]:
    """Of each cell: its name, the sets in which this source would turn it dark, whether that is all."""
    return [
        (
            f"{country_said(country)}, {sector_name(sector, language())}",
            [names_said([one for one in group if one != need.id]) for group in found.sets],
            found.complete,
        )
        for (country, sector), found in need.together
    ]


def fact_said(what: str, fact: Fact | None) -> Coded:
    """A code of what was noted, or that nobody noted it."""
    code = getattr(fact, what) if fact is not None else ""
    return Coded(code or "unknown", named(what, code, language()) if code else _("not known"))


def _of(what: str, facts: Mapping[str, Fact]) -> Callable[[SourceNeed], Coded]:
    return lambda one: fact_said(what, facts.get(one.id))


def _table(needs: Needs, facts: Mapping[str, Fact], organisation: UUID, *, file: bool) -> Table:
    return Table(
        name="need-sources",
        caption=gettext_lazy("Sources, the most needed first"),
        columns=(
            Column(
                name="id",
                label=pgettext_lazy("who tells", "Source"),
                address=lambda one: reverse("need-source", args=[organisation, one.id]),
            ),
            Column(name="place", label=gettext_lazy("Rank"), value=lambda one: place_said(needs.source_lines[one.id])),
            Column(
                name="countries",
                label=gettext_lazy("Countries"),
                value=lambda one: names_said([country_said(country) for country in one.countries]),
            ),
            Column(
                name="cells",
                label=gettext_lazy("Go dark with it alone"),
                value=lambda one: part_said(one.component("cells")),
                number=True,
            ),
            Column(
                name="findings",
                label=gettext_lazy("Findings that fall with it alone"),
                value=lambda one: part_said(one.component("findings")),
                number=True,
            ),
            Column(name="months", label=gettext_lazy("Money lasts"), value=_of("months", facts)),
            Column(name="lost", label=gettext_lazy("Lost in 2025"), value=_of("lost", facts)),
            Column(name="funders", label=gettext_lazy("Funders left"), value=_of("funders", facts)),
            Column(name="reach", label=gettext_lazy("Reach"), value=_of("reach", facts)),
            Column(
                name="told_by", label=gettext_lazy("Told by"), value=lambda one: needs.joined.told_by.get(one.id, "")
            ),
        ),
        chooses=FORM,
        key="id",
        size=50,
        empty=gettext_lazy("No source has been told yet"),
        how=gettext_lazy("Sources come with packages of the kind “What rests on which sources”."),
        file=file,
    )


def _fallen_table() -> Table:
    return Table(
        name="fallen",
        caption=gettext_lazy("What would be lost"),
        columns=(
            Column(name="country", label=gettext_lazy("Country"), value=lambda one: country_said(one.country)),
            Column(name="sector", label=gettext_lazy("Sector"), value=lambda one: sector_said(one.sector)),
            Column(
                name="dark",
                label=gettext_lazy("What becomes of it"),
                value=lambda one: _("nothing is known any more") if one.dark else _("stays known"),
            ),
            Column(name="findings", label=gettext_lazy("Findings below their standard"), number=True),
        ),
        size=100,
        empty=gettext_lazy(
            "Nothing of what was told goes dark: others still see it, or it was below its standard already"
        ),
        file=False,
    )


def _facts_table() -> Table:
    return Table(
        name="facts",
        caption=gettext_lazy("What was noted of its money"),
        columns=(
            Column(name="months", label=gettext_lazy("Money lasts"), value=lambda one: fact_said("months", one)),
            Column(name="lost", label=gettext_lazy("Lost in 2025"), value=lambda one: fact_said("lost", one)),
            Column(name="funders", label=gettext_lazy("Funders left"), value=lambda one: fact_said("funders", one)),
            Column(name="reach", label=gettext_lazy("Reach"), value=lambda one: fact_said("reach", one)),
            Column(name="noted_on", label=gettext_lazy("Noted on")),
            Column(name="noted_by", label=gettext_lazy("Noted by"), value=lambda one: str(one.noted_by)),
            Column(
                name="replaced",
                label=gettext_lazy("State"),
                value=lambda one: _("replaced by a later one") if one.replaced else _("counts"),
            ),
        ),
        size=50,
        empty=gettext_lazy("Nobody has noted anything: how long its money lasts is unknown"),
        file=False,
    )
