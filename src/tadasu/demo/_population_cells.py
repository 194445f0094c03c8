"""How many enterprises there are of each sector, size class and number of employees, so that every published total is met.

What is published are totals: enterprises by sector and class of the Small and Medium-sized Enterprise Basic Act, and by
number of employees. The table between them is found by iterative proportional fitting (Deming and Stephan 1940), from a
start in which enterprises of a class have numbers of employees that the Act allows. Sectors that are known for an older
year are scaled to the newer total.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tadasu.demo._population_figures import population_figures, values

SMALL, MEDIUM, LARGE = 0, 1, 2
"""Classes of the Act; the medium ones are SMEs that are not small."""
TAIL = 0.6
"""Within a range, n employees have the weight (n + 1) ** -(TAIL + 1)."""
LOW_CAPITAL = 0.08
"""Weight at the start of those that are SMEs by their capital alone, with employees above the limit; fewer where they are
far above it."""
_ROUNDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Parallel: `sector` is a place in `sectors`, `act` a class, `low` to `high` its numbers of employees, `count` how many
    enterprises there are, `sole` what share of them is no company."""

    sectors: tuple[str, ...]
    sector: NDArray[np.int16]
    act: NDArray[np.int8]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    count: NDArray[np.float64]
    sole: NDArray[np.float64]


@cache
def cells() -> Cells:
    """All that are not empty, by sector, class and employees."""
    sectors = tuple(values("small-share"))
    classes = class_totals()
    ranges, companies, sole = employee_totals()
    everybody = companies + sole
    parts = [
        (sector, act, n, *part)
        for sector in range(len(sectors))
        for act in (SMALL, MEDIUM, LARGE)
        for n, (low, high) in enumerate(ranges)
        for part in _parts(sectors[sector], act, low, high)
    ]
    row, column = np.array([3 * part[0] + part[1] for part in parts]), np.array([part[2] for part in parts])
    count = _fitted(np.array([part[5] for part in parts]), row, classes.reshape(-1), column, everybody)
    some = np.flatnonzero(count > 0)
    return Cells(
        sectors=sectors,
        sector=(row[some] // 3).astype(np.int16),
        act=(row[some] % 3).astype(np.int8),
        low=np.array([part[3] for part in parts], np.int64)[some],
        high=np.array([part[4] for part in parts], np.int64)[some],
        count=count[some],
        sole=(sole / everybody)[column[some]],
    )


def class_totals() -> NDArray[np.float64]:
    """Enterprises by sector (rows) and class (columns): the newest figures as they are, older ones scaled to the nation's."""
    nation, published, share = values("class"), values("sector"), values("small-share")
    dated = [one for one in population_figures() if one.kind == "sector"]
    old = {one.key for one in dated if one.year < max(each.year for each in dated)}
    totals = []
    for part in ("sme", "large"):
        keys = [f"{sector}.{part}" for sector in share]
        known = sum(published[key] for key in keys if key not in old)
        factor = (nation[part] - known) / sum(published[key] for key in keys if key in old)
        totals.append(np.array([published[key] * (factor if key in old else 1.0) for key in keys]))
    sme, large = totals
    small = sme * np.array(list(share.values()))
    small *= nation["small"] / small.sum()
    return np.stack([small, sme - small, large], axis=1)


def employee_totals() -> tuple[list[tuple[int, int]], NDArray[np.float64], NDArray[np.float64]]:
    """Ranges of employees; how many companies, and how many other enterprises, are in each."""
    most = int(values("largest")["most"])
    found = []
    for key, count in values("employees").items():
        low, _, high = key.partition("-")
        found.append((int(low), int(high) if high else most, count, values("sole").get(key, 0.0)))
    found.sort()
    companies = np.array([each[2] for each in found])
    others = values("class")["sme"] + values("class")["large"] - companies.sum()
    return [(each[0], each[1]) for each in found], companies, others * np.array([each[3] for each in found])


def _parts(sector: str, act: int, low: int, high: int) -> list[tuple[int, int, float]]:
    """What of a range of employees a class may have, with its weight at the start."""
    limit, small = (int(values("limit")[f"{sector}.{part}"]) for part in ("employees", "small"))
    above = LOW_CAPITAL * min(1.0, limit / max(low, 1)) ** 0.8
    bounds = {SMALL: [(0, small, 1.0)], MEDIUM: [(small + 1, limit, 1.0), (limit + 1, high, above)]}
    out = []
    for least, most, weight in bounds.get(act, [(limit + 1, high, 1.0)]):
        first, last = max(low, least), min(high, most)
        if first <= last:
            out.append((first, last, weight * _mass(first, last) / _mass(low, high)))
    return out


def _mass(low: int, high: int) -> float:
    """Share of a power law from `low` to `high`, up to a factor."""
    return float((low + 1.0) ** -TAIL - (high + 2.0) ** -TAIL)


def _fitted(
    start: NDArray[np.float64],
    row: NDArray[np.int64],
    rows: NDArray[np.float64],
    column: NDArray[np.int64],
    columns: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Scale the start by rows and columns in turn until both totals are met; rows are met exactly."""
    out = start * columns[column]
    for _ in range(_ROUNDS):
        for place, totals in ((column, columns), (row, rows)):
            sums = np.bincount(place, out, totals.size)
            out = out * np.divide(totals, sums, out=np.zeros_like(totals), where=sums > 0)[place]
    return out
