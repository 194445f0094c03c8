"""Units as files write them (`data/units.csv`) -> UN/ECE Recommendation 20 codes, and masses in kilograms.

Two codes are not of the current Recommendation 20: KLT (kilolitre) is the European Union's, which customs use, and NMB and
NPR are its older codes for pieces and pairs.
"""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from tadasu.readers._words import data_table

KILOGRAMS: Mapping[str, Decimal] = MappingProxyType(
    {
        "KGM": Decimal(1),
        "TNE": Decimal(1_000),
        "GRM": Decimal("0.001"),
        "MGM": Decimal("0.000001"),
        "CTM": Decimal("0.0002"),
        "LBR": Decimal("0.45359237"),
    }
)
"""Kilograms in one of each unit of mass. SI Brochure (2019); metric carat 4th CGPM (1907); pound of 1959."""

_EXACT_CASE = "naccs"
"""NACCS writes CM for cubic metres where everybody else means centimetres: its codes count only in capitals."""


@lru_cache(maxsize=4096)
def unit_code(text: str) -> str:
    """The code of a unit as written, empty when it is not known or may mean two.

    >>> unit_code("ＫＧ"), unit_code("CM"), unit_code("cm"), unit_code("đôi"), unit_code("carton")
    ('KGM', 'MTQ', 'CMT', 'NPR', '')
    """
    plain = _plain(text)
    exact, folded = _tables()
    return exact.get(plain) or folded.get(plain.casefold(), "")


def unit_words() -> tuple[str, ...]:
    """Every way of writing a unit that is known, sorted."""
    return tuple(sorted(_tables()[0]))


def unit_codes() -> tuple[str, ...]:
    """Every code there is, sorted."""
    return tuple(sorted(set(_tables()[0].values())))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).removesuffix(".")


@cache
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    rows = data_table("units.csv")
    exact = {_plain(row["words"]): row["code"] for row in rows}
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["language"] != _EXACT_CASE:
            found.setdefault(_plain(row["words"]).casefold(), set()).add(row["code"])
    folded = {words: next(iter(codes)) for words, codes in found.items() if len(codes) == 1}
    return MappingProxyType(exact), MappingProxyType(folded)
