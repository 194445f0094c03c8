"""What pages of needs have in common: the record or 404, names, parts in words, pictures."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.funds import Component, RankingLine
from tadasu.release import place_name
from tadasu.reports import bounds_text, funding_reason_text
from tadasu.web.foundation.access import Act, Actor, allow, asking, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.exchange.sectors import sector_name
from tadasu.web.funding.need._kept import written
from tadasu.web.funding.need.access import SAVE
from tadasu.web.funding.need.models import Plan
from tadasu.web.funding.need.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded, Reasons, Way

ASK = "need/ask.html"
ASK_FILE = "need/ask_file.html"
WIDE = 640
"""Pixels."""

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Of a picture alone: it has its colours in it, and runs nothing."""


def place_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Organisation, Actor]:
    """The organisation, and who asks, who may. Raises Http404, Refused."""
    place, actor = organisation_or_404(request, id), asking(request)
    allow(actor, act.name, place)
    return place, actor


def plan_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Plan, Actor]:
    """The plan, and who asks, who may. Raises Http404, Refused."""
    actor = asking(request)
    found = Plan.objects.select_related("made_by", "organisation").filter(id=id).first()
    if found is None:
        raise Http404
    allow(actor, act.name, found)
    return found, actor


def saves(actor: Actor, place: Organisation | UUID) -> bool:
    """Whether tables may be saved as files: an auditor reads without copies."""
    return may(actor, SAVE.name, place if isinstance(place, Organisation) else Organisation(id=place))


def months_or_404(months: int) -> int:
    """One of those that are offered."""
    if str(months) not in words("horizons"):
        raise Http404
    return months


def country_said(country: str) -> str:
    """By its name."""
    return place_name(country, language())


def sector_said(sector: str) -> Coded:
    """By its name."""
    return Coded(sector, sector_name(sector, language()))


def part_said(component: Component) -> Coded:
    """Its number or two bounds, or that it is unknown."""
    number = bounds_text(component)
    return Coded(number or "unknown", number or _("unknown"))


def reasons_said(line: RankingLine) -> Reasons:
    """Why it stands where it stands."""
    return Reasons(tuple(funding_reason_text(one, language()) for one in line.reasons))


def place_said(line: RankingLine) -> str:
    """Its place, or between which two it may be."""
    return str(line.first) if line.first == line.last else f"{line.first}–{line.last}"


def names_said(names: Sequence[str]) -> str:
    """Several names in a row."""
    return ("、" if language() == "ja" else ", ").join(names)


def horizons(organisation: UUID, months: int) -> list[Way]:
    """Ways to the map within other times."""
    return [
        Way(
            label=names[language()],
            address=reverse("need-map-within", args=[organisation, int(code)]),
            here=int(code) == months,
        )
        for code, names in words("horizons").items()
    ]


def svg_answer(svg: str) -> HttpResponse:
    """A picture."""
    found = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    found.headers["Content-Security-Policy"] = PICTURE_POLICY
    return found


def size_of(svg: str) -> tuple[int, int]:
    """Width and height in pixels; of bars, which are as wide as they are let, a usual width."""
    head = svg.split(">", 1)[0]
    width, height = (head.split(f' {name}="', 1)[1].split('"', 1)[0] for name in ("width", "height"))
    return WIDE if width.endswith("%") else round(float(width)), round(float(height))


def json_answer(name: str, document: object) -> HttpResponse:
    """A file with canonical JSON."""
    found = HttpResponse(written(document), content_type="application/json; charset=utf-8")
    found.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return found
