"""A name for each of any number of invented firms: brands of one or more heads and tails, all the ways they can be joined.

Nothing is drawn: the n-th firm of a country has the n-th name of that country, so names are the same in every trade. When
the brands of a country are used up, a number sets its works apart.
"""

from functools import lru_cache
from itertools import permutations

from tadasu.demo._brands import CAST_HEADS, HEADS, TAILS, Brand, Part
from tadasu.demo._firms import Firm, latin
from tadasu.demo._words import COUNTRIES, PLACES, TRADES

_CULTURES = {"cn": "zh", "jp": "ja", "kr": "ko", "ru": "ru", "vn": "vi"}
"""Culture of the names of a country."""

_LATIN_COUNTRIES = tuple(country for country in COUNTRIES if country not in _CULTURES)
"""They share the Latin names among them, so that no brand serves two countries."""

_HEADS = {"ja": 2, "ko": 3, "latin": 2, "ru": 2, "vi": 3, "zh": 1}
_TAILS = {"ja": 2, "ko": 2, "latin": 1, "ru": 1, "vi": 2, "zh": 1}
"""How many parts a brand has at most on either side: more where there are few."""

_STRIDE = 7_919
"""A prime step through the names, so that neighbours do not look alike."""


def party_name(country: str, number: int) -> str:
    """The name of the n-th firm of a country, in Latin letters; no two are the same.

    >>> party_name("vn", 0), party_name("vn", 0) == party_name("vn", 1)
    ('Khuyen Ghenh Garment Co., Ltd.', False)
    """
    culture = _CULTURES.get(country, "latin")
    if culture == "latin":
        number = number * len(_LATIN_COUNTRIES) + _LATIN_COUNTRIES.index(country)
    heads, tails, trades = _parts(culture, heads=True), _parts(culture, heads=False), TRADES[culture]
    places = [place for place in PLACES[culture] if place.country == country]
    room = len(heads) * len(tails) * len(trades) * (len(places) if culture == "zh" else 1)
    works, turn = divmod(number, room)
    turn, trade = divmod(turn * _STRIDE % room, len(trades))
    turn, place = divmod(turn, len(places)) if culture == "zh" else (turn, 0)  # only a Chinese name holds its place
    head, tail = divmod(turn, len(tails))
    brand = Brand(culture=culture, head=heads[head], tail=tails[tail])
    name = latin(Firm(brand=brand, place=places[place], trade=trades[trade], house=1))
    return f"{name} No. {works + 1} Works" if works else name


@lru_cache(maxsize=16)
def _parts(culture: str, *, heads: bool) -> tuple[Part, ...]:
    """Heads or tails, alone and joined with others of their kind, the short ones first."""
    own = (*HEADS[culture], *CAST_HEADS.get(culture, ())) if heads else TAILS[culture]
    most = (_HEADS if heads else _TAILS)[culture]
    between = " " if culture == "vi" else ""
    return tuple(
        Part(native=between.join(one.native for one in run), latin=between.join(one.latin for one in run))
        for length in range(1, most + 1)
        for run in permutations(own, length)
    )
