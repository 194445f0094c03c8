"""A country as a file writes it (code, or name in any language) -> its ISO 3166-1 alpha-2 code."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from tadasu.places._fold import folded
from tadasu.places._tables import all_names, all_places, alpha3_codes

KINDS_THAT_DO_NOT_NAME = frozenset({"adjective"})
"""`Chinese` is not the name of a country."""

ALSO_SAY_NOTHING = frozenset({"na", "nc", "no", "nr", "sn", "so"})
"""Codes that with a sign between or around them are how files write *not available*, *non communiqué*, *no*, *not reported*,
*sin número*, *sans objet*; `N/A` and `n.a.` are no Namibia."""

WORDS_LIKE_CODES = frozenset({"Na", "No"})
"""In this spelling a word (or half of `N/a`), and no code."""

REMARK_IN_BRACKETS = re.compile(r"[(\uff08\[\u3010].*?[)\uff09\]\u3011]")


def country_code(text: str) -> str | None:
    """The lower-case alpha-2 code of a country given as alpha-2, alpha-3 or a name in any language; None when unknown.

    Case, accents, spaces and punctuation do not matter. A remark in brackets counts first, since `Korea (South)` needs
    it, and is dropped when the whole is unknown (`China (Mainland)`). Only a bare `NA` is Namibia and a bare `NO` Norway.

    >>> country_code("TÜRKİYE"), country_code("ベトナム"), country_code("PRK"), country_code("Atlantis")
    ('tr', 'vn', 'kp', None)
    >>> country_code("NA"), country_code("N/A"), country_code("NO"), country_code("No")
    ('na', None, 'no', None)
    """
    found = _code_of(text)
    if found is not None or not REMARK_IN_BRACKETS.search(text):
        return found
    return _code_of(REMARK_IN_BRACKETS.sub(" ", text))


def _code_of(text: str) -> str | None:
    key = folded(text)
    if key in ALSO_SAY_NOTHING and not _is_bare_code(text):
        return None
    code = _codes().get(key)
    if code is not None and unicodedata.normalize("NFKC", text).isascii():
        return code
    return _codes_by_name().get(key)


def _is_bare_code(text: str) -> bool:
    text = unicodedata.normalize("NFKC", text).strip()
    return len(text) == 2 and text not in WORDS_LIKE_CODES


@cache
def _codes_by_name() -> Mapping[str, str]:
    """Folded names of countries. A name that two countries share stays out: unknown is better than wrong."""
    countries = {place.id for place in all_places().values() if place.kind == "country"}
    owners: dict[str, set[str]] = {}
    for name in all_names():
        if name.place_id in countries and name.kind not in KINDS_THAT_DO_NOT_NAME:
            owners.setdefault(folded(name.name), set()).add(name.place_id)
    return {key: next(iter(ids)) for key, ids in owners.items() if key and len(ids) == 1}


@cache
def _codes() -> Mapping[str, str]:
    """Alpha-2 and alpha-3 codes. Plain letters only: `AO` is Angola, but `Áo` is what Vietnam calls Austria."""
    alpha2 = {place.id: place.id for place in all_places().values() if place.kind == "country"}
    return alpha2 | dict(alpha3_codes())
