"""The tables of places and their names as data, read once when first asked for.

`data/places.csv` says what exists, `data/place_names.csv` what else it is called, `data/country_codes.csv` the
ISO 3166-1 alpha-3 codes. A linguist corrects those files; nothing here knows a place by name.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

PLACES_FILE = "places.csv"
NAMES_FILE = "place_names.csv"
CODES_FILE = "country_codes.csv"


@dataclass(frozen=True, slots=True)
class Place:
    """One place, under its usual English name.

    `kind` is country, region, province, prefecture, city, county, district, division (of the Xinjiang Production and
    Construction Corps) or other. `country` is an ISO 3166-1 alpha-2 code, lower case; `parent` a place id, empty for a
    country. Ids are ISO 3166 codes, in China GB/T 2260 (`cn-653200`), in Japan JIS X 0402 (`jp-14100`), else a slug.
    """

    id: str
    kind: str
    country: str
    parent: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of one place. `language` is a BCP 47 tag with the script where it matters (`zh-Hant`, `ug-Latn`).

    `kind` is short (`Hotan`), long (`Hotan Prefecture`), native, pinyin, romanisation, old, abbreviation (`XUAR`,
    `新`) or adjective (`Chinese`, `Уральский`). Abbreviations and adjectives are weak evidence alone.
    """

    place_id: str
    name: str
    language: str
    kind: str


@cache
def all_places() -> Mapping[str, Place]:
    """Every place by id, in the order of ids.

    >>> all_places()["cn-653200"].name
    'Hotan'
    """
    return MappingProxyType({row[0]: Place(*row[:5]) for row in _rows(PLACES_FILE)})


@cache
def all_names() -> Sequence[PlaceName]:
    """Every name of every place, the English main names of `all_places` first (language `en`, kind `short`).

    >>> any(name.name == "和田" for name in all_names() if name.place_id == "cn-653200")
    True
    """
    main = (PlaceName(place.id, place.name, "en", "short") for place in all_places().values())
    return (*main, *(PlaceName(*row[:4]) for row in _rows(NAMES_FILE)))


@cache
def alpha3_codes() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2, both lower case."""
    return MappingProxyType({alpha3: country for country, alpha3, _ in _rows(CODES_FILE)})


@cache
def digest() -> str:
    """SHA-256 over the data files, for run records: another digest, perhaps other answers."""
    total = hashlib.sha256()
    for file in (CODES_FILE, NAMES_FILE, PLACES_FILE):
        content = _content(file)
        total.update(f"{file} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def _rows(file: str) -> Iterator[list[str]]:
    """The data rows of a file, without its header."""
    reader = csv.reader(_content(file).decode().splitlines())
    next(reader)
    return reader


def _content(file: str) -> bytes:
    return files("tadasu.places").joinpath("data", file).read_bytes()
