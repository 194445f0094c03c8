"""Hundreds of small random worlds in one table, so that one job checks them all.

Each world has company numbers and products of its own; nothing passes from one to another.
"""

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.oracles.tracing import Line

from tadasu.tracing import NOTHING, Rules, Trade, trace

COMPANIES, PRODUCTS = 10, 4
"""Numbers that a world may use."""

FIRST_DAY = 20_000
COLUMNS = "number bigint, seller int, buyer int, product int, day int, weight int"

Layers = dict[int, list[int]]
"""Number of an exposed declaration -> its sums."""


@dataclass(frozen=True)
class Worlds:
    """`worlds` have numbers of their own from 0; `lines` are all of them with numbers that no two share."""

    worlds: list[list[Line]]
    tables: list[NDArray[np.uint8]]

    @property
    def lines(self) -> list[Line]:
        return [
            replace(
                line,
                seller=line.seller + COMPANIES * place,
                buyer=line.buyer + COMPANIES * place,
                product=line.product + PRODUCTS * place,
            )
            for place, world in enumerate(self.worlds)
            for line in world
        ]

    @property
    def allowed(self) -> NDArray[np.uint8]:
        size = PRODUCTS * len(self.worlds)
        table = np.zeros((size, size), np.uint8)
        for place, own in enumerate(self.tables):
            span = slice(PRODUCTS * place, PRODUCTS * (place + 1))
            table[span, span] = own
        return table

    def frames(self, spark: Any) -> tuple[Any, Any]:
        """Declarations and seeds."""
        lines = self.lines
        rows = [(i, one.seller, one.buyer, one.product, one.day, one.weight) for i, one in enumerate(lines)]
        touched = [(i, one.seed) for i, one in enumerate(lines) if one.seed is not None]
        return spark.createDataFrame(rows, COLUMNS), spark.createDataFrame(touched, "number bigint, seed int")

    def kernel(self, rules: Rules) -> Layers:
        """What one machine finds."""
        lines = self.lines
        trade = Trade.build(
            seller=[one.seller for one in lines],
            buyer=[one.buyer for one in lines],
            product=[one.product for one in lines],
            day=[one.day for one in lines],
            weight=[one.weight for one in lines],
        )
        seed = np.array([NOTHING if lines[row].seed is None else lines[row].seed for row in trade.row], np.int32)
        found = trace(trade, seed, self.allowed, rules=rules)
        return dict(zip(trade.row[found.declaration].tolist(), found.layer.tolist(), strict=True))


def random_worlds(count: int, *, seed: int, most: int = 40) -> Worlds:
    """Few companies, goods and days a world, so that chains, cycles, self-sales and ties are many."""
    rng = random.Random(seed)
    worlds, tables = [], []
    for _ in range(count):
        companies, products, days = rng.randint(2, COMPANIES), rng.randint(1, PRODUCTS), rng.randint(1, 8)
        density = rng.choice((0.2, 0.5, 1.0))
        table = np.zeros((PRODUCTS, PRODUCTS), np.uint8)
        for a in range(products):
            for b in range(products):
                table[a, b] = rng.random() < density
        tables.append(table)
        worlds.append([_line(rng, companies, products, days) for _ in range(rng.randint(0, most))])
    return Worlds(worlds, tables)


def _line(rng: random.Random, companies: int, products: int, days: int) -> Line:
    return Line(
        seller=rng.randrange(companies),
        buyer=rng.randrange(companies),
        product=rng.randrange(products),
        day=FIRST_DAY + rng.randrange(days),
        weight=-rng.randrange(1000),
        seed=-rng.randrange(2000) if rng.random() < 0.25 else None,
    )


def collected(found: Any, rules: Rules) -> Layers:
    """The rows of a job."""
    rows = found.collect()
    out = {row.number: [row[f"layer_{k}"] for k in range(1, rules.tiers + 1)] for row in rows}
    assert len(out) == len(rows), "a declaration is there twice"
    return out


def of_definition(sums: list[list[int | None]]) -> Layers:
    """What an oracle says of each line, in the form of a job's rows."""
    return {
        number: [NOTHING if value is None else value for value in own]
        for number, own in enumerate(sums)
        if own[-1] is not None
    }
