"""Names of places in an address or a company's name, and how each stands there: for a place, or as what a street or a park
is called after. Beijing Road leads through many towns, and parks in the west are called after those who paid for them.

`data/street_words.csv` has the words; a linguist corrects that file.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from tadasu.places import Place, all_names, all_places, folded

DATA = Path(__file__).parent / "data" / "street_words.csv"

MOST_WORDS = 4
"""Words of one place name at most."""
MOST_SIGNS = 12
"""Signs of a place name in a script without spaces; of what stands between a name and its park, too."""
MOST_BETWEEN = 3
"""Words (or signs) between a name and its street, as in Beijing South 2nd Road."""
MOST_OF_PARK = 6
"""Words of a park's name after the place it is called after, as in Economic and Technological Development Zone."""

_BREAK = re.compile(r"[,;:()（）\[\]、，；：。|/\n\t\"“”]")
_WORD = re.compile(r"[^\s\-–—.·]+")
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿가-힯0-9]{2,}")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?|[^\W\d_]")

Span = tuple[int, int]
Places = tuple[Place, ...]


class Standing(Enum):
    """How a name stands in its text."""

    PLACE = "place"
    PARK = "park"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text; `places` are all of the country that bear it."""

    places: Places
    standing: Standing


def mentions(text: str, country: str) -> tuple[Mention, ...]:
    """The names of places of a country (alpha-2, lower case), the country's own left out; of overlapping names the longest,
    of equally long ones the first.

    >>> [(one.places[0].name, one.standing.value) for one in mentions("88 Beijing Road, Urumqi", "cn")]
    [('Beijing', 'street'), ('Urumqi', 'place')]
    """
    text = unicodedata.normalize("NFKC", text)
    named = dict(_named(text, _places(country)))
    chosen: list[Span] = []
    for start, end in sorted(named, key=lambda span: (span[0] - span[1], span)):
        if all(end <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, end))
    chosen.sort()
    return tuple(Mention(named[span], _standing(text, span, chosen)) for span in chosen)


def _named(text: str, known: Mapping[str, Places]) -> Iterator[tuple[Span, Places]]:
    """Some words within one part of the text, or some signs of a script without spaces, that are a name."""
    for part in _parts(text):
        words = [(*found.span(), folded(found[0])) for found in _WORD.finditer(text, *part)]
        for at, (start, _, _) in enumerate(words):
            key = ""
            for _, end, word in words[at : at + MOST_WORDS]:
                key += word
                if key in known:
                    yield (start, end), known[key]
    for run in _UNSPACED.finditer(text):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(start + MOST_SIGNS, run.end()) + 1):
                if text[start:end] in known:
                    yield (start, end), known[text[start:end]]


def _parts(text: str) -> Iterator[Span]:
    begin = 0
    for found in _BREAK.finditer(text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)


def _standing(text: str, span: Span, chosen: Sequence[Span]) -> Standing:
    """By the words beside it in its part of the text, up to the next name."""
    start, end = span
    begin, stop = next(part for part in _parts(text) if part[0] <= start <= part[1])
    before = text[max([begin, *(other[1] for other in chosen if other[1] <= start)]) : start]
    after = text[end : min([stop, *(other[0] for other in chosen if other[0] >= end)])]
    if _UNSPACED.fullmatch(text[end - 2 : end]):
        return _unspaced(text[start:end], after.strip())
    return _spaced(*([folded(word) for word in _WORD.findall(part)] for part in (before, text[start:end], after)))


def _unspaced(name: str, after: str) -> Standing:
    units = _words("after", "place")
    if after.startswith(units) or any(name.endswith(unit) and len(name) >= len(unit) + 2 for unit in units):
        return Standing.PLACE
    rest = after
    for _ in range(MOST_BETWEEN + 1):
        if rest.startswith(_words("after", "street")):
            return Standing.STREET
        if not rest or not (rest[0].isdigit() or rest[0] in _words("after", "between")):
            break
        rest = rest[1:]
    is_park = any(word in after[:MOST_SIGNS] for word in _words("after", "park"))
    return Standing.PARK if is_park else Standing.PLACE


def _spaced(before: Sequence[str], name: Sequence[str], after: Sequence[str]) -> Standing:
    units, between = _words("after", "place"), _words("after", "between")
    if (len(name) > 1 and name[-1] in units) or (after and after[0] in units):
        return Standing.PLACE
    for word in after[: MOST_BETWEEN + 1]:
        if word in _words("after", "street"):
            return Standing.STREET
        if word not in between and not _NUMBER.fullmatch(word):
            break
    called = [word for word in before if word not in between][-1:]
    if called and called[0] in _words("before", "street"):
        return Standing.STREET
    park = any(word in _words("after", "park") for word in after[:MOST_OF_PARK])
    return Standing.PARK if park or (called and called[0] in _words("before", "park")) else Standing.PLACE


@cache
def _words(side: str, standing: str) -> tuple[str, ...]:
    """Folded words; `place` are units of administration, `between` what may stand before a street."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["side"], row["standing"]) == (side, standing)]
    return tuple(folded(row["word"]) for row in rows)


def _places(country: str) -> Mapping[str, Places]:
    return _by_country().get(country, {})


@cache
def _by_country() -> Mapping[str, Mapping[str, Places]]:
    """Country -> folded name -> the places of that name, without the country itself."""
    every = all_places()
    out: dict[str, dict[str, Places]] = {}
    for name in all_names():
        place, key = every[name.place_id], folded(name.name)
        known = out.setdefault(place.country, {})
        if key and place.kind != "country" and place not in known.get(key, ()):
            known[key] = (*known.get(key, ()), place)
    return out
