"""What pages of the library have in common: names of codes, and how something that was found is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.release import place_name
from tadasu.web.evidence.incidents.models import Incident
from tadasu.web.evidence.library._sources import ARTICLE, FINDING, INCIDENT, INQUIRY, sources_of
from tadasu.web.evidence.library._words import Term, around, marked
from tadasu.web.evidence.library.searching import Hit
from tadasu.web.evidence.library.words import named, sector_name
from tadasu.web.evidence.press.crediting import attribution
from tadasu.web.evidence.verification.words import named as inquiry_named
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.findings.words import named as finding_named
from tadasu.web.ui.days import day_text, language
from tadasu.wording import Language, say

ASK = "library/ask.html"
"""The page of a question whose answer destroys nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that was found: its heading and a part of its text in pieces (text, whether it was looked for), what it is."""

    kind: str
    address: str
    heading: Sequence[tuple[str, bool]]
    part: Sequence[tuple[str, bool]] = ()
    facts: Sequence[str] = ()
    credit: str = ""
    led: str = ""
    cells: Sequence[str] = field(default=())

    @property
    def title(self) -> str:
        """The heading as one text."""
        return "".join(text for text, _ in self.heading)


CELLS = ("kind", "title", "day", "issue", "country", "sector", "good", "standard", "outlet", "state")


def lines_of(actor: Actor, organisation: UUID, hits: Sequence[Hit], terms: Sequence[Term]) -> list[Line]:
    """The found as it is shown, in its order: one query a kind."""
    held: dict[UUID, Any] = {}
    for source in sources_of(actor, organisation):
        wanted = [one.id for one in hits if one.kind == source.kind]
        if wanted:
            held |= {one.id: one for one in source.rows(actor, organisation).filter(id__in=wanted)}
    return [_line(one, held[one.id], terms) for one in hits if one.id in held]


def _line(hit: Hit, row: Any, terms: Sequence[Term]) -> Line:
    spoken = language()
    title, part, address, credit, led = _shown(hit, row, spoken)
    told = [
        named("kinds", hit.kind, spoken),
        day_text(hit.day, spoken) if hit.day and hit.kind != INCIDENT else f"{hit.day:%Y-%m}" if hit.day else "",
        issue_name(hit.issue),
        place_name(hit.country, spoken) if hit.country else "",
        sector_name(hit.sector, spoken) if hit.sector else "",
        f"HS {hit.good}" if hit.good else "",
        finding_named("standards", hit.standard, spoken) if hit.standard else "",
        state_name(hit.state),
    ]
    plain = (hit.kind, title, hit.day.isoformat() if hit.day else "", hit.issue, hit.country, hit.sector)
    return Line(
        kind=hit.kind,
        address=address,
        heading=marked(title, terms),
        part=marked(around(part, terms), terms) if part else (),
        facts=[one for one in told if one],
        credit=credit,
        led=led,
        cells=(*plain, hit.good, hit.standard, hit.outlet, hit.state),
    )


def _shown(hit: Hit, row: Any, spoken: Language) -> tuple[str, str, str, str, str]:
    """Heading, text, address, credit, and where it is said what it led to."""
    if hit.kind == FINDING:
        return row.title, "", reverse("findings-one", args=[hit.id]), "", reverse("library-finding", args=[hit.id])
    if hit.kind == INQUIRY:
        return row.label, "", reverse("inquiry-one", args=[hit.id]), "", ""
    if hit.kind == ARTICLE:
        text = "\n".join(one for one in (row.passage, row.text) if one)
        led = reverse("library-led", args=[row.item])
        return row.title, text, reverse("press-one", args=[hit.id]), attribution(row, spoken), led
    return (*_incident(hit, row), reverse("library-led", args=[row.item]) if row.item else "")


def _incident(hit: Hit, row: Incident) -> tuple[str, str, str, str]:
    title = row.title or _("Incident %(number)s, its words are sealed") % {"number": row.number}
    credit = row.batch.attribution if row.public else ""
    return title, row.text, reverse("incidents-one", args=[hit.id]), credit


def issue_name(issue: str) -> str:
    """What the abuse is."""
    return say(f"issue.{issue}", {}, language()) if issue else ""


def state_name(state: str) -> str:
    """Of whichever kind it is a state."""
    own = {
        "original": _("not a repeat of another"),
        "repeats": _("repeats another"),
        "public": _("published file"),
        "confidential": _("confidential file"),
    }
    if state in own:
        return own[state]
    said = finding_named("statuses", state, language())
    return said if said != state else inquiry_named("statuses", state, language())
