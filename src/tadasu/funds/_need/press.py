"""Scores of press freedom, each with the era it was made in: what two eras say cannot be compared.

The eras and their bands are data (`data/press_eras.csv`); an era without bands says in which direction it runs and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tadasu.funds._rows import rows

NO_BAND = 0
BANDS = 5
"""From 1, the freest, to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A score as it was published for a year."""

    score: Decimal
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """Years of one method. `bands`: lower ends, from the freest down, of an era in which a high score is a free press."""

    id: str
    first: int
    last: int | None
    high_is_free: bool
    least: Decimal
    most: Decimal
    bands: tuple[Decimal, ...]
    source: str


@cache
def press_eras() -> Sequence[Era]:
    """All eras, the earliest first."""
    return tuple(
        Era(
            id=row["id"],
            first=int(row["first"]),
            last=int(row["last"]) if row["last"] else None,
            high_is_free=row["high_is_free"] == "yes",
            least=Decimal(row["least"]),
            most=Decimal(row["most"]),
            bands=tuple(map(Decimal, row["bands"].split())),
            source=row["source"],
        )
        for row in rows("press_eras")
    )


def era_of(press: Press) -> Era | None:
    """The era of its year; None where the year has none, or where no score of that era can be this one: then it is a slip."""
    for era in press_eras():
        if era.first <= press.year and (era.last is None or press.year <= era.last):
            return era if era.least <= press.score <= era.most else None
    return None


def press_band(press: Press) -> int:
    """The band of a score, 1 (freest) to 5; NO_BAND where its era has none.

    >>> press_band(Press(score=Decimal("39.99"), year=2025)), press_band(Press(score=Decimal("39.99"), year=2014))
    (5, 0)
    """
    era = era_of(press)
    if era is None or not era.bands:
        return NO_BAND
    return 1 + sum(press.score < lower for lower in era.bands)
