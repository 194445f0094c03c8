"""Reasons of `tadasu.weighing` in words: its codes of elements, indicators, kinds and standards get their names first."""

from collections.abc import Iterable

from tadasu.wording._messages import Language, say

_NAMED = {
    "element": "element",
    "elements": "element",
    "indicator": "element.indicator",
    "issue": "issue",
    "kinds": "evidence-kind",
    "standard": "standard",
}
"""Parameter -> where the names of its codes stand in the table."""

_BETWEEN: dict[Language, str] = {"en": ", ", "ja": "、"}


def weighing_text(code: str, params: Iterable[tuple[str, str]], language: Language) -> str:
    """The sentence of a reason, from its code and parameters.

    >>> weighing_text("missing-named", [("elements", "where,who")], "en")
    'Still to be stated, one at least: the place, the party responsible.'
    """
    words = {name: _BETWEEN[language].join(_name(name, one, language) for one in of.split(",")) for name, of in params}
    return say(f"weighing-{code}", words, language)


def element_text(element: str, language: Language) -> str:
    """The name of an element of a claim.

    >>> element_text("indicator:debt-bondage", "ja")
    '債務による束縛'
    """
    return say(f"element.{element.replace(':', '.')}", {}, language)


def _name(param: str, value: str, language: Language) -> str:
    if param not in _NAMED:
        return value
    return (
        element_text(value, language) if _NAMED[param] == "element" else say(f"{_NAMED[param]}.{value}", {}, language)
    )
