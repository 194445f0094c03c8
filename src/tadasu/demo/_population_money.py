"""Turnover and capital of the companies drawn, so that their totals are the published ones.

Turnover follows the sales of a sector for each person engaged, a little more in large companies. Capital follows turnover,
by rank, so that as many companies have more than each amount as tax statistics count; then the limits of the Act hold.
"""

import numpy as np
from numpy.typing import NDArray

from tadasu.demo._population_cells import LARGE, MEDIUM, Cells
from tadasu.demo._population_draw import Drawn, Floats, normal
from tadasu.demo._population_figures import values

_SIZE = 0.1
"""Turnover for each person grows with the company as persons ** _SIZE; our own choice."""
_SPREAD = 0.6
"""Standard deviation of the logarithm of turnover for each person; our own choice."""
_LOOSE = 1.0
"""The same of capital beside turnover: how loosely it follows."""
_LISTED = 3.0
"""What a listing adds to the logarithm by which companies are ranked for their capital."""
_LEAST, _MOST = 300_000.0, 3.5e12
"""Least capital of a company, and most, JPY."""


def turnovers(rng: np.random.Generator, cells: Cells, rows: Drawn) -> Floats:
    """JPY of the company itself; by sector they add up to sales for each person times persons."""
    persons = rows.employees + 1.0
    raw = persons ** (1.0 + _SIZE) * np.exp(_SPREAD * normal(rng, persons.size))
    sector = cells.sector[rows.cell]
    per_person = np.array([values("turnover")[each] for each in cells.sectors])
    wanted = per_person * np.bincount(sector, rows.weight * persons, len(cells.sectors))
    found = np.bincount(sector, rows.weight * raw, len(cells.sectors))
    return np.round(raw * np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)[sector])


def capitals(
    rng: np.random.Generator, cells: Cells, rows: Drawn, turnover: Floats, listed: NDArray[np.bool_]
) -> Floats:
    """JPY, nothing for who is no company."""
    score = np.log(turnover + 1.0) + _LOOSE * normal(rng, turnover.size) + _LISTED * listed
    out = np.zeros(turnover.size)
    places = np.flatnonzero(rows.company)
    order = places[np.argsort(-score[places], kind="stable")]
    rank = np.cumsum(rows.weight[order]) - rows.weight[order] / 2
    steps = sorted((count, float(amount)) for amount, count in values("capital").items())
    last = max(float(rows.weight[places].sum()), steps[-1][0] + 1.0)
    counts = np.log([1.0, *(count for count, _ in steps), last])
    amounts = np.log([_MOST, *(amount for _, amount in steps), _LEAST])
    out[order] = np.exp(np.interp(np.log(np.maximum(rank, 1.0)), counts, amounts))
    return np.round(_by_act(rng, cells, rows, out) / 1e5) * 1e5


def _by_act(rng: np.random.Generator, cells: Cells, rows: Drawn, capital: Floats) -> Floats:
    """Large enterprises have more than their limit, SMEs with too many employees no more than it."""
    limit = np.array([values("limit")[f"{each}.capital"] for each in cells.sectors])[cells.sector[rows.cell]]
    most = np.array([values("limit")[f"{each}.employees"] for each in cells.sectors])[cells.sector[rows.cell]]
    act = cells.act[rows.cell]
    more = limit * np.exp(0.1 + np.abs(normal(rng, capital.size)))
    capital = np.where((act == LARGE) & (capital <= limit), more, capital)
    return np.where((act == MEDIUM) & (rows.employees > most), np.minimum(capital, limit), capital)
