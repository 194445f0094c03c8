"""Every number we claim about screening, in one run: `make bench`, or `python -m bench [--only PART,...]`.

Needs the shared real data. The peer, nomenklatura, runs in an environment of its own (bench/peer); without it its
columns stay empty and the head of the table says why. A whole run with the peer writes bench/results.md.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bench import accuracy, scale, scripts, speed
from bench.peer.environment import VERSION, PeerError, peer_python
from bench.runs import Bench
from bench.shared import shared_data
from bench.table import Table, markdown, show
from tadasu.screening import versions

PARTS: dict[str, Callable[[Bench], list[Table]]] = {
    "speed": speed.tables,
    "accuracy": accuracy.tables,
    "scripts": scripts.tables,
    "scale": scale.tables,
}
RESULTS = Path(__file__).with_name("results.md")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), metavar="PART,...", help=", ".join(PARTS))
    parser.add_argument("--no-peer", action="store_true", help="measure ours alone")
    parser.add_argument("--markdown", action="store_true", help="print Markdown on a terminal too")
    args = parser.parse_args()
    chosen = args.only.split(",")
    if unknown := [part for part in chosen if part not in PARTS]:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    data = shared_data()
    peer, peer_note = (None, "the peer was left out (--no-peer)") if args.no_peer else find_peer()
    load, started = os.getloadavg()[0], time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        tables = measure(Bench(data, Path(scratch), peer), chosen)
    head = [*heading(peer_note, load), f"The whole run took {time.monotonic() - started:,.0f} s: {', '.join(chosen)}."]
    page = "\n".join(
        ["# Screening: what was measured", "", *(f"- {line}" for line in head), "", *map(markdown, tables)]
    )
    if sys.stdout.isatty() and not args.markdown:
        console = Console()
        for line in head:
            console.print(line, highlight=False)
        console.print()
        for table in tables:
            show(table, console)
    else:
        print(page)
    if peer and set(chosen) == set(PARTS):
        RESULTS.write_text(page, encoding="utf-8")
        print(f"Written: bench/{RESULTS.name}", file=sys.stderr)
    else:
        print(f"bench/{RESULTS.name} was left as it is: only a whole run with the peer writes it.", file=sys.stderr)
    return 0


def find_peer() -> tuple[Path | None, str]:
    """The peer's interpreter, and the line that says what it is or why it is missing."""
    try:
        return peer_python(), f"Peer: nomenklatura {VERSION} (blocker and logic-v2), in the same run."
    except PeerError as why:
        print(f"The peer is not measured: {why}", file=sys.stderr)
        return None, f"THE PEER WAS NOT MEASURED: {why}."


def measure(bench: Bench, chosen: list[str]) -> list[Table]:
    """The tables of the chosen parts, in their fixed order."""
    tables: list[Table] = []
    for name, part in PARTS.items():
        if name in chosen:
            started = time.monotonic()
            print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
            tables += part(bench)
            print(f"{time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return tables


def heading(peer_note: str, load: float) -> list[str]:
    """When, on what machine, with which data and weights."""
    cores = f"{os.cpu_count()} cores (load {load:.1f} before the run)"
    machine = f"{cores}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    ours = ", ".join(f"{name} {version}" for name, version in versions().items())
    return [f"{datetime.now(UTC):%Y-%m-%d}, {machine}", f"Ours: {ours}", peer_note]


if __name__ == "__main__":
    raise SystemExit(main())
