"""Recipients by the numbers of the OECD's Development Assistance Committee: `data/dac_numbers.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class DacRecipient:
    """A country (`country` is its alpha-2 code, small) or a region, whose `country` is ""."""

    code: str
    name: str
    country: str


@cache
def dac_recipients() -> Mapping[str, DacRecipient]:
    """All, by number as text."""
    text = files("tadasu.funds").joinpath("data", "dac_numbers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = {row["code"]: DacRecipient(code=row["code"], name=row["en"], country=row["country"]) for row in rows}
    return MappingProxyType(found)
