"""The two name cells of a METI row -> main names and aliases in both languages.

Japanese: `X(別称、A、B及びC)`. English: `X, a.k.a., the following three aliases: —A; —B; and —C.`
"""

import re
from dataclasses import dataclass

from tadasu.lists._cells import COUNTS, outside_brackets
from tadasu.lists._entity import unique

FULL_WIDTH = str.maketrans({"\uff08": "(", "\uff09": ")", "\uff1a": ":", "\uff1b": ";"})
"""Full-width brackets and colons read as ordinary ones; the publisher writes both."""

_SPACE_IN_JAPANESE = re.compile("(?<=[぀-ヿ㐀-鿿々・、「」]) (?=[぀-ヿ㐀-鿿々・、「」])")
_ALIASES_JA = re.compile(r"\(別[称名]、?")
_ALIASES_OPEN = re.compile(r"\(別[称名]、")
_ALIASES_EN = re.compile(
    r",?\s*\ba\.?k\.?a\b\.?,?\s*(?:(?:the\s+)?follow(?:ing)?\b[^:;—]{0,30}?alias(?:es)?\s*:?|:)?\s*", re.IGNORECASE
)
_STATED = re.compile(r"(\w+?)\s*alias", re.IGNORECASE)
_LOST_SEPARATOR = re.compile(r"(?<=\w)\s+-(?=\w)")
_BROKEN_LINE = re.compile(r"(?<=[a-z])- (?=[A-Z])")
_BETWEEN_EN = re.compile(r"\s*;\s*(?:and\b\s*,?\s*)?|\s+(?=[—–][^\s—–])")
_DASH = re.compile(r"^(?:and\s*)?[-—–\s]+")
_SCOPE = re.compile(r",\s*including\b.*$|。.*$|\([^()]*を?含む\)$")
_ADDRESS_JA = re.compile(r"\s*所\s*在\s*地\s*:.*$")
_LATIN_TAIL = re.compile(r"^(.*[぀-ヿ㐀-鿿々)」)](?:\([^()]*\))?)\s*([A-Z0-9(][^぀-ヿ㐀-鿿々]*)$")
_FULL_STOP = re.compile(r"(?<!\bCo)(?<!\bLtd)(?<!\bInc)(?<!\bCorp)[.,;\s]+$")
_STARTS_WITH_DASH = re.compile(r"^[-—–]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All names, the Japanese main name first, then the English one; `is_cut` when a bracket stayed open."""

    all: tuple[str, ...]
    is_cut: bool


def names_of(number: str, japanese: str, english: str, further: str = "") -> Names:
    """Names of one row from its cells.

    >>> names_of("1", "架空造船(別称、ア号及びカ号)", "Kakuu Shipyard, a.k.a., the following one alias: —A-go.").all
    ('架空造船', 'Kakuu Shipyard', 'ア号', 'カ号', 'A-go')
    """
    japanese = _SPACE_IN_JAPANESE.sub("", " ".join(japanese.translate(FULL_WIDTH).split()))
    japanese, english = _rejoined(_ADDRESS_JA.sub("", japanese).removeprefix(f"{number} "), _english(english))
    main_ja, aliases_ja = _split_japanese(japanese)
    main_en, aliases_en = _split_english(english)
    found = unique([main_ja, main_en, *aliases_ja, *aliases_en, *map(str.strip, further.split(";"))])
    return Names(all=found, is_cut=_depth(japanese) > 0)


def _english(text: str) -> str:
    return _BROKEN_LINE.sub("-", " ".join(text.translate(FULL_WIDTH).split()))


def _rejoined(japanese: str, english: str) -> tuple[str, str]:
    """Undo a cut in the wrong place: the end of a Japanese bracket in the English cell, or the other way round."""
    if _depth(japanese) > 0 and (end := _closing(english)) >= 0:
        return f"{japanese} {english[: end + 1]}".strip(), english[end + 1 :].strip()
    tail = _LATIN_TAIL.match(japanese)
    if tail is None or _depth(tail[1]) > 0:
        return japanese, english
    is_after_aliases = _ALIASES_OPEN.search(tail[1]) is not None
    if is_after_aliases or not english or _STARTS_WITH_DASH.match(english):
        return tail[1], f"{tail[2]} {english}".strip()
    return japanese, english


def _split_japanese(text: str) -> tuple[str, list[str]]:
    found = _ALIASES_JA.search(text)
    if found is None or not text.endswith(")"):
        return _SCOPE.sub("", _SCOPE.sub("", text)).strip(), []
    parts = outside_brackets(text[found.end() : -1], "、")
    *others, last = parts
    return text[: found.start()].strip(), [part.strip() for part in [*others, *_last_and(last)]]


def _last_and(text: str) -> list[str]:
    parts = outside_brackets(text, "及び")
    return ["及び".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts


def _split_english(text: str) -> tuple[str, list[str]]:
    """Name and aliases. Where fewer come out than the text says, a separator was lost and every dash counts as one."""
    found = _ALIASES_EN.search(text)
    if found is None:
        return _clean_english(_SCOPE.sub("", text)), []
    parts = _BETWEEN_EN.split(text[found.end() :])
    stated = _STATED.search(found[0])
    if stated is not None and len(parts) < COUNTS.get(stated[1].lower(), 0):
        parts = [piece for part in parts for piece in _LOST_SEPARATOR.split(part)]
    return _clean_english(text[: found.start()]), [name for name in map(_clean_english, parts) if name]


def _clean_english(text: str) -> str:
    return _FULL_STOP.sub("", _DASH.sub("", text.strip())).strip()


def _depth(text: str) -> int:
    return text.count("(") - text.count(")")


def _closing(text: str) -> int:
    """Where the bracket that was open before this text closes, or -1."""
    depth = 1
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return index
    return -1
