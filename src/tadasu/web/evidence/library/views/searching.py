"""The search page. What is looked for is posted: so it stands in no address, no history and no log of a server before ours."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tadasu.release import place_name
from tadasu.schema import UsageError
from tadasu.store import no_formula
from tadasu.web.evidence.incidents.access import SEE as SEE_INCIDENTS
from tadasu.web.evidence.incidents.queries import origins_named
from tadasu.web.evidence.library.access import SEARCH
from tadasu.web.evidence.library.models import SavedSearch
from tadasu.web.evidence.library.searching import (
    BY_DAY,
    BY_RELEVANCE,
    FACETS,
    Asked,
    Found,
    asked_of,
)
from tadasu.web.evidence.library.searching import (
    search as look_for,
)
from tadasu.web.evidence.library.views._shown import CELLS, Line, issue_name, lines_of, state_name
from tadasu.web.evidence.library.words import named, sector_name
from tadasu.web.evidence.press.access import SEE as SEE_ARTICLES
from tadasu.web.evidence.press.queries import outlets_of
from tadasu.web.foundation.access import Actor, allow, asking, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.findings.words import named as finding_named
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Said
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION

LABELS: Mapping[str, Said] = {
    "kind": gettext_lazy("Kind"),
    "issue": gettext_lazy("Abuse"),
    "country": gettext_lazy("Country"),
    "sector": gettext_lazy("Sector"),
    "year": gettext_lazy("Year"),
    "standard": gettext_lazy("Standard of proof reached"),
    "outlet": gettext_lazy("Outlet or group"),
    "state": gettext_lazy("State"),
}
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@login_required
@require_http_methods(QUESTION)
def search(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Everything, or what fits."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, SEARCH.name, found)
    key = "page" if request.POST.get("as") == "csv" else "after"
    return shown(request, found, asked_of(request.POST), after=request.POST.get(key, ""))


def shown(request: HttpRequest, place: Organisation, asked: Asked, *, after: str = "", name: str = "") -> HttpResponse:
    """The page of a search, or its rows as a file; `name` of a saved one."""
    actor = asking(request)
    wrong, result = "", None
    try:
        result = look_for(actor, place.id, asked, after=after)
    except UsageError as error:
        wrong = sentence(error)
    lines = lines_of(actor, place.id, result.hits, result.terms) if result else []
    if result and request.POST.get("as") == "csv":
        return _file(lines)
    values = {
        "organisation": place,
        "name": name_of(place),
        "saved_as": name,
        "asked": asked,
        "wrong": wrong,
        "found": result,
        "lines": lines,
        "narrowed": replace(asked, words="") != Asked(),
        "filters": list(_filters(actor, place, asked, result)),
        "orders": [(BY_RELEVANCE, _("the best first")), (BY_DAY, _("the latest first"))],
        "after": result.hits[-1].after if result and result.hits and result.further else "",
        "begun": after,
        "searches": SavedSearch.objects.filter(user=actor.user, organisation=place).order_by("name"),
    }
    return render(request, "library/search.html", values, status=400 if wrong else 200)


def _filters(
    actor: Actor, place: Organisation, asked: Asked, found: Found | None
) -> Iterator[tuple[str, Said, Sequence[tuple[str, str, bool]]]]:
    """Name, label and choices (value, words with the count, whether it is chosen)."""
    outlets = dict(outlets_of(actor, place.id)) if may(actor, SEE_ARTICLES.name, place) else {}
    if found and may(actor, SEE_INCIDENTS.name, place):
        outlets = {**origins_named(actor, place.id, {*found.facets["outlet"], asked.outlet}), **outlets}
    for name in FACETS:
        chosen = getattr(asked, name)
        counts = dict(found.facets[name]) if found else {}
        if chosen and chosen not in counts:
            counts[chosen] = 0
        values = sorted(counts, reverse=True) if name == "year" else counts
        choices = [(one, f"{_named(name, one, outlets)} ({counts[one]:,})", one == chosen) for one in values]
        if choices:
            yield name, LABELS[name], choices


def _named(name: str, value: str, outlets: Mapping[str, str]) -> str:
    match name:
        case "kind":
            return named("kinds", value, language())
        case "issue":
            return issue_name(value)
        case "country":
            return place_name(value, language())
        case "sector":
            return sector_name(value, language())
        case "standard":
            return finding_named("standards", value, language())
        case "outlet":
            return outlets.get(value, value)
        case "state":
            return state_name(value)
    return value


def _file(lines: Sequence[Line]) -> HttpResponse:
    """The rows of the page, with codes. No cell is run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CELLS)
    writer.writerows([no_formula(cell) for cell in one.cells] for one in lines)
    answer = HttpResponse(_MARK + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="library.csv"'
    return answer
