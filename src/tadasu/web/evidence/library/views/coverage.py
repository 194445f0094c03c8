"""Where we are blind: cells as a picture and as a table, on whom they hang, what others say of theirs. The table is the source of
truth; nothing is drawn as safe."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.release import place_name
from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library._tiles import Drawn, Names, Tile, drawn
from tadasu.web.evidence.library.access import ASK_ABOUT
from tadasu.web.evidence.library.covering import OF_PEER, OURSELVES, Hangs, Known, asked_about, blind_spots, their_cells
from tadasu.web.evidence.library.forms import AskAbout
from tadasu.web.evidence.library.views._shown import ASK
from tadasu.web.evidence.library.words import sector_name
from tadasu.web.foundation.access import allow, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.exchange.models import TheirCell
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded, Said
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

UNKNOWN = "unknown"

_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Of the picture alone: it has its colours in it, and runs nothing."""


@login_required
@require_safe
def coverage(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """A picture and three tables; each of them as a file too."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    blind = blind_spots(actor, organisation)
    theirs = their_cells(actor, organisation)
    shown = [
        _cells(blind.cells).show(request.GET, blind.cells),
        _sources().show(request.GET, blind.sources),
        _theirs().show(request.GET, theirs),
    ]
    for one in shown:
        if one.asked.csv:
            return tables.answer(request, "library/coverage.html", one)
    unknown = sum(one.state == UNKNOWN for one in blind.cells)
    picture = _drawn(blind.cells)
    finding = _("%(unknown)s of %(all)s countries and sectors are unknown") % {
        "unknown": unknown,
        "all": len(blind.cells),
    }
    values = {
        "organisation": found,
        "name": name_of(found),
        "picture": Picture(
            address=reverse("library-coverage-picture", args=[organisation]),
            width=picture.width,
            height=picture.height,
            finding=finding,
            alternative=_("A tile for each country and sector: %(finding)s. The table beneath says the same.")
            % {"finding": finding},
            source=_("what came to %(organisation)s, as far as you may see it") % {"organisation": name_of(found)},
            as_of=timezone.localdate(),
            table=shown[0],
        )
        if blind.cells
        else None,
        "cells": shown[0],
        "sources": shown[1],
        "theirs": shown[2] if theirs else None,
        "unknown": unknown,
        "all": len(blind.cells),
        "on_one": sum(one.sources is not None and one.sources <= 1 for one in blind.cells),
        "nowhere": blind.nowhere,
        "asks": may_anew(actor, ASK_ABOUT.name, found),
    }
    return render(request, "library/coverage.html", values)


@login_required
@require_safe
def picture(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The cells as tiles, as whoever asks may see them."""
    organisation_or_404(request, organisation)
    answer = HttpResponse(
        _drawn(blind_spots(asking(request), organisation).cells).svg, content_type="image/svg+xml; charset=utf-8"
    )
    answer.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return answer


def _drawn(cells: Sequence[Known]) -> Drawn:
    in_words = language()
    tiles = [
        Tile(
            country=one.country,
            sector=one.sector,
            sources=None if one.state == UNKNOWN else one.sources or 0,
            months=one.months,
        )
        for one in cells
    ]
    names = Names(
        countries={one.country: place_name(one.country, in_words) for one in tiles},
        sectors={one.sector: sector_name(one.sector, in_words) for one in tiles},
        unknown=_("unknown, which does not mean safe"),
        few=_("one source or none"),
        some=_("two sources"),
        many=_("three sources or more"),
        old=_("dashed: not confirmed for two years"),
    )
    return drawn(tiles, names)


@login_required
@require_http_methods(QUESTION)
def ask(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """What is asked about."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, ASK_ABOUT.name, found)
    countries, sectors = asked_about(organisation)

    def do(form: AskAbout) -> None:
        actions.ask_about(actor, organisation=organisation, **form.cleaned_data)

    return answer(
        request,
        Question(
            question=_("What do you ask about?"),
            act=_("Ask about these"),
            form=AskAbout(posted(request), initial={"countries": " ".join(countries), "sectors": list(sectors)}),
            do=do,
            back=reverse("library-coverage", args=[organisation]),
            happens=[
                _("Each country is asked about with each sector; where nothing is known, the page says so."),
                _(
                    "What comes in about others stands there too. Peers to whom you give coverage are told these cells alone."
                ),
            ],
            template=ASK,
        ),
    )


def _state(state: str) -> Coded:
    return Coded(state, _("unknown") if state == UNKNOWN else _("reported"))


def _source(one: Hangs) -> str:
    if one.key == OURSELVES:
        return _("ourselves: reports and documents that we hold")
    if one.key.startswith(OF_PEER):
        return _("findings of %(peer)s") % {"peer": one.key.removeprefix(OF_PEER)}
    return one.name


def _falls(one: Known) -> str | None:
    """Those without whom it falls silent."""
    return (
        ", ".join(_("ourselves") if key == OURSELVES else key.removeprefix(OF_PEER) for key in one.falls_with) or None
    )


def _country(one: Known | TheirCell) -> str:
    return place_name(one.country, language())


def _sector(one: Known | TheirCell) -> Coded:
    return Coded(one.sector, sector_name(one.sector, language()))


def _states() -> Sequence[tuple[str, Said]]:
    return [(UNKNOWN, gettext_lazy("unknown")), ("reported", gettext_lazy("reported"))]


def _pieces(one: Known) -> str | None:
    """How many of each; of an unknown cell no number that could read as safe."""
    return f"{one.findings:,} · {one.articles:,} · {one.incidents:,}" if one.state != UNKNOWN else None


def _cells(cells: Sequence[Known]) -> Table:
    countries = sorted({one.country for one in cells})
    sectors = sorted({one.sector for one in cells})
    return Table(
        name="coverage",
        caption=gettext_lazy("Countries and sectors"),
        columns=(
            Column(name="country", label=gettext_lazy("Country"), value=_country, sorts="country"),
            Column(name="sector", label=gettext_lazy("Sector"), value=_sector, sorts="sector"),
            Column(name="state", label=gettext_lazy("State"), value=lambda one: _state(one.state), sorts="state"),
            Column(name="sources", label=gettext_lazy("Independent sources"), number=True, sorts="sources"),
            Column(name="falls", label=gettext_lazy("Falls silent without"), value=_falls),
            Column(
                name="months",
                label=gettext_lazy("Since the last independent confirmation"),
                unit=gettext_lazy("months"),
                number=True,
                sorts="months",
            ),
            Column(name="pieces", label=gettext_lazy("Findings, articles, incidents"), value=_pieces),
            Column(name="reports", label=gettext_lazy("Reports in inquiries"), value=lambda one: one.reports),
        ),
        filters=(
            Filter(
                name="country",
                label=gettext_lazy("Country"),
                choices=[(one, place_name(one, language())) for one in countries],
            ),
            Filter(
                name="sector",
                label=gettext_lazy("Sector"),
                choices=[(one, sector_name(one, language())) for one in sectors],
            ),
            Filter(name="state", label=gettext_lazy("State"), choices=_states()),
        ),
        order="-state",
        empty=gettext_lazy("Nothing is asked about"),
        how=gettext_lazy("Say which countries and sectors you ask about."),
    )


def _sources() -> Table:
    return Table(
        name="coverage-sources",
        prefix="s-",
        caption=gettext_lazy("Outlets and groups on which it hangs"),
        columns=(
            Column(name="name", label=gettext_lazy("Outlet or group"), value=_source, sorts="name"),
            Column(
                name="falling", label=gettext_lazy("Cells that fall silent without it"), number=True, sorts="falling"
            ),
            Column(name="cells", label=gettext_lazy("Cells it is in"), number=True, sorts="cells"),
            Column(name="pieces", label=gettext_lazy("Pieces that rest on it"), number=True, sorts="pieces"),
            Column(name="alone", label=gettext_lazy("On it alone"), number=True, sorts="alone"),
        ),
        order="-falling",
        empty=gettext_lazy("No source yet"),
        how=gettext_lazy("Outlets come here with their articles, groups with their incidents."),
    )


def _theirs() -> Table:
    return Table(
        name="coverage-theirs",
        prefix="t-",
        caption=gettext_lazy("What peers say of theirs"),
        columns=(
            Column(name="country", label=gettext_lazy("Country"), value=_country, sorts="country"),
            Column(name="sector", label=gettext_lazy("Sector"), value=_sector, sorts="sector"),
            Column(name="known_as", label=gettext_lazy("Peer"), sorts="known_as"),
            Column(name="state", label=gettext_lazy("State"), value=lambda one: _state(one.state), sorts="state"),
            Column(name="sources", label=gettext_lazy("Independent sources"), value=lambda one: one.sources or None),
            Column(
                name="months",
                label=gettext_lazy("Since the last independent confirmation"),
                unit=gettext_lazy("months"),
                value=lambda one: one.months or None,
            ),
            Column(name="month", label=gettext_lazy("Month"), value=lambda one: f"{one.month:%Y-%m}", sorts="month"),
        ),
        order="country",
        empty=gettext_lazy("No peer has said anything yet"),
    )
