"""What parts of a review are called."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from tadasu.web.funding.review.reading import Part
from tadasu.web.funding.review.words import named
from tadasu.web.ui.days import language

register = template.Library()


@register.filter
def part_name(part: Part) -> str:
    """What it is, of what, and under which letter."""
    tongue = language()
    said = {
        "eligibility": _("Eligibility"),
        "ground": named("articles", part.about, tongue),
        "risk": _("Danger"),
        "score": _("Why %(by)s scored so, after the discussion") if part.about == "2" else _("Why %(by)s scored so"),
        "contribution": _("%(by)s said"),
        "decision": _("Reasons of the decision"),
        "minority": _("Minority view of %(by)s"),
    }[part.kind]
    if part.kind == "risk":
        risk, bearer = part.about.split(" ", 1)
        return f"{named('bearers', bearer, tongue)}: {named('risks', risk, tongue)}"
    return said % {"by": part.by or _("you")} if "%(by)s" in said else said


@register.filter
def found_name(name: str) -> str:
    """What a line of a found entry is."""
    return {
        "party": _("Party"),
        "query": _("Name asked"),
        "name": _("Name on the list"),
        "entry": _("Entry"),
        "programme": _("Programme of the list"),
        "countries": _("Countries"),
        "topics": _("Why it is listed"),
        "remarks": _("Remarks of the list"),
        "text": _("Noted"),
    }.get(name, name)


@register.filter
def joined(value: Any) -> str:
    """A list in a line."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
