"""Ordinary trade as NumPy columns: firms by a power law, working days, goods that mostly go to who can use them.

With `_population_*`, the only modules of the room that compute with NumPy; `trade` imports it when it is called. Its draws are
uniform numbers of PCG64, the generator that NumPy's `default_rng` uses; powers of them may round differently on another
processor, so a seed gives the same columns on one machine, not everywhere. Committed files are made of
`random.Random.random` alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tadasu.demo._follows import GOODS, OUTPUTS

FIRST_DAY = (date(2022, 1, 3) - date(1970, 1, 1)).days
DAYS = (date(2026, 10, 31) - date(2022, 1, 3)).days + 1
"""All trade is of these days, counted from 1970-01-01."""

BLOCK = 1 << 19
"""Declarations drawn at a time: what bounds the memory beside the columns."""

COUNTRY_WEIGHTS = {
    "bd": 7, "cn": 30, "id": 6, "in": 9, "jp": 16, "kr": 7, "my": 4, "ph": 3, "pl": 4, "pt": 2, "ru": 2, "tr": 5, "vn": 5,
}  # fmt: skip
"""How many firms of a hundred are in a country: invented, China and Japan ahead."""

_OWN_GOOD, _USEFUL_BUYER, _OWN_COUNTRY = 0.85, 0.7, 0.9
_SELLER_TAIL, _BUYER_TAIL, _FLAT = 0.77, 0.83, 10.0
"""A firm of rank r trades in proportion to (r + 10) ** -tail: the degrees then fall with exponents of 2.3 and 2.2."""
_VERIFIED, _REPORTED = 0.35, 0.85
_LEAST_GRAMS, _DECADES = 4.0, 3.3
"""Weights are spread evenly over the powers of ten from 10 kg to 20 t."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Parallel columns, one entry a declaration, by day. `good` and `country` are places in GOODS and COUNTRY_WEIGHTS.

    `seats` has an entry a company: the country it is in.
    """

    seller: NDArray[np.int32]
    buyer: NDArray[np.int32]
    good: NDArray[np.int16]
    day: NDArray[np.int32]
    grams: NDArray[np.int64]
    certainty: NDArray[np.int8]
    country: NDArray[np.int16]
    seats: NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Market:
    """Who makes what and how much they trade. `by_good` are the firms sorted by what they make, from `start` on for each good;
    `outputs` are the goods a good may go into, `width` how many there are."""

    makes: NDArray[np.int16]
    sellers: NDArray[np.int32]
    buyers: NDArray[np.int32]
    by_good: NDArray[np.int32]
    start: NDArray[np.int64]
    outputs: NDArray[np.int16]
    width: NDArray[np.int16]


def noise(seed: int, *, day_counts: NDArray[np.int64], firms: int, companies: int) -> Columns:
    """Trade of the first `firms` of all `companies`, with so many declarations on each day; nobody sells to itself."""
    rng = np.random.Generator(np.random.PCG64(seed))
    market = _market(rng, firms)
    day = np.repeat(np.arange(FIRST_DAY, FIRST_DAY + day_counts.size, dtype=np.int32), day_counts)
    size = day.size
    columns = Columns(
        seller=np.empty(size, np.int32),
        buyer=np.empty(size, np.int32),
        good=np.empty(size, np.int16),
        day=day,
        grams=np.empty(size, np.int64),
        certainty=np.empty(size, np.int8),
        country=np.empty(size, np.int16),
        seats=_weighted(rng, np.array(list(COUNTRY_WEIGHTS.values()), np.float64), companies),
    )
    for low, high in _blocks(size):
        _fill(rng, market, columns, slice(low, high))
    return columns


def day_counts(declarations: int) -> NDArray[np.int64]:
    """How many declarations each day has: few on Saturdays, hardly any on Sundays, none at New Year, more before its end;
    a little more every year. They add up exactly."""
    weights = np.array([_busy(date(1970, 1, 1) + timedelta(days=FIRST_DAY + place)) for place in range(DAYS)])
    reached = np.round(np.cumsum(weights) * (declarations / weights.sum())).astype(np.int64)
    counts: NDArray[np.int64] = np.diff(reached, prepend=0)
    return counts


def _busy(day: date) -> float:
    if (day.month, day.day) <= (1, 3):
        return 0.0
    week = (1.0, 1.05, 1.05, 1.05, 1.1, 0.3, 0.05)[day.weekday()]
    season = {3: 1.15, 11: 1.1, 12: 1.25}.get(day.month, 1.0)
    growth: float = 1.04 ** (day.year - 2022)
    return week * season * growth


def _blocks(size: int) -> Iterator[tuple[int, int]]:
    for low in range(0, size, BLOCK):
        yield low, min(low + BLOCK, size)


def _market(rng: np.random.Generator, firms: int) -> _Market:
    popular = (1.0 + _shuffled(rng, len(GOODS)).astype(np.float64)) ** -0.7
    makes = _weighted(rng, popular, firms)
    counts = np.bincount(makes, minlength=len(GOODS))
    width = np.array([len(OUTPUTS[good]) for good in GOODS], np.int16)
    outputs = np.zeros((len(GOODS), int(width.max())), np.int16)
    for place, good in enumerate(GOODS):
        outputs[place, : width[place]] = [GOODS.index(into) for into in OUTPUTS[good]]
    mixed = _shuffled(rng, firms)  # a firm's rank within its trade is not its number
    return _Market(
        makes=makes,
        sellers=_shuffled(rng, firms),
        buyers=_shuffled(rng, firms),
        by_good=mixed[np.argsort(makes[mixed], kind="stable")],
        start=np.concatenate(([0], np.cumsum(counts))),
        outputs=outputs,
        width=width,
    )


def _fill(rng: np.random.Generator, market: _Market, columns: Columns, rows: slice) -> None:
    size, firms = rows.stop - rows.start, market.makes.size
    seller = market.sellers[_rank(rng.random(size), firms, _SELLER_TAIL)]
    own = rng.random(size) < _OWN_GOOD
    good = np.where(own, market.makes[seller], market.makes[_whole(rng, size, firms)])
    buyer = market.buyers[_rank(rng.random(size), firms, _BUYER_TAIL)]
    buyer = np.where(rng.random(size) < _USEFUL_BUYER, _user(rng, market, good, buyer), buyer)
    buyer = np.where(buyer == seller, (buyer + 1) % firms, buyer)
    sure = rng.random(size)
    own_country = rng.random(size) < _OWN_COUNTRY
    columns.seller[rows] = seller
    columns.buyer[rows] = buyer
    columns.good[rows] = good
    columns.grams[rows] = 10.0 ** (_LEAST_GRAMS + _DECADES * rng.random(size))
    columns.certainty[rows] = (sure >= _VERIFIED).astype(np.int8) + (sure >= _REPORTED)
    columns.country[rows] = columns.seats[np.where(own_country, seller, _whole(rng, size, firms))]


def _user(
    rng: np.random.Generator, market: _Market, good: NDArray[np.int16], otherwise: NDArray[np.int32]
) -> NDArray[np.int32]:
    """For each good a firm that makes something of it, or the other firm when there is none."""
    width = market.width[good]
    into = market.outputs[good, (rng.random(good.size) * np.maximum(width, 1)).astype(np.int64)]
    first, end = market.start[into], market.start[into + 1]
    place = first + _rank(rng.random(good.size), np.maximum(end - first, 1), _BUYER_TAIL)
    found = market.by_good[np.minimum(place, market.by_good.size - 1)]
    usable: NDArray[np.bool_] = (width > 0) & (end > first)
    return np.where(usable, found, otherwise)


def _rank(uniform: NDArray[np.float64], count: int | NDArray[np.int64], tail: float) -> NDArray[np.int64]:
    """Ranks from 0 whose chance falls as (rank + 10) ** -tail: the inverse of the integral."""
    power = 1.0 - tail
    low = _FLAT**power
    high = (np.asarray(count) + _FLAT) ** power
    rank = ((low + uniform * (high - low)) ** (1.0 / power) - _FLAT).astype(np.int64)
    ranks: NDArray[np.int64] = np.minimum(rank, np.asarray(count) - 1)
    return ranks


def _whole(rng: np.random.Generator, size: int, count: int) -> NDArray[np.int64]:
    return (rng.random(size) * count).astype(np.int64)


def _weighted(rng: np.random.Generator, weights: NDArray[np.float64], size: int) -> NDArray[np.int16]:
    edges = np.cumsum(weights) / weights.sum()
    edges[-1] = 1.0
    return np.searchsorted(edges, rng.random(size), side="right").astype(np.int16)


def _shuffled(rng: np.random.Generator, size: int) -> NDArray[np.int32]:
    """0 to size - 1 in another order; from uniform numbers, whose sequence is the steadiest that NumPy has."""
    return np.argsort(rng.random(size), kind="stable").astype(np.int32)
