"""Goods that an official list says are made with child or forced labour in a country, tied to HS 2022 codes.

The facts (country, good, kind of labour) are the publisher's. The HS codes are ours: the list names goods in words, and
`confidence` says how well a code fits the words. A good that no customs heading holds is kept with an empty code.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tadasu.goods._codes import HsCode, covers, parse_hs
from tadasu.goods._headings import DATA
from tadasu.schema import UsageError


class Confidence(StrEnum):
    """How well an HS code fits the good the list names."""

    HIGH = "high"  # the code is the good, or a plain part of it
    MEDIUM = "medium"  # holds the good among others, or its first product
    LOW = "low"  # a possible reading of the word, or a later product
    NONE = "none"  # no customs code


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodAtRisk:
    """One good of one country under one HS code.

    `derived` means the labour is in an input that came from `derived_country`: it must not be counted a second time
    when that input is traced by itself. Countries are lower-case ISO 3166-1 alpha-2.
    """

    id: str
    source_list: str
    edition: str
    country: str
    good: str
    hs: HsCode | None
    confidence: Confidence
    child_labour: bool
    forced_labour: bool
    forced_child_labour: bool
    derived: bool
    derived_country: str
    note: str
    source: str


def at_risk(country: str, hs: str) -> tuple[GoodAtRisk, ...]:
    """Listed goods of a country (ISO 3166-1 alpha-2) that `hs` may be: those whose code covers it or is covered by it.

    Sorted by id. Raises UsageError when `country` or `hs` cannot be read: a typing error is never taken for clear.

    >>> [good.good for good in at_risk("TM", "5201.00-000")]
    ['Cotton']
    """
    code = parse_hs(hs)
    if code is None:
        raise UsageError("hs-code-unreadable", value=hs[:80])
    place = country.strip().lower()
    if len(place) != 2 or not (place.isascii() and place.isalpha()):
        raise UsageError("country-code-unreadable", value=country[:80])
    listed = _by_country().get(place, ())
    return tuple(good for good in listed if good.hs and (covers(good.hs, code) or covers(code, good.hs)))


@cache
def goods_at_risk() -> tuple[GoodAtRisk, ...]:
    """Every row, sorted by id."""
    with (DATA / "goods_at_risk.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_good(row) for row in csv.DictReader(file))


@cache
def _by_country() -> dict[str, tuple[GoodAtRisk, ...]]:
    found: dict[str, list[GoodAtRisk]] = {}
    for good in goods_at_risk():
        found.setdefault(good.country, []).append(good)
    return {country: tuple(goods) for country, goods in found.items()}


def _good(row: dict[str, str]) -> GoodAtRisk:
    return GoodAtRisk(
        id=row["id"],
        source_list=row["source_list"],
        edition=row["edition"],
        country=row["country"],
        good=row["good"],
        hs=HsCode(row["hs"]) if row["hs"] else None,
        confidence=Confidence(row["confidence"]),
        child_labour=row["child_labour"] == "1",
        forced_labour=row["forced_labour"] == "1",
        forced_child_labour=row["forced_child_labour"] == "1",
        derived=row["derived"] == "1",
        derived_country=row["derived_country"],
        note=row["note"],
        source=row["source"],
    )
