"""How long `tadasu assess` takes for a million declarations of 200,000 parties, stage by stage."""

import time

from bench.ground import SEED, Ground, command
from bench.table import Table
from tadasu.demo import trade, write_trade

DECLARATIONS = 1_000_000
FIRMS = 205_000
"""Of these some 200,000 occur in the declarations."""

STAGES = {
    "reading": "reading the files into declarations, every row checked",
    "companies": "telling which names are one company",
    "findings": "bringing findings onto companies",
    "assessing": "tracing and deciding",
    "table": "the queue as a table",
}
WITHIN = {
    "columns": "columns of numbers",
    "places": "places",
    "tracing": "exposures and tainted shares",
    "outcome": "tiers and share seen, rules",
    "ranking": "ranking",
}
"""Of tracing and deciding."""


def tables(ground: Ground, *, declarations: int = DECLARATIONS, firms: int = FIRMS) -> list[Table]:
    """One run of the command over a generated file, which is written first and not counted."""
    folder = ground.scratch / "assess"
    write_trade(folder, trade(SEED, declarations=declarations, companies=firms))
    words = ["assess", "declarations.parquet", "--findings", "findings.csv", "--flow", "import"]
    started = time.perf_counter()
    summary, held = command([*words, "--out", "queue.parquet", "--json"], folder)
    whole = time.perf_counter() - started
    seconds, within = summary["seconds"], summary["tracing_seconds"]
    rows = [_row(what, seconds[stage], whole) for stage, what in STAGES.items()]
    place = list(STAGES).index("assessing") + 1
    rows[place:place] = [_row(f"of it {what}", within[stage], whole) for stage, what in WITHIN.items()]
    rows += [
        _row("starting, writing the results and their record", whole - sum(seconds.values()), whole),
        _row("end to end", whole, whole),
        ("most memory", f"{held / 1e9:.1f} GB", ""),
    ]
    parties = summary["companies"] + summary["merges"]
    notes = (
        f"`tadasu {' '.join(words)} --out queue.parquet` in a fresh process, with compiled loops cached on disk: "
        f"{summary['declarations']:,} declarations, {parties:,} names that became {summary['companies']:,} companies, "
        f"{summary['findings']:,} findings. Hold {summary['hold']:,}, ask {summary['ask']:,}, not traceable "
        f"{summary['not-traceable']:,}, clear {summary['clear']:,}.",
        "No list is screened: how fast that is stands in results.md.",
    )
    return [Table(f"Assessment: {declarations:,} declarations", ("stage", "s", "share"), rows, notes)]


def _row(what: str, seconds: float, whole: float) -> tuple[str, ...]:
    return (what, f"{seconds:.2f}", f"{seconds / whole:.0%}")
