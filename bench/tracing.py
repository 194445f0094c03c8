"""How fast chains are traced: ten million generated declarations, then beside the peers, then how it grows."""

from collections.abc import Sequence
from pathlib import Path

from bench.ground import PROCESSES, Ground, Report, Runs, free_bytes
from bench.table import Table
from bench.tracing_peers import beside_peers
from bench.tracing_run import ASKED, BATCHES, COMPANIES, FEWER, HUBS

MILLION = 1_000_000
LARGE, HUGE = 10 * MILLION, 50 * MILLION
NEEDED_FOR_HUGE = 12 * 10**9
"""Bytes that 50 million declarations in one table take, with room to spare; less free, and they are left out."""


GROWTH_HEADER = (
    "declarations", "firms", "exposed", "pass, s", "million/s", "what findings touch, s", "tainted share, s", "memory, GB",
    "with shares, GB",
)  # fmt: skip


def tables(ground: Ground) -> list[Table]:
    """Ten million declarations; the peers; growth."""
    world = ground.world(LARGE, as_text=True)
    passes = ground.several("pass", world)
    return [large(ground, world, passes), beside_peers(ground), growth(ground)]


def large(ground: Ground, world: Path, passes: Runs, *, declarations: int = LARGE) -> Table:
    """Every measure of one large world."""
    whole = ground.several("whole", world, str(ground.scratch / "results.parquet"))
    one = passes.reports[0]
    rows = [
        _row("the pass over all declarations, s", passes.shown("pass_s", digits=3), "<= 0.5", declarations),
        _row(
            "the same, million declarations/s",
            f"{declarations / MILLION / passes.median('pass_s'):.0f}",
            "",
            declarations,
        ),
        _row(f"the same with one finding in {FEWER}, s", passes.shown("fewer_pass_s", digits=3), "", declarations),
        *_whole(whole, declarations),
        *_append(ground.several("append", world)),
        *_reach(ground.several("reach", world), declarations),
        *_paths(ground.several("paths", world), declarations),
    ]
    notes = (
        f"Generated trade (`tadasu.demo.trade`) among {one['companies']:,} firms, the real table of goods, {one['findings']:,} "
        f"findings: those of the planted chains and as many on firms at random. {one['exposed']:,} declarations are exposed; "
        f"of {one['planted']:,} planted chains {one['planted_found']:,} were found, and {one['decoys_found']:,} decoys. With one "
        f"finding in {FEWER} {one['fewer_exposed']:,} are: what is not exposed costs one look.",
        f"Each measure in {PROCESSES} fresh processes with compiled loops cached on disk and loaded; median and span. The "
        "pass runs on one thread.",
        "Parquet to results: ids, HS codes and words as texts in one file; strength, tiers, tainted share and tiers seen of "
        "every declaration in another. The parties have ids, so no names are compared: that is in the table on assessment.",
        f"Batches: {', '.join(f'{count} of {size:,}' for size, count in BATCHES.items())}, behind all others; the median "
        "batch, and the worst of each process. A batch goes through the last day known again.",
        f"A new finding: {COMPANIES} firms at random that sell something and that no finding names, then the {HUBS} that sell "
        "most. The region: one firm in 31 of those in China; what it reaches is checked against a pass with all findings.",
        f"Paths: the ten strongest to {ASKED:,} exposed declarations at random, to as many of the {HUBS} largest exposed "
        f"sellers, and to everything that each of the {HUBS} largest exposed buyers bought.",
    )
    return Table(f"Tracing: {declarations:,} declarations", ("measure", "ours", "bar", "n"), rows, notes)


def _whole(whole: Runs, n: int) -> list[tuple[str, ...]]:
    stages = ("reading", "numbering", "seeds", "tracing", "shares", "depths", "writing")
    words = (
        "reading Parquet",
        "numbering",
        "what findings touch",
        "tracing",
        "tainted share",
        "tiers seen",
        "writing Parquet",
    )
    return [
        _row("Parquet to results on disk, s", whole.shown("whole_s", digits=1), "<= 15", n),
        *(
            _row(f"of it {word}, s", whole.shown(f"{stage}_s"), "", n)
            for stage, word in zip(stages, words, strict=True)
        ),
        _row("most memory, GB", whole.shown("peak_bytes", times=1e-9), "stated", n),
    ]


def _append(runs: Runs) -> list[tuple[str, ...]]:
    rows = []
    for size in BATCHES:
        shown = runs.shown(f"append_{size}_s", times=1e6, digits=3)
        worst = runs.shown(f"append_{size}_worst_s", times=1e6, digits=3)
        rows.append(
            _row(f"to append a declaration, in batches of {size:,}, us", f"{shown}; worst {worst}", "< 1", size)
        )
    return [*rows, _row("one declaration that is a year late, s", runs.shown("late_s"), "", 1)]


def _reach(runs: Runs, declarations: int) -> list[tuple[str, ...]]:
    region, whole = runs.median("region_s"), runs.median("region_pass_s")
    return [
        *_quantiles(runs, "random", "a new finding on a firm at random", "< 20", COMPANIES),
        *_quantiles(runs, "hubs", "a new finding on one of the largest sellers", "", HUBS),
        _row("a new finding on a region: a pass with it, s", runs.shown("region_pass_s"), "one pass", declarations),
        _row(
            "the same, following it alone, s",
            f"{runs.shown('region_s')}, {region / whole:.1f} passes",
            "",
            round(runs.median("region_touched")),
        ),
        _row("index to ask for new findings, s", runs.shown("index_s"), "", declarations),
    ]


def _paths(runs: Runs, declarations: int) -> list[tuple[str, ...]]:
    return [
        *_quantiles(runs, "random", "top-10 paths to a declaration at random", "< 5", ASKED),
        *_quantiles(runs, "hubs", "top-10 paths to one of the largest sellers'", "", ASKED),
        *_quantiles(runs, "buyers", "top-10 paths to all that a largest buyer bought", "", HUBS),
        _row("index to ask for paths, s", runs.shown("index_s"), "", declarations),
    ]


def _quantiles(runs: Runs, name: str, what: str, bar: str, n: int) -> list[tuple[str, ...]]:
    return [
        _row(f"{what}, {share}, ms", runs.shown(f"{name}_{share}_s", times=1e3), bar if share == "p99" else "", n)
        for share in ("p50", "p99")
    ]


def growth(ground: Ground, *, sizes: Sequence[int] = (MILLION, LARGE), huge: int = HUGE) -> Table:
    """One million, ten, and fifty if there is memory for them."""
    free = free_bytes()
    fits = free is None or free >= NEEDED_FOR_HUGE
    rows = [
        _grown(ground.ours("pass", ground.world(size), "--shares")) for size in (*sizes, *((huge,) if fits else ()))
    ]
    notes = [
        "One fresh process each, the pass the median of three. Memory: what the process grew by while it read the columns, "
        "traced, and (the second figure) kept the tainted shares; the interpreter with its compiled loops, about 0.2 GB, is "
        "apart.",
    ]
    if not fits and free is not None:
        missing = f"{free / 1e9:.0f} GB were free, {NEEDED_FOR_HUGE / 1e9:.0f} are wanted"
        rows.append((f"{huge:,}", *("NOT MEASURED",) * (len(GROWTH_HEADER) - 1)))
        notes.append(f"{huge:,} DECLARATIONS WERE NOT MEASURED: {missing}.")
    return Table("Tracing: how it grows", GROWTH_HEADER, rows, tuple(notes))


def _grown(report: Report) -> tuple[str, ...]:
    return (
        f"{report['declarations']:,}",
        f"{report['companies']:,}",
        f"{report['exposed']:,}",
        f"{report['pass_s']:.3f}",
        f"{report['declarations'] / MILLION / report['pass_s']:.0f}",
        f"{report['seeds_s']:.2f}",
        f"{report['shares_s']:.2f}",
        f"{report['added_bytes'] / 1e9:.2f}",
        f"{report['shares_bytes'] / 1e9:.2f}",
    )


def _row(what: str, ours: str, bar: str, n: int) -> tuple[str, ...]:
    return (what, ours, bar, f"{n:,}")
