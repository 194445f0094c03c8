"""Macro-regions: the coarse places that stand in for a country, after the DAC regions of the IATI code list.

`data/macro_regions.csv` names them, `data/macro_region_of.csv` puts every country into one. For a country that
is in no such group the neighbouring one was taken: our choice, marked in the row.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroRegion:
    """`iati` is its code in the IATI Region list (vocabulary 1, OECD DAC)."""

    id: str
    iati: str
    en: str
    ja: str
    source: str


@cache
def macro_regions() -> Mapping[str, MacroRegion]:
    """All of them, by id.

    >>> macro_regions()["europe"].iati
    '89'
    """
    return MappingProxyType({row["id"]: MacroRegion(**row) for row in _rows("macro_regions.csv")})


def macro_region_of(country: str) -> str:
    """The region of a country (ISO 3166-1 alpha-2, lower case); empty when there is no such country.

    >>> macro_region_of("by"), macro_region_of("xx")
    ('europe', '')
    """
    return _of_country().get(country, "")


@cache
def _of_country() -> Mapping[str, str]:
    return MappingProxyType({row["country"]: row["region"] for row in _rows("macro_region_of.csv")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("tadasu.release").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
