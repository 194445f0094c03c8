"""Companies drawn from the cells: more of the rare large ones than their number, each with a weight that makes up for it.

All draws are uniform numbers of PCG64, as in `_noise`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.demo._population_cells import TAIL, Cells
from tadasu.demo._population_figures import values

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Parallel: cell, employees of the company itself, how many of the country's enterprises the row stands for, whether it
    is a company (not a sole proprietor)."""

    cell: NDArray[np.int64]
    employees: NDArray[np.int64]
    weight: Floats
    company: NDArray[np.bool_]


def drawn(rng: np.random.Generator, cells: Cells, size: int) -> Drawn:
    """So many rows; by cell their weights add up to the published count, by class where a cell has no row."""
    cell = np.repeat(np.arange(cells.count.size), _rows_of(cells, size))
    rows = np.bincount(cell, minlength=cells.count.size)
    weight = np.divide(cells.count, rows, out=np.zeros_like(cells.count), where=rows > 0)[cell]
    act = cells.act[cell]
    found, wanted = np.bincount(act, weight, 3), np.bincount(cells.act, cells.count, 3)
    weight *= np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)[act]
    return Drawn(
        cell=cell,
        employees=_employees(rng, cells, cell),
        weight=weight,
        company=rng.random(size) >= cells.sole[cell],
    )


def normal(rng: np.random.Generator, size: int) -> Floats:
    """Standard normal numbers (Box and Muller 1958), two of each pair of draws."""
    half = (size + 1) // 2
    radius, angle = np.sqrt(-2.0 * np.log(1.0 - rng.random(half))), 2.0 * np.pi * rng.random(half)
    out: Floats = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:size]
    return out


def normal_of(rng: np.random.Generator, among: NDArray[np.bool_]) -> Floats:
    """Standard normal numbers for those `among`, nothing for the others."""
    out = np.zeros(among.size)
    out[among] = normal(rng, int(among.sum()))
    return out


def taken(score: Floats, weight: Floats, wanted: float, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of those `among`, the highest by score, until their weights reach `wanted`: the last one is taken where that is nearer."""
    places = np.flatnonzero(among)
    order = places[np.argsort(-score[places], kind="stable")]
    middle = np.cumsum(weight[order]) - weight[order] / 2
    out = np.zeros(score.size, np.bool_)
    out[order[middle < wanted]] = True
    return out


def _rows_of(cells: Cells, size: int) -> NDArray[np.int64]:
    """Rows of each cell: by the root of its count, never more than its count unless all are full; they add up to `size`."""
    share = cells.count if size >= cells.count.sum() else _root_share(cells.count, size)
    reached = np.round(np.cumsum(share) * (size / share.sum())).astype(np.int64)
    out: NDArray[np.int64] = np.diff(reached, prepend=0)
    return out


def _root_share(count: Floats, size: int) -> Floats:
    """Proportional to the root of the count, but a cell with no more than its share is taken whole."""
    low, high = 0.0, float(np.sqrt(count.max()) + 1.0)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(count, middle * np.sqrt(count)).sum() < size else (low, middle)
    share: Floats = np.minimum(count, high * np.sqrt(count))
    return share


def _employees(rng: np.random.Generator, cells: Cells, cell: NDArray[np.int64]) -> NDArray[np.int64]:
    """By the power law of the cells; the largest class by one whose mean is the published one."""
    low, high = cells.low[cell].astype(np.float64), cells.high[cell].astype(np.float64)
    mean = values("largest")["employees"] / values("employees")["5000-"]
    tail = np.where(high >= values("largest")["most"], mean / (mean - 5000.0), TAIL)
    first, last = (low + 1.0) ** -tail, (high + 2.0) ** -tail
    found = (first - rng.random(cell.size) * (first - last)) ** (-1.0 / tail) - 1.0
    return np.clip(np.floor(found), low, high).astype(np.int64)
