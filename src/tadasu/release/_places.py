"""How fine a place is, and what it is called."""

import re
from functools import cache

from tadasu.places import all_names, all_places, lineage

_REGIONS = frozenset({"region", "province", "prefecture"})
_USUAL = frozenset({"short", "native", "long"})
_HAN = re.compile("[\u3400-\u9fff]")
_LEVEL_OF_REGION = 2
"""A region is one directly below a country; a prefecture of China lies two below and is finer."""


def place_too_fine(place: str, finest: str) -> bool | None:
    """Whether a place is finer than `country` or `region`; None when there is no such place.

    >>> [place_too_fine(one, "region") for one in ("cn-xj", "cn-653200", "xx-1")], place_too_fine("cn-xj", "country")
    ([False, True, None], True)
    """
    way = lineage(place)
    if not way:
        return None
    if way[0].kind == "country":
        return False
    return finest == "country" or way[0].kind not in _REGIONS or len(way) > _LEVEL_OF_REGION


def within(one: str, other: str) -> bool:
    """Whether one of two places lies in the other, or is it."""
    return one in {place.id for place in lineage(other)} or other in {place.id for place in lineage(one)}


def place_name(place: str, language: str) -> str:
    """Its name, in English where it has no other; the id where nobody knows it.

    >>> place_name("jp", "ja"), place_name("cn-xj", "en")
    ('日本', 'Xinjiang')
    """
    known = all_places().get(place)
    return _names(language).get(place) or (known.name if known else place)


@cache
def _names(language: str) -> dict[str, str]:
    """The usual name: of a country a short one, of a place in it one in Han before one in kana."""
    found: dict[str, tuple[bool, bool, str]] = {}
    for one in all_names() if language != "en" else ():
        if one.language == language and one.kind in _USUAL:
            kana, long = _HAN.search(one.name) is None, one.kind == "long"
            country = one.place_id in all_places() and all_places()[one.place_id].kind == "country"
            rank = (long, kana, one.name) if country else (kana, long, one.name)
            found[one.place_id] = min(found.get(one.place_id, rank), rank, key=lambda each: each[:2])
    return {place: name for place, (_, _, name) in found.items()}
