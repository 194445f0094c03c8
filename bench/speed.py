"""How fast: the whole test bed as one batch in a fresh process, and one query at a time."""

from bench.runs import THREADS, Bench
from bench.table import Table, times


def tables(bench: Bench) -> list[Table]:
    """Cold batch and single calls, with the peer's between ours."""
    bed = bench.bed
    peer = bed.peer or {}
    n = f"{bed.ours[0]['queries']:,.0f}"
    low, high = bed.span("queries_per_s")
    theirs = peer.get("queries_per_s", 0.0)
    rows = [
        (
            "cold batch, queries/s",
            f"{bed.median('queries_per_s'):,.0f} ({low:,.0f} to {high:,.0f})",
            f"{theirs:,.0f}" if peer else "",
            f"{times(bed.median('queries_per_s'), theirs)} ({times(low, theirs)} to {times(high, theirs)})"
            if peer
            else "",
            ">= 100 x, aim 250 x",
            n,
        ),
        (
            "the same batch again, queries/s",
            f"{bed.ours[0]['queries'] / bed.median('warm_s'):,.0f}",
            "",
            times(bed.ours[0]["queries"] / bed.median("warm_s"), theirs),
            "",
            n,
        ),
        ("loading the compiled loops, s", f"{bed.median('load_s'):.2f}", "", "", "", "4"),
        (
            "index, s",
            f"{bed.median('index_s'):.1f}",
            f"{peer['index_s']:.1f}" if peer else "",
            times(peer.get("index_s", 0.0), bed.median("index_s")),
            "< 10 s",
            f"{bed.ours[0]['listed']:,.0f}",
        ),
        *_single(bench),
    ]
    notes = (
        f"Names only, threshold .7, {THREADS} threads, 100,000 names listed; seconds of matching as `--json` counts them; "
        f"loading and indexing are apart, the peer's too. Each of our {len(bed.ours)} runs and the peer's one is a fresh "
        "process with compiled loops cached on disk; the order is ours, ours, peer, ours, ours. Median and span of ours; "
        "ratios against the peer minutes apart on the same machine.",
        "The peer's time: blocker plus logic-v2 over the same queries in one batch; its index is apart, as ours is.",
        "Single calls: 1,000 in a warm process (the median of the runs is shown, for p99 too); the peer's are 10.",
    )
    return [Table("Speed", ("measure", "ours", "peer", "ratio", "bar", "n"), rows, notes)]


def _single(bench: Bench) -> list[tuple[str, ...]]:
    bed = bench.bed
    theirs = (bed.peer or {}).get("single_p50_s", 0.0)
    rows: list[tuple[str, ...]] = []
    for call, what in (("screen", "screen()"), ("compare", "matching alone")):
        for share in ("p50", "p99"):
            key = f"{call}_{share}_s"
            low, high = bed.span(key)
            shown = share == "p50" and call == "screen" and theirs
            rows.append(
                (
                    f"single warm query, {what}, {share}, ms",
                    f"{bed.median(key) * 1000:.2f} ({low * 1000:.2f} to {high * 1000:.2f})",
                    f"{theirs * 1000:,.0f}" if shown else "",
                    times(theirs, bed.median(key)) if shown else "",
                    "< 0.5 ms" if share == "p99" else "",
                    "1,000",
                )
            )
    return rows
