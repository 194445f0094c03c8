"""What is attested of sub-grants whose grantees are not known: counts, a sum, months, bands of regions. Nothing else can be
said. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tadasu.schema import UsageError
from tadasu.web.funding.intermediaries.words import words

MOST = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """`first`, `last`: the first days of months. `regions`: region -> band of counts. The three truths: it looked into each,
    held each against the binding lists, and protects each at the level agreed or a higher one."""

    first: date
    last: date
    sub_grants: int
    amount: int
    currency: str
    regions: Mapping[str, str] = field(default_factory=dict)
    due_diligence: bool = False
    screening: bool = False
    protected: bool = False

    def digest(self, award: str) -> str:
        """Of all that is stated, and of which award."""
        said = {
            "award": award,
            "first": f"{self.first:%Y-%m}",
            "last": f"{self.last:%Y-%m}",
            "sub_grants": self.sub_grants,
            "amount": self.amount,
            "currency": self.currency,
            "regions": dict(self.regions),
            "stated": [self.due_diligence, self.screening, self.protected],
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def refuse_wrong(said: Stated, today: date, regions: Mapping[str, object]) -> None:
    """Raises UsageError `intermediaries-months`, `intermediaries-amount`, `intermediaries-code`, `intermediaries-bands` where
    the bands cannot together be the count."""
    if said.first.day != 1 or said.last.day != 1 or not said.first <= said.last <= today.replace(day=1):
        raise UsageError("intermediaries-months")
    if not 0 <= said.amount <= MOST or said.sub_grants < 0 or (said.sub_grants == 0 and (said.amount or said.regions)):
        raise UsageError("intermediaries-amount")
    for region, band in said.regions.items():
        if region not in regions or band not in words("bands"):
            raise UsageError("intermediaries-code", value=f"{region} {band}"[:40])
    least, most = bounds(said.regions.values())
    if said.regions and not (least <= said.sub_grants and (most is None or said.sub_grants <= most)):
        raise UsageError("intermediaries-bands")


def bounds(bands: Iterable[str]) -> tuple[int, int | None]:
    """How many there are together, at least and at most (None: no end), of bands as `1-4`, `100-`.

    >>> bounds(["1-4", "10-24"]), bounds(["100-"])
    ((11, 28), (100, None))
    """
    least, most = 0, 0
    endless = False
    for band in bands:
        low, _dash, high = band.partition("-")
        least += int(low)
        endless = endless or not high
        most += int(high or 0)
    return least, None if endless else most


def band_of(count: int) -> str:
    """
    >>> band_of(4), band_of(5), band_of(1000)
    ('1-4', '5-9', '100-')
    """
    for band in words("bands"):
        low, _dash, high = band.partition("-")
        if int(low) <= count and (not high or count <= int(high)):
            return band
    raise UsageError("intermediaries-amount")
