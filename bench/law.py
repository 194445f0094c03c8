"""Which of four million companies each regime binds: ours, and the same tests as plain SQL in DuckDB, each in fresh processes."""

import os

import duckdb

from bench.ground import Ground, Runs
from bench.law_run import ON, TIMES
from bench.table import Table
from tadasu.law import Verdict

COMPANIES = 4_000_000
PROCESSES = 2
"""How often each formulation is started anew."""
QUIET = 0.5
"""Load up to which seconds say something."""


def tables(ground: Ground, *, companies: int = COMPANIES) -> list[Table]:
    """Seconds and memory of both, and that they count the same; the table of companies is made first."""
    load = os.getloadavg()[0]
    ground.law("make", "--companies", str(companies))
    ours, sql = (Runs([ground.law(verb) for _ in range(PROCESSES)]) for verb in ("ours", "sql"))
    counts, others = ours.reports[0]["counts"], sql.reports[0]["counts"]
    differ = [key for key, found in counts.items() if [found[Verdict.IN], found[Verdict.OUT]] != list(others[key])]
    rows = [
        ("reading the table, s", ours.shown("read_s"), sql.shown("read_s"), _ratio(ours, sql, "read_s")),
        (f"{len(counts)} regimes, s", ours.shown("asked_s"), sql.shown("asked_s"), _ratio(ours, sql, "asked_s")),
        (
            "most memory of the process, GB",
            ours.shown("peak_bytes", times=1e-9),
            sql.shown("peak_bytes", times=1e-9),
            _ratio(ours, sql, "peak_bytes"),
        ),
        ("of that, arrays of the facts, GB", ours.shown("array_bytes", times=1e-9), "", ""),
        ("regimes whose counts differ", str(len(differ)), "", ""),
    ]
    notes: tuple[str, ...] = (
        f"An invented population of {companies:,} companies (`tadasu.demo.population`) on {ON}. Each formulation in "
        f"{PROCESSES} fresh processes, one after the other, that read the same Parquet file: the median of them and the span; "
        f"within a process the median of {TIMES}. Ours on one thread, DuckDB {duckdb.__version__} on 2, the table in its "
        "memory. Memory is the most that the whole process held, interpreter and libraries included. The SQL has three values, "
        "no conflict of sources and no reasons; it is made from the same data (tests/oracles/law_sql.py), and counts are "
        "compared regime by regime.",
        f"In, of all regimes together: {sum(found[Verdict.IN] for found in counts.values()):,}; undetermined: "
        f"{sum(found[Verdict.UNDETERMINED] for found in counts.values()):,}.",
    )
    if load > QUIET:
        notes += (
            f"Others worked on the machine (load {load:.1f}): seconds and their ratios are noisy, memory is not.",
        )
    return [
        Table(
            f"Law: {companies:,} companies under every regime", ("what", "ours", "DuckDB", "DuckDB / ours"), rows, notes
        )
    ]


def _ratio(ours: Runs, sql: Runs, key: str) -> str:
    return f"{sql.median(key) / ours.median(key):.1f} x"
