"""What codes of incidents are called, in both languages."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.incidents._codes import sectors
from tadasu.web.evidence.incidents.models import DONE, ENDED, FAILED, READING, RECEIVED, WAITING
from tadasu.web.foundation.findings.words import named as finding_named
from tadasu.web.ui.parts import Said
from tadasu.wording import Language, say

FORMATS: Mapping[str, Said] = {
    "": _("Not looked at yet"),
    "csv": _("Table (CSV)"),
    "ftm": _("FollowTheMoney"),
    "uwazi": _("Uwazi export"),
    "uwazi-zip": _("Uwazi, with files (ZIP)"),
}
STATES: Mapping[str, Said] = {
    RECEIVED: _("Received; columns are to be chosen"),
    WAITING: _("Waits for the worker"),
    READING: _("Is being read"),
    DONE: _("Read"),
    FAILED: _("Could not be read"),
    ENDED: _("Removed"),
}
FIELDS: Mapping[str, Said] = {
    "id": _("Number of the incident"),
    "title": _("Title"),
    "text": _("What happened"),
    "issue": _("Abuse"),
    "country": _("Country"),
    "place": _("Place"),
    "party": _("Company or place named"),
    "good": _("Good (HS code)"),
    "sector": _("Sector"),
    "date": _("Day, month or year"),
    "people": _("How many people"),
    "origin": _("Outlet or group it came from"),
    "how": _("How known"),
    "link": _("Address on the web"),
}
WHY: Mapping[str, Said] = {
    "unknown": _("no code is known for it"),
    "several": _("it could have several codes"),
    "open": _("it can be read in two ways"),
    "impossible": _("there is no such day, or it lies ahead"),
    "twice": _("the same number stands in the file twice"),
    "long": _("longer than is kept; the file has all of it"),
    "empty": _("there is neither title nor text"),
    "not-json": _("the line is not JSON"),
    "not-an-entity": _("the line is no entity of FollowTheMoney"),
    "line-too-long": _("the line is too long"),
    "cell-too-long": _("a cell is too long"),
    "row-longer-than-header": _("the row has more cells than there are columns"),
    "row-shorter-than-header": _("the row has fewer cells than there are columns"),
    "undecodable-bytes": _("some bytes are no text in the encoding of the file"),
    "nul-byte": _("there is a NUL in it"),
}
"""Why something has no code, or a row did not come in."""


def why_name(why: str) -> Said:
    """In words; what the readers of files say otherwise has their code."""
    return WHY.get(why, why)


def issue_name(code: str, language: Language) -> str:
    """The name of an issue; empty for none."""
    return say(f"issue.{code}", {}, language) if code else ""


def indicator_name(code: str, language: str) -> str:
    """The name of an indicator of the ILO."""
    return finding_named("indicators", code, language)


def sector_name(code: str, language: str) -> str:
    """The name of a sector; the code where there is none."""
    return sectors(language).get(code, code)
