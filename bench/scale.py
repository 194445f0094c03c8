"""How time and memory grow: names of the LEI register, from 50,000 to all of them."""

import random
from collections.abc import Mapping

import polars as pl

from bench.runs import THREADS, Bench, write_list, write_queries
from bench.score import Query
from bench.table import Table

SIZES = (50_000, 100_000, 200_000, 400_000)
QUERIES = 2_000
SEED = 20261122


def tables(bench: Bench) -> list[Table]:
    """One row a size."""
    names = pl.read_parquet(bench.data / "names" / "lei_names.parquet", columns=["lei", "name"]).rows()
    rng = random.Random(SEED)
    rng.shuffle(names)
    asked = bench.scratch / "lei.csv"
    write_queries(asked, (Query(key, name, frozenset(), "lei") for key, name in rng.sample(names[: SIZES[0]], QUERIES)))
    bench.ours(bench.listed, bench.few(), 0.7)
    rows: list[tuple[str, ...]] = []
    base: Mapping[str, float] | None = None
    for size in SIZES:
        listed = bench.scratch / "lei.parquet"
        write_list(listed, names[:size])
        report, _ = bench.ours(listed, asked, 0.7)
        base = base or report
        rows.append(_row(report, base))
    header = ("names", "x", "index, s", "x", "index, MB", "x", "peak, MB", "x", "queries/s", "x", "warm queries/s", "x")
    notes = (
        f"{QUERIES:,} names of the smallest list screened each time, names only, threshold .7, {THREADS} threads, "
        "every row a fresh process. Index MB: its arrays. Peak MB: what the process grew by while it indexed and "
        "screened, the listed names themselves apart. x: against the first row, "
        "of which some seconds are the loading of word data and compiled loops.",
    )
    return [Table("Scale: names of the LEI register", header, rows, notes)]


def _row(report: Mapping[str, float], base: Mapping[str, float]) -> tuple[str, ...]:
    def warm(one: Mapping[str, float]) -> float:
        return one["queries"] / one["warm_s"]

    def grown(key: str) -> str:
        return f"{report[key] / base[key]:.2f}"

    return (
        f"{report['listed']:,.0f}",
        grown("listed"),
        f"{report['index_s']:.1f}",
        grown("index_s"),
        f"{report['index_bytes'] / 1e6:.0f}",
        grown("index_bytes"),
        f"{report['added_bytes'] / 1e6:.0f}",
        grown("added_bytes"),
        f"{report['queries_per_s']:,.0f}",
        grown("queries_per_s"),
        f"{warm(report):,.0f}",
        f"{warm(report) / warm(base):.2f}",
    )
