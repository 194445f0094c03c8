"""Reasons against publishing, fields and states, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tadasu.release import Kind, Problem
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Said, State
from tadasu.wording import say

STATES: Mapping[str, tuple[Said, State | None]] = {
    "checked": (later("Passed by the rules, waits for two signatures"), State.ASK),
    "signed": (later("Signed by one, waits for another"), State.ASK),
    "problems": (later("A rule speaks against it"), State.HOLD),
    "published": (later("Published"), State.CLEAR),
    "refused": (later("Refused"), None),
}
"""How far a proposal is."""

_WORDS: Mapping[str, Said] = {
    "country": later("country"),
    "region": later("region"),
    "year": later("year"),
    "quarter": later("quarter"),
    "en": later("English"),
    "ja": later("Japanese"),
    "columns": later("column"),
    "rows": later("row"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A reason against publishing: where, and what."""

    where: str
    what: str


def told(problems: Sequence[Problem], kind: Kind) -> list[Told]:
    """Each in words."""
    return [Told(where_text(one.at, kind), what_text(one)) for one in problems]


def what_text(problem: Problem) -> str:
    """What speaks against it."""
    params = {name: _param(name, value) for name, value in problem.params}
    said = say(f"release-{problem.code}", params, language())
    return said[:1].upper() + said[1:]


def where_text(at: str, kind: Kind) -> str:
    """The way to a value, in words: `text.en:3` is the English text, line 3.

    An empty way is the whole text.
    """
    if not at:
        return _("The whole text")
    way, _colon, spot = at.partition(":")
    name, *rest = way.split(".")
    field = kind.fields.get(name)
    parts = [field.names[language()] if field is not None else _("What was changed")]
    parts += [str(_WORDS.get(one, one)) for one in rest]
    if "," in spot:
        row, column = spot.split(",")
        parts.append(_("row %(row)s, column %(column)s") % {"row": row, "column": column})
    elif spot:
        parts.append(_("line %(line)s") % {"line": spot})
    return ", ".join(parts)


def _param(name: str, value: str) -> str:
    if name == "day":
        return day_text(date.fromisoformat(value), language())
    return str(_WORDS.get(value, value)) if name in ("finest", "language") else value
