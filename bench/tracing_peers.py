"""Tracing beside its peers: the same generated declarations to each, and what each needs to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.ground import Ground, Report, Runs
from bench.table import Table, times

FEW, MANY, LARGE = 100_000, 1_000_000, 10_000_000
"""Declarations that networkx can do, that the other graph libraries can, and that joins can."""


@dataclass(frozen=True)
class Peer:
    """A way to ask an engine, what it then computes, and over how many declarations."""

    label: str
    engine: str
    computes: str
    sizes: tuple[int, ...]
    words: tuple[str, ...] = ()


SAME, READY = "the same", "the same; which declaration may follow which is known before"
LAYERS, UNBOUNDED = f"{READY}, in a layer for each tier", "less: chains of any length; what may follow is known before"
PEERS = (
    Peer("networkx, firms joined by declarations, level by level", "networkx-trade", SAME, (FEW,)),
    Peer("networkx, declarations joined by steps, level by level", "networkx-steps", READY, (FEW,)),
    Peer("networkx, its Dijkstra", "networkx", LAYERS, (FEW,), ("--layers",)),
    Peer("igraph, its Dijkstra", "igraph", LAYERS, (FEW,), ("--layers",)),
    Peer("igraph, its Dijkstra", "igraph", UNBOUNDED, (MANY,)),
    Peer("rustworkx, its Dijkstra", "rustworkx", LAYERS, (FEW,), ("--layers",)),
    Peer("rustworkx, its Dijkstra", "rustworkx", UNBOUNDED, (MANY,)),
    Peer("scipy, its Dijkstra", "scipy", LAYERS, (FEW, MANY), ("--layers",)),
    Peer("scipy, its Dijkstra", "scipy", UNBOUNDED, (MANY,)),
    Peer("DuckDB, joins a level at a time", "duckdb", SAME, (FEW, MANY, LARGE)),
)

PEER_HEADER = (
    "engine", "declarations", "computes", "prepare, s", "answer, s", "ours, s", "ratio from the columns",
    "ratio of the answer alone", "values that differ", "memory, GB",
)  # fmt: skip


def beside_peers(ground: Ground, peers: Sequence[Peer] = PEERS) -> Table:
    """The same worlds to each, ours before and after; without rows when the peers are not measured."""
    measured: list[Measured] = []
    if ground.peers is not None:
        for size in sorted({size for peer in peers for size in peer.sizes}):
            measured += _at(ground, size, [peer for peer in peers if size in peer.sizes])
    versions = {one.peer.engine.partition("-")[0]: one.report["version"] for one in measured}
    notes = (
        "The question: the exposure of every declaration (docs/tracing.md). Every engine begins with the same columns, sorted "
        "by day, and the declarations that findings touch; ours needs nothing else. A peer first makes what it asks "
        "(prepare). Where what may follow is known before, firms, products and days were compared there, with NumPy, which "
        "is most of the work. From the columns: prepare and answer against ours; answer alone: as if what was prepared "
        "would be there anyhow.",
        "The bar, at least 100 x networkx on the same question, is held against its first row, where it does what ours does "
        "while it answers. Its other rows show what is left when the work was done before.",
        f"Ours: the pass, median of a process before and one after the peers. Peers: a fresh process each, the median of "
        f"three answers; DuckDB with 2 threads, all others and ours with one. {_named(versions)}.",
    )
    return Table("Tracing: beside the peers", PEER_HEADER, [_peer_row(one) for one in measured], notes)


@dataclass(frozen=True)
class Measured:
    """A peer's report with ours on the same world; `differ` counts the declarations with another exposure than ours."""

    peer: Peer
    report: Report
    differ: int
    ours: float


def _at(ground: Ground, size: int, peers: Sequence[Peer]) -> list[Measured]:
    """The peers on a world of one size. Raises SystemExit when one that computes the same gives something else."""
    world, held, given = ground.world(size), ground.scratch / "ours.npy", ground.scratch / "theirs.npy"
    before = ground.ours("pass", world, "--values", str(held))
    asked = []
    for peer in peers:
        report = ground.theirs(peer.engine, world, given, *peer.words)
        differ = int(np.count_nonzero(np.load(held) != np.load(given)))
        if differ and peer.computes != UNBOUNDED:
            raise SystemExit(f"{peer.label} gives another exposure than ours for {differ:,} declarations.")
        asked.append((peer, report, differ))
    ours = Runs([before, ground.ours("pass", world)]).median("pass_s")
    return [Measured(peer, report, differ, ours) for peer, report, differ in asked]


def _peer_row(one: Measured) -> tuple[str, ...]:
    prepare, answer = one.report["prepare_s"], one.report["answer_s"]
    return (
        one.peer.label,
        f"{one.report['declarations']:,}",
        one.peer.computes,
        f"{prepare:,.2f}",
        f"{answer:,.4f}",
        f"{one.ours:,.4f}",
        times(prepare + answer, one.ours),
        times(answer, one.ours),
        f"{one.differ:,}",
        f"{one.report['peak_bytes'] / 1e9:.1f}",
    )


def _named(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items()) or "The peers were not measured"
