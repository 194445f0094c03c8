"""The letter to a named company, in one language: texts of `data/letter.yaml` around the codes of what is told. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tadasu.release import place_name
from tadasu.web.evidence.hearing._told import Told
from tadasu.web.evidence.hearing.words import letter
from tadasu.web.ui.days import day_text
from tadasu.weighing import INDICATOR, rules
from tadasu.wording import Language, element_text, say

LANGUAGES: Sequence[Language] = ("ja", "en")
"""In each of which it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`claims` one a line, `words` what people wrote for it, `how` and `keep` only on paper, where the code stands too."""

    subject: str
    opening: str
    claims: Sequence[str]
    words: str
    rights: Sequence[str]
    sources: str
    time: str = ""
    how: str = ""
    keep: str = field(default="")

    def text(self) -> str:
        """As one text, for the box."""
        lines = "\n".join(f"・{one}" for one in self.claims)
        rights = "\n".join(f"・{one}" for one in self.rights)
        parts = (self.subject, self.opening, lines, self.words, rights, self.time, self.sources)
        return "\n\n".join(one for one in parts if one)


def written(
    told: Told,
    words: str,
    *,
    language: Language,
    organisation: str,
    due: date | None = None,
    rule: str = "",
    address: str = "",
) -> Letter:
    """The letter; without `due` as a draft of it, without `address` as it stands in the box."""
    return Letter(
        subject=_say("subject", language),
        opening=_say(
            "opening", language, organisation=_isolated(organisation), company=" / ".join(map(_isolated, told.names))
        ),
        claims=_claims(told, language),
        words=words.strip(),
        rights=letter()["rights"][language],
        sources=_say("sources", language),
        time=_say("time", language, day=day_text(due, language), rule=rule) if due else "",
        how=_say("how", language, address=address) if address else "",
        keep=_say("keep", language) if address else "",
    )


def _isolated(name: str) -> str:
    """A name that is written from right to left turns nothing around it (first strong isolate, Unicode UAX 9)."""
    turns = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in name)
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" if turns else name


def _claims(told: Told, language: Language) -> Sequence[str]:
    said = {
        "issue": say(f"issue.{told.issue}", {}, language),
        "indicators": _say("between", language).join(_indicator(one, language) for one in told.indicators),
        "place": place_name(told.place, language) if told.place else "",
        "good": told.good,
        "since": _period(told.start, language),
        "until": _period(told.end, language),
    }
    return [_say(name, language, text=text) for name, text in said.items() if text]


def _indicator(code: str, language: Language) -> str:
    return element_text(INDICATOR + code if code in rules().indicators else code, language)


def _period(period: str, language: Language) -> str:
    if not period:
        return ""
    year, _, quarter = period.partition("-Q")
    return _say("quarter", language, year=year, quarter=quarter) if quarter else _say("year", language, year=year)


def _say(name: str, language: Language, **values: str) -> str:
    text: str = letter()[name][language]
    return text.format(**values)
