"""A world of declarations as the peers of tracing want it: columns, or a graph of which declaration may follow which.

A graph library knows costs of arcs and nothing of products and days, so both tests are made beforehand: an arc leads from a
declaration to each that may be the next of a chain. In layers, one for each number of declarations, the graph also knows
that a chain has at most so many.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18
"""Declarations whose followers are looked up at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Parallel columns by day, as bench/tracing_world.py writes them. `seed` is `nothing` where no finding touches."""

    seller: NDArray[np.int32]
    buyer: NDArray[np.int32]
    product: NDArray[np.int16]
    day: NDArray[np.int32]
    weight: NDArray[np.int32]
    seed: NDArray[np.int32]
    allowed: NDArray[np.uint8]
    tiers: int
    ageing: int
    nothing: int

    def __len__(self) -> int:
        return int(self.day.size)

    @property
    def touched(self) -> NDArray[np.intp]:
        """Declarations that a finding touches."""
        return np.flatnonzero(self.seed > self.nothing)


@dataclass(frozen=True, slots=True)
class Graph:
    """Arcs with costs of 0 or more; the sum along a path is what a chain loses.

    Node `layer * size + e` is declaration e; the last node is the source, with an arc to each touched declaration.
    """

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    cost: NDArray[np.int64]
    size: int
    layers: int

    @property
    def source(self) -> int:
        return self.layers * self.size


def read(folder: Path) -> Declared:
    """The columns of a world."""
    rules: dict[str, Any] = json.loads((folder / "world.json").read_text(encoding="utf-8"))["rules"]
    names = ("seller", "buyer", "product", "day", "weight", "seed", "allowed")
    return Declared(**{name: np.load(folder / f"{name}.npy") for name in names}, **rules)


def graph(declared: Declared, *, layers: int = 1) -> Graph:
    """The graph of possible steps; in `layers` layers a path of n declarations ends in the n-th."""
    before, after, cost = steps(declared)
    size, copies = len(declared), range(max(layers - 1, 1))
    deeper = size if layers > 1 else 0
    touched = declared.touched
    starts = -(declared.seed[touched].astype(np.int64) + declared.weight[touched])
    return Graph(
        tail=np.concatenate([*(before + layer * size for layer in copies), np.full(touched.size, layers * size)]),
        head=np.concatenate([*(after + layer * size + deeper for layer in copies), touched]),
        cost=np.concatenate([*(cost for _ in copies), starts]),
        size=size,
        layers=layers,
    )


def steps(declared: Declared) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each pair of declarations that may follow one another, and what the second costs after the first."""
    seller, buyer, day = (column.astype(np.int64) for column in (declared.seller, declared.buyer, declared.day))
    days = int(day.max(initial=0)) + 1
    sales = np.argsort(seller, kind="stable")
    key = seller[sales] * days + day[sales]
    first, end = np.searchsorted(key, buyer * days + day), np.searchsorted(key, (buyer + 1) * days)
    pairs = [
        _followers(declared, sales, low, first[low : low + BLOCK], end[low : low + BLOCK])
        for low in range(0, len(declared), BLOCK)
    ]
    before, after = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    return before, after, declared.ageing * (day[after] - day[before]) - declared.weight[after]


def _followers(
    declared: Declared, sales: NDArray[np.intp], low: int, first: NDArray[np.intp], end: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the buyers of a block of declarations sold from that day on, of goods that may hold what they bought."""
    counts = end - first
    before = np.repeat(np.arange(low, low + counts.size), counts)
    place = np.arange(before.size) + np.repeat(first - (np.cumsum(counts) - counts), counts)
    after = sales[place]
    fits = (declared.allowed[declared.product[before], declared.product[after]] > 0) & (before != after)
    return before[fits], after[fits]
