"""The list of incidents, narrowed down by what is coded of them, and one of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.goods import HsCode, describe
from tadasu.release import place_name
from tadasu.schema import Issue
from tadasu.web.evidence.incidents import queries
from tadasu.web.evidence.incidents._codes import sectors
from tadasu.web.evidence.incidents.access import EXTRACT, OPEN, RECEIVE
from tadasu.web.evidence.incidents.models import DONE, Batch, Incident
from tadasu.web.evidence.incidents.views._shown import (
    incident_or_404,
    item_of,
    name_of_batch,
    name_of_incident,
)
from tadasu.web.evidence.incidents.words import indicator_name, issue_name, sector_name
from tadasu.web.foundation.access import Actor, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import CaseHead, Coded, Pair, Said
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables

MOST_TEXT = 200
PREFIX = "t-"
"""Of the parameters of the table, beside which the search has its own."""


@login_required
@require_safe
def incidents(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The newest version of each; words are searched where they are public."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    asked = {name: _asked(request, name) for name in ("words", "good", "from", "to")}
    rows = _narrowed(queries.incidents_holding(actor, organisation, asked["words"]), asked)
    shown = _table(actor, organisation).show(request.GET, rows)
    values = {
        "organisation": found,
        "name": name_of(found),
        "asked": asked,
        "narrowed": any(asked.values()),
        "none": any(asked.values()) and not shown.lines,
        "receives": may_anew(actor, RECEIVE.name, found),
    }
    return tables.answer(request, "incidents/incidents.html", shown, values)


@login_required
@require_safe
def incident(request: HttpRequest, id: UUID) -> HttpResponse:
    """What is coded of one, its words where they are public, its versions."""
    found, actor = incident_or_404(request, id), asking(request)
    item = item_of(found.batch)
    values = {
        "incident": found,
        "head": _head(found),
        "facts": _facts(found),
        "said": _said(found),
        "attribution": found.batch.attribution,
        "link": found.link,
        "opens": not found.public and may_anew(actor, OPEN.name, item),
        "takes": may_anew(actor, EXTRACT.name, item),
        "evidence": reverse("custody-one", args=[found.item]) if found.item else "",
        "versions": [
            (
                reverse("incidents-one", args=[one.id]),
                one.version,
                name_of_batch(one.batch),
                one.changed,
                one.id == found.id,
            )
            for one in queries.versions_of(found)
        ],
    }
    return render(request, "incidents/incident.html", values)


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:MOST_TEXT]


def _narrowed(rows: QuerySet[Incident], asked: dict[str, str]) -> QuerySet[Incident]:
    """By good and time; what cannot be read narrows nothing down."""
    good = "".join(sign for sign in asked["good"] if sign.isdecimal())[:6]
    if good:
        rows = rows.filter(good__startswith=good)
    for name, how in (("from", "year__gte"), ("to", "year__lte")):
        if asked[name].isdecimal() and len(asked[name]) == 4:
            rows = rows.filter(**{how: int(asked[name])})
    return rows


def _table(actor: Actor, organisation: UUID) -> Table:
    told = language()
    files = Batch.objects.filter(organisation=organisation, state=DONE).order_by("-month", "label")
    countries = queries.countries_of(actor, organisation)
    return Table(
        name="incidents",
        caption=gettext_lazy("Documented incidents"),
        prefix=PREFIX,
        columns=(
            Column(
                name="month",
                label=gettext_lazy("When"),
                value=_when,
                sorts="month",
                address=lambda one: reverse("incidents-one", args=[one.id]),
            ),
            Column(name="title", label=gettext_lazy("Incident"), value=lambda one: one.title or _("sealed")),
            Column(
                name="issue",
                label=gettext_lazy("Abuse"),
                value=lambda one: _coded(one.issue, issue_name(one.issue, told)),
            ),
            Column(
                name="country",
                label=gettext_lazy("Country"),
                value=lambda one: _coded(one.country, place_name(one.country, told)),
                sorts="country",
            ),
            Column(
                name="sector",
                label=gettext_lazy("Sector"),
                value=lambda one: _coded(one.sector, sector_name(one.sector, told)),
            ),
            Column(name="good", label=gettext_lazy("Good (HS code)"), value=lambda one: one.good or None, sorts="good"),
            Column(name="people", label=gettext_lazy("People"), number=True, sorts="people"),
        ),
        filters=(
            Filter(
                name="issue",
                label=gettext_lazy("Abuse"),
                choices=[(one.value, issue_name(one.value, told)) for one in Issue],
            ),
            Filter(
                name="country",
                label=gettext_lazy("Country"),
                choices=sorted(((one, place_name(one, told)) for one in countries), key=lambda one: one[1]),
            ),
            Filter(name="sector", label=gettext_lazy("Sector"), choices=list(sectors(told).items())),
            Filter(
                name="file",
                label=gettext_lazy("File"),
                choices=[(str(one.id), one.label) for one in files],
                field="batch",
            ),
        ),
        order="-month",
        empty=gettext_lazy("No incident yet"),
        how=gettext_lazy("Incidents come here when a file of them is taken in and read."),
    )


def _coded(code: str, name: str) -> Coded | None:
    return Coded(code=code, text=name) if code else None


def _when(one: Incident) -> str | None:
    if one.month is not None:
        return f"{one.month:%Y-%m}"
    return str(one.year) if one.year is not None else None


def _head(found: Incident) -> CaseHead:
    return CaseHead(
        kind=_("Documented incident"),
        number=str(found.number),
        title=name_of_incident(found),
        stage=_("Newest version") if found.latest else _("A newer version has come"),
        who=[
            Pair(term=_("Abuse"), text=", ".join(issue_name(one, language()) for one in found.issues) or _("unknown")),
            Pair(term=_("When"), text=_when(found) or _("unknown")),
        ],
    )


def _facts(found: Incident) -> Sequence[Pair]:
    told = language()
    good = describe(HsCode(found.good), told) if found.good else None
    rows: list[tuple[Said, Any]] = [
        (_("Indicators of the ILO"), ", ".join(indicator_name(one, told) for one in found.indicators)),
        (_("Country"), place_name(found.country, told)),
        (_("Province or prefecture"), place_name(found.region, told)),
        (_("Sector"), sector_name(found.sector, told)),
        (_("Good (HS code)"), f"{found.good} {good or ''}".strip()),
        (_("People"), f"{found.people:,}" if found.people is not None else ""),
        (_("Row of the file"), f"{found.row:,}"),
    ]
    pairs = [Pair(term=term, text=text) for term, text in rows if text]
    address = reverse("incidents-file", args=[found.batch_id])
    return [*pairs, Pair(term=_("File"), text=name_of_batch(found.batch), address=address)]


def _said(found: Incident) -> Sequence[tuple[Said, str]]:
    rows = [(_("What happened"), found.text), (_("Company or place named"), found.named), (_("Place"), found.place)]
    return [(term, text) for term, text in rows if text]
