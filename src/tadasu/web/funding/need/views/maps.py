"""Where money is needed: every country that is asked about, its parts side by side, and what is known of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu import funds
from tadasu.funds import CountryNeed
from tadasu.places import all_places
from tadasu.reports import need_svg, part_name
from tadasu.web.foundation.access import may
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.need import queries
from tadasu.web.funding.need.access import LOAD, PLAN, SEE, SEE_MAP
from tadasu.web.funding.need.models import Score
from tadasu.web.funding.need.queries import MONTHS, Needs, Past
from tadasu.web.funding.need.views._shown import (
    country_said,
    horizons,
    months_or_404,
    names_said,
    part_said,
    place_or_404,
    place_said,
    reasons_said,
    saves,
    sector_said,
    size_of,
    svg_answer,
)
from tadasu.web.funding.need.words import named
from tadasu.web.funding.programmes.words import purpose_name
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Shown, Table
from tadasu.web.ui.views import tables


@login_required
@require_safe
def overview(request: HttpRequest, organisation: UUID, months: int = MONTHS) -> HttpResponseBase:
    """The map as a picture and as a table."""
    place, actor = place_or_404(request, organisation, SEE_MAP)
    needs = queries.map_of(actor, organisation, months=months_or_404(months))
    table = _map_table(needs, organisation, file=saves(actor, place)).show(request.GET, needs.countries)
    values = {
        "organisation": place,
        "name": name_of(place),
        "horizons": horizons(organisation, months),
        "picture": _picture(needs, organisation, months, table) if needs.countries else None,
        "unknown": sum(not one.known for one in needs.countries),
        "all": len(needs.countries),
        "told": _told(needs),
        "silent": len(needs.risk.unknown),
        "sources": may(actor, SEE.name, place),
        "plans": may(actor, PLAN.name, place),
        "loads": may(actor, LOAD.name, place),
    }
    return tables.answer(request, "need/map.html", table, values)


@login_required
@require_safe
def picture(request: HttpRequest, organisation: UUID, months: int) -> HttpResponseBase:
    """A row a country and a tile a part."""
    _place, actor = place_or_404(request, organisation, SEE_MAP)
    needs = queries.map_of(actor, organisation, months=months_or_404(months))
    return svg_answer(need_svg(needs.countries, language=language()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part of a country's need, with where it comes from and of when."""

    part: str
    name: str
    value: Coded
    facts: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A sector of a country. `falls`: what would turn it dark."""

    sector: str
    state: str
    findings: int | None
    told_by: str


@login_required
@require_safe
def country(request: HttpRequest, organisation: UUID, country: str) -> HttpResponseBase:
    """All that is known of one, each part with its source and its day."""
    place, actor = place_or_404(request, organisation, SEE_MAP)
    needs = queries.map_of(actor, organisation)
    need = next((one for one in needs.countries if one.id == country), None)
    if need is None and (country not in all_places() or all_places()[country].country != country):
        raise Http404
    past, scores = queries.past_of(actor, organisation, country), queries.scores_of(actor, organisation, country)
    table = _past_table(file=saves(actor, place)).show(request.GET, [one for one in past if _ours(one.purpose)])
    line = needs.lines.get(country)
    values = {
        "organisation": place,
        "country": country_said(country),
        "need": need,
        "place": place_said(line) if line else "",
        "of": len(needs.countries),
        "reasons": reasons_said(line).all if line else (),
        "parts": _parts_table().show({}, _parts(needs, need, scores)) if need else None,
        "cells": _cells_table().show({}, _cells(needs, country)) if need else None,
        "others": len({one.purpose for one in past if not _ours(one.purpose)}),
        "scores": _scores_table().show({}, scores) if scores else None,
        "losses": _losses(country),
        "everywhere": _losses(funds.EVERY),
    }
    return tables.answer(request, "need/country.html", table, values)


def _losses(country: str) -> list[tuple[str, str, str]]:
    """What ended in 2025: what is said, its source, how sure."""
    return [
        (one.name(language()), one.source, named("loss_sure", one.sure, language()))
        for one in funds.losses_of(country=country)
    ]


def _ours(purpose: str) -> bool:
    """Whether a purpose is one of this field, or unknown."""
    return purpose in funds.purposes() or purpose in ("151", "152", "")


def _told(needs: Needs) -> list[str]:
    """Who told, and of which month."""
    return [f"{name} ({month:%Y-%m})" for name, month in sorted(needs.joined.months.items())]


def _picture(needs: Needs, organisation: UUID, months: int, table: Shown) -> Picture:
    width, height = size_of(need_svg(needs.countries, language=language()))
    sure = sum(len(one.dark.cells) for one in needs.countries)
    may_be = sum(len(one.perhaps.cells) for one in needs.countries)
    finding = _("Sectors of countries that surely go dark without money: %(sure)s; that may: up to %(most)s") % {
        "sure": sure,
        "most": may_be,
    }
    return Picture(
        address=reverse("need-picture", args=[organisation, months]),
        width=width,
        height=height,
        finding=finding,
        alternative=_("A row for each country: %(finding)s. The table beneath says the same.") % {"finding": finding},
        source=names_said(_told(needs)) or _("nobody has told anything yet"),
        as_of=timezone.localdate(),
        table=table,
    )


def _map_table(needs: Needs, organisation: UUID, *, file: bool) -> Table:
    def part(name: str) -> Column:
        return Column(
            name=name,
            label=part_name(name, language()),
            value=lambda one: part_said(one.component(name)),
            number=True,
            spare=True,
        )

    return Table(
        name="need",
        caption=gettext_lazy("Countries, the most needed first"),
        columns=(
            Column(
                name="country",
                label=gettext_lazy("Country"),
                value=lambda one: Coded(one.id, country_said(one.id)),
                address=lambda one: reverse("need-country", args=[organisation, one.id]),
            ),
            Column(name="place", label=gettext_lazy("Rank"), value=lambda one: place_said(needs.lines[one.id])),
            Column(
                name="known",
                label=gettext_lazy("Sectors known"),
                value=lambda one: _("%(known)s of %(asked)s") % {"known": one.known, "asked": one.asked},
            ),
            Column(name="reasons", label=gettext_lazy("Why here"), value=lambda one: reasons_said(needs.lines[one.id])),
            *(part(name) for name in funds.COMPONENTS),
        ),
        size=60,
        empty=gettext_lazy("No evidence desk has told anything yet"),
        how=gettext_lazy(
            "Packages of the kinds “Where we are blind” and “What rests on which sources” come from peers, "
            "under “Exchange with others”."
        ),
        file=file,
    )


def _parts(needs: Needs, need: CountryNeed, scores: Sequence[Score]) -> list[PartRow]:
    told = names_said(
        [
            f"{name} ({needs.joined.months[name]:%Y-%m})"
            for name in sorted(
                {who for cell, names in needs.joined.cells.items() if cell[0] == need.id for who in names}
            )
        ]
    )
    press = next((one for one in scores if one.score is not None), None)
    return [
        PartRow(
            part=one.name,
            name=part_name(one.name, language()),
            value=part_said(one),
            facts=_facts(one.name, dict(one.facts), press),
            source=_source(one.name, told, press),
        )
        for one in need.components
    ]


def _facts(part: str, facts: Mapping[str, str], press: Score | None) -> str:
    if part in ("holds", "duties"):
        return _("no authority has told what rests on these findings")
    if part == "repression":
        return _("no signs are taken in yet")
    if part in ("scale", "scope", "irremediability"):
        return _("findings do not say how grave they are: unknown counts as the gravest")
    if part == "press" and press is not None:
        method = named("methods", press.method, language())
        return _("%(score)s in %(year)s, rank %(rank)s; %(method)s") % {
            "score": f"{press.score.normalize():f}" if press.score is not None else "",
            "year": press.year,
            "rank": press.rank,
            "method": method,
        }
    if "sources" in facts:
        return _("of %(all)s sources with a key unknown for %(unknown)s") % {
            "all": facts["sources"],
            "unknown": facts["unknown"],
        }
    return ""


def _source(part: str, told: str, press: Score | None) -> str:
    if part in ("money", "lost", "funders", "reach"):
        return _("noted by programme officers")
    if part == "press":
        return press.file.source if press is not None else ""
    return "" if part in ("holds", "duties", "repression") else told


def _cells(needs: Needs, country: str) -> list[CellRow]:
    world = {one.key: one for one in needs.joined.world.cells}
    risk = needs.risk
    surely = set(needs.dark(risk.surely).cells)
    most = set(needs.dark(risk.surely | risk.perhaps | risk.unknown).cells)
    return [
        CellRow(
            sector=cell[1],
            state="unknown"
            if not world[cell].ways
            else "dark"
            if cell in surely
            else "may"
            if cell in most
            else "known",
            findings=needs.joined.findings.get(cell),
            told_by=names_said(names),
        )
        for cell, names in sorted(needs.joined.cells.items())
        if cell[0] == country
    ]


def _parts_table() -> Table:
    return Table(
        name="parts",
        caption=gettext_lazy("Parts of the need, side by side"),
        columns=(
            Column(name="name", label=gettext_lazy("Part")),
            Column(name="value", label=gettext_lazy("Value")),
            Column(name="facts", label=gettext_lazy("What is known")),
            Column(name="source", label=gettext_lazy("From whom, of when")),
        ),
        file=False,
    )


def _cells_table() -> Table:
    return Table(
        name="cells",
        caption=gettext_lazy("Sectors"),
        columns=(
            Column(name="sector", label=gettext_lazy("Sector"), value=lambda one: sector_said(one.sector)),
            Column(
                name="state",
                label=gettext_lazy("If money ends"),
                value=lambda one: Coded(one.state, named("cells", one.state, language())),
            ),
            Column(name="findings", label=gettext_lazy("Findings in force"), number=True),
            Column(name="told_by", label=gettext_lazy("Told by")),
        ),
        size=60,
        file=False,
    )


def purpose_said(purpose: str) -> Coded:
    """A purpose by its name; a category or an unknown one as it is."""
    if not purpose:
        return Coded("", _("purpose unknown"))
    found = funds.purposes().get(purpose)
    if found is None:
        return Coded(
            purpose, _("%(code)s, all purposes of the category") % {"code": purpose} if len(purpose) == 3 else purpose
        )
    return Coded(
        purpose, purpose_name(purpose, language()) if not found.boundary else f"{purpose} {found.names[language()]}"
    )


def _past_table(*, file: bool) -> Table:
    return Table(
        name="past",
        caption=gettext_lazy("What was given before, for media and rights"),
        columns=(
            Column(name="year", label=gettext_lazy("Year"), value=lambda one: str(one.year), sorts="year"),
            Column(
                name="donor",
                label=gettext_lazy("Donor"),
                value=lambda one: one.donor or _("all donors together"),
                sorts="donor",
            ),
            Column(
                name="purpose",
                label=gettext_lazy("What for"),
                value=lambda one: purpose_said(one.purpose),
                sorts="purpose",
            ),
            Column(
                name="flow",
                label=gettext_lazy("Kind of flow"),
                value=lambda one: Coded(one.flow, named("flows", one.flow, language())),
                sorts="flow",
            ),
            Column(name="amount", label=gettext_lazy("Amount"), number=True, sorts="amount"),
            Column(name="currency", label=gettext_lazy("Currency"), sorts="currency"),
            Column(name="source", label=gettext_lazy("Source"), value=_past_source),
        ),
        empty=gettext_lazy("No file tells of money for media and rights here: that is unknown, not nothing"),
        how=gettext_lazy("Files of the OECD (CRS) and of donors (IATI) are loaded by a programme officer."),
        file=file,
    )


def _past_source(one: Past) -> str:
    return f"{one.kind.upper()}, {one.source}, {named('sure', one.sure, language())}"


def _scores_table() -> Table:
    return Table(
        name="scores",
        caption=gettext_lazy("Press freedom as published"),
        columns=(
            Column(name="year", label=gettext_lazy("Year"), value=lambda one: str(one.year)),
            Column(name="score", label=gettext_lazy("Score"), value=lambda one: one.score, number=True, places=2),
            Column(name="rank", label=gettext_lazy("Rank"), number=True),
            Column(
                name="method", label=gettext_lazy("Method"), value=lambda one: named("methods", one.method, language())
            ),
        ),
        size=60,
        file=False,
    )
