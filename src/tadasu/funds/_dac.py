"""Recipients by the numbers of the OECD's Development Assistance Committee: `data/dac_numbers.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tadasu.funds._rows import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class DacRecipient:
    """A country (`country` is its alpha-2 code, small) or a region, whose `country` is ""."""

    code: str
    name: str
    country: str


@cache
def dac_recipients() -> Mapping[str, DacRecipient]:
    """All, by number as text."""
    found = [DacRecipient(code=row["code"], name=row["en"], country=row["country"]) for row in rows("dac_numbers")]
    return MappingProxyType({one.code: one for one in found})
