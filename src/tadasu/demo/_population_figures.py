"""Published figures that the invented population of companies follows, each with its source and how sure we are of it.

Data: `published/population.csv`. It stands apart from `data/`, where every row is invented: these rows are not.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `seen` says what was opened (official, secondary, none), `confidence` how sure we are (sure, likely,
    check); our own assumptions are figures with the source "our own assumption"."""

    kind: str
    key: str
    value: float
    unit: str
    year: int
    source: str
    url: str
    seen: str
    confidence: str
    note: str


@cache
def population_figures() -> tuple[Figure, ...]:
    """Every figure, by kind and key.

    >>> next(one.value for one in population_figures() if (one.kind, one.key) == ("class", "large"))
    10364.0
    """
    text = files("tadasu.demo").joinpath("published/population.csv").read_text(encoding="utf-8")
    return tuple(
        Figure(
            kind=row["kind"],
            key=row["key"],
            value=float(row["value"]),
            unit=row["unit"],
            year=int(row["year"]),
            source=row["source"],
            url=row["url"],
            seen=row["seen"],
            confidence=row["confidence"],
            note=row["note"],
        )
        for row in csv.DictReader(io.StringIO(text))
    )


@cache
def values(kind: str) -> Mapping[str, float]:
    """Key -> value of the figures of a kind, in the order of the file."""
    return MappingProxyType({one.key: one.value for one in population_figures() if one.kind == kind})
