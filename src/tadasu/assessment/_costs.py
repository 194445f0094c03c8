"""What due diligence costs the companies that a regime binds: a least and a most, with every assumption open.

Estimates are few and differ by orders of magnitude, so nothing here is one number. Data: `data/compliance_costs.csv`, a cost
for a company of each size, its source, and how sure we are of it; a good many rows are our own assumption and say so.
Savings, and what harm costs those who suffer it, are not counted.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from tadasu.law import Simulation, counted_by

PARTS = ("once", "yearly")
MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CostAssumption:
    """What one company of a size (a label of `tadasu.law.SIZES`) pays `once` or `yearly`, in whole units of a currency."""

    size: str
    part: str
    least: float
    most: float
    currency: str
    year: int
    source: str
    url: str
    seen: str
    confidence: str
    notes: Mapping[str, str]


@cache
def cost_assumptions() -> tuple[CostAssumption, ...]:
    """The bundled ones, by size and part."""
    text = files("tadasu.assessment").joinpath("data/compliance_costs.csv").read_text(encoding="utf-8")
    return tuple(
        CostAssumption(
            size=row["size"],
            part=row["part"],
            least=float(row["least"]),
            most=float(row["most"]),
            currency=row["currency"],
            year=int(row["year"]),
            source=row["source"],
            url=row["url"],
            seen=row["seen"],
            confidence=row["confidence"],
            notes={"en": row["note_en"], "ja": row["note_ja"]},
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def costs(simulation: Simulation, assumptions: Sequence[CostAssumption] = ()) -> pl.DataFrame:
    """A row a size: `size`, `least_bound` and `most_bound` companies, and millions of the currency `once_least`, `once_most`,
    `yearly_least`, `yearly_most`. The least counts who is bound for sure, the most also who is undetermined or in conflict.

    Companies whose size is not known are in no row.
    """
    found = {(one.size, one.part): one for one in assumptions or cost_assumptions()}
    counts = counted_by(simulation, "size")
    rows = []
    for row in counts.iter_rows(named=True):
        size, sure = row["group"], row["in"]
        if (size, PARTS[0]) not in found:
            continue
        perhaps = sure + row["undetermined"] + row["conflict"]
        out = {"size": size, "least_bound": sure, "most_bound": perhaps}
        for part in PARTS:
            out[f"{part}_least"] = sure * found[size, part].least / MILLION
            out[f"{part}_most"] = perhaps * found[size, part].most / MILLION
        rows.append(out)
    numbers = ("least_bound", "most_bound", *(f"{part}_{end}" for part in PARTS for end in ("least", "most")))
    return pl.DataFrame(rows, schema={"size": pl.String, **dict.fromkeys(numbers, pl.Float64)})
