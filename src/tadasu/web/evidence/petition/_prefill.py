"""What a finding already says for a petition: who, where, what good, since when, which abuse, what stands how firmly, in our own
reviewed words. Nothing that a source said comes in here: words are those of the data, names those of the finding. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tadasu.goods import HsCode, describe
from tadasu.law import Part, Regime
from tadasu.places import all_names, all_places
from tadasu.reports import place_text
from tadasu.web.foundation.findings.words import named
from tadasu.wording import Language, article_text, date_text, element_text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Of one finding: `place` an id of tadasu.places, `country` two lower-case letters, `good` an HS code; `elements` what it
    says of each element (name -> standard, empty where none is reached), `origins` on how many independent ones it rests, 0 where
    that is not known here."""

    issue: str
    names: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    good: str = ""
    start: date | None = None
    end: date | None = None
    standard: str = ""
    elements: Mapping[str, str] | None = None
    origins: int = 0


def parts_of(found: Iterable[Found], regime: Regime, language: Language) -> dict[Part, str]:
    """The texts; of several findings one after the other, what is the same said once."""
    lines: dict[Part, list[str]] = {}
    for one in found:
        for part, text in _parts(one, regime, language):
            if text and text not in lines.setdefault(part, []):
                lines[part].append(text)
    return {part: "\n".join(several) for part, several in lines.items() if several}


def _parts(one: Found, regime: Regime, language: Language) -> Iterable[tuple[Part, str]]:
    place = place_name(one.place, language)
    country = place_name(
        one.country or (all_places()[one.place].country if one.place in all_places() else ""), language
    )
    yield Part.WHO, " / ".join(one.names)
    yield Part.WHERE, place or country
    yield Part.REGION, say("list.separator", {}, language).join(dict.fromkeys(filter(None, (place, country))))
    yield Part.GOOD, describe(HsCode(one.good), language) or "" if one.good else ""
    yield Part.TARIFF_CLASS, f"HS {one.good}" if one.good else ""
    yield Part.ISSUE, say(f"issue.{one.issue}", {}, language)
    yield Part.PERIOD, _period(one, language)
    yield Part.LEGAL_GROUNDS, _grounds(one.issue, regime, language)
    yield Part.STANDARD, named("standards", one.standard, language) if one.standard else ""
    for element, standard in (one.elements or {}).items():
        if standard:
            said = {"what": element_text(element, language), "standard": named("standards", standard, language)}
            yield Part.FACTS, say("petition.fact", said, language)
    if one.origins:
        yield Part.HOW_KNOWN, say("petition.origins", {"count": str(one.origins)}, language)


def place_name(place: str, language: Language) -> str:
    """What a place is called in a language; its usual English name where it has none.

    >>> place_name("cn-653200", "en"), place_name("", "ja")
    ('Hotan', '')
    """
    if place not in all_places():
        return ""
    if all_places()[place].kind == "country":
        return place_text(place, language)
    own = (
        one.name for one in all_names() if one.place_id == place and one.language == language and one.kind == "short"
    )
    return next(own, all_places()[place].name)


def elements_of(result: Mapping[str, Any]) -> dict[str, str]:
    """Element -> standard, of the result of a conclusion."""
    return {name: one["standard"] or "" for name, one in sorted(result["elements"].items())}


def _period(one: Found, language: Language) -> str:
    if one.start is None and one.end is None:
        return ""
    code = "law.span.between" if one.start and one.end else "law.span.from" if one.start else "law.span.until"
    return say(code, {"start": date_text(one.start, language), "end": date_text(one.end, language)}, language)


def _grounds(issue: str, regime: Regime, language: Language) -> str:
    """The articles of the law about this abuse, with the treaty behind them."""
    held = [one for one in regime.issues if one.id == issue]
    articles = [one.basis.articles.get(language) or article_text(one.basis.article, language) for one in held] + [
        article_text(one.anchor, language) for one in held if one.anchor
    ]
    return say("list.separator", {}, language).join(dict.fromkeys([regime.names[language], *articles])) if held else ""
