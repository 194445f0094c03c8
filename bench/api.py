"""What `/match` over HTTP costs: requests a second and how long they take, at 1, 10 and 100 users at once."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.api_run import BATCH, LISTED_OF_TEN, PROCESSES
from bench.ground import Ground
from bench.table import Table

ENTITIES = 100_000
SECONDS = 20
USERS = (1, 10, 100)
QUIET = 0.5
"""Load up to which seconds say something."""

YENTE_PER_CORE = 4
"""Requests a second and vCPU with logic-v2 and its default of 50 candidates: yente's docs/deploy/scaling.md, commit 916a474 of
2026-08-11, measured by its authors on another machine with other lists."""


def tables(ground: Ground, *, entities: int = ENTITIES, seconds: int = SECONDS) -> list[Table]:
    """One row for each number of users, and one of batches."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # where root measures, PostgreSQL runs as nobody
        report = ground.api(folder, str(entities), str(seconds), ",".join(map(str, USERS)))
    cores = os.cpu_count() or 1
    rows = [_row(f"{one['users']}, one name a request", one) for one in report["single"]]
    rows.append(_row(f"{report['batch']['users']}, {BATCH} names a request", report["batch"]))
    best = max(one["per_s"] for one in report["single"])
    notes: tuple[str, ...] = (
        f"`tadasu serve` with {PROCESSES} web processes on {cores} cores and the database beside them, {entities:,} invented "
        f"listed companies; {LISTED_OF_TEN} of ten names are a listed one with a slip of typing, the others are not listed. "
        f"{seconds} s each, token, row-level security and reasons included. The users run on the same cores, which costs the "
        "server part of them.",
        f"yente's authors publish about {YENTE_PER_CORE} requests/s a vCPU for logic-v2 "
        f"(docs/deploy/scaling.md, commit 916a474), so about {YENTE_PER_CORE * cores} on {cores}: on their machine with their "
        f"data, not measured here. Ours: {best:,.0f} requests/s.",
        f"Ready {report['ready_s']:.0f} s after the server answered: the index is built then.",
    )
    if load > QUIET:
        notes += (
            f"Others worked on the machine (load {load:.1f} before the run): these figures are too low rather than too high.",
        )
    header = ("users at once", "requests/s", "names/s", "p50, ms", "p95, ms", "p99, ms", "requests", "failed")
    return [Table(f"API: /match against {entities:,} listed entities over HTTP", header, rows, notes)]


def _row(what: str, one: Mapping[str, float]) -> tuple[str, ...]:
    return (
        what,
        f"{one['per_s']:,.0f}",
        f"{one['names_per_s']:,.0f}",
        *(f"{one[key]:,.1f}" for key in ("p50_ms", "p95_ms", "p99_ms")),
        f"{one['requests']:,.0f}",
        f"{one['failed']:,.0f}",
    )
