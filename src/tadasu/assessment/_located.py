"""Where a company is, as far as its addresses and names say: the narrowest place of its country that they name.

Two places of one name that do not lie in each other leave it unknown; a region that law presumes is then not taken for
granted, and the assessment says that the place is unknown.
"""

import re
from collections.abc import Iterable

from tadasu.places import Place, find, lineage
from tadasu.schema import Entity

MOST_WORDS = 4
"""Words of one place name at most."""
MOST_SIGNS = 12
"""Signs of a place name in a script without spaces."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ.\-][^\W\d_]+)*")
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿가-힯]{2,}")


def located(company: Entity) -> str:
    """Id of the place, or "" when nothing or nothing clear is said. A company without a country is not located."""
    if not company.countries:
        return ""
    for texts in (company.addresses, company.names):
        narrow = _narrowest(place for text in texts for place in _named(text, company.countries[0]))
        if narrow:
            return narrow
    return ""


def within(place_id: str) -> frozenset[str]:
    """The place and all it lies in."""
    return frozenset(place.id for place in lineage(place_id))


def _named(text: str, country: str) -> Iterable[Place]:
    words = _WORD.findall(text)
    for size in range(MOST_WORDS, 0, -1):
        for start in range(len(words) - size + 1):
            yield from _of(" ".join(words[start : start + size]), country)
    for run in _UNSPACED.findall(text):
        for start in range(len(run) - 1):
            for end in range(start + 2, min(start + MOST_SIGNS, len(run)) + 1):
                yield from _of(run[start:end], country)


def _of(name: str, country: str) -> Iterable[Place]:
    return (place for place in find(name) if place.country == country and place.kind != "country")


def _narrowest(places: Iterable[Place]) -> str:
    """The one place that all the others hold; of several that do not hold each other, what they all lie in."""
    ids = {place.id for place in places}
    inner = [one for one in sorted(ids) if not any(one != other and one in within(other) for other in ids)]
    if len(inner) <= 1:
        return inner[0] if inner else ""
    shared = frozenset.intersection(*(within(one) for one in inner))
    deepest = max(shared, key=lambda one: (len(lineage(one)), one), default="")
    return "" if not deepest or lineage(deepest)[0].kind == "country" else deepest
