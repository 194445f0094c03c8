"""Every number we claim about speed and accuracy, in one run: `make bench`, or `python -m bench [--only PART,...]`.

Screening (speed, accuracy, scripts, scale) needs the shared real data; tracing, assess and law generate theirs. The peers
run in environments of their own (bench/peer, bench/peer_tracing); without them their columns stay empty and the head of the
page says why. All parts of screening with its peer write bench/results.md, tracing and assess with theirs
bench/results-tracing.md, law, whose peer is DuckDB, bench/results-law.md, api, which has none here, bench/results-api.md.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from bench import accuracy, api, assess, law, scale, scripts, speed, tracing
from bench.ground import Ground
from bench.peer.environment import VERSION, PeerError, peer_python
from bench.peer_tracing.environment import peers_python
from bench.runs import Bench
from bench.shared import shared_data
from bench.table import Table, markdown, show
from tadasu.goods import digest as goods_digest
from tadasu.law import regimes
from tadasu.screening import versions

SCREENING: Mapping[str, Callable[[Bench], list[Table]]] = {
    "speed": speed.tables,
    "accuracy": accuracy.tables,
    "scripts": scripts.tables,
    "scale": scale.tables,
}
TRACING: Mapping[str, Callable[[Ground], list[Table]]] = {
    "tracing": tracing.tables,
    "assess": assess.tables,
}
LAW: Mapping[str, Callable[[Ground], list[Table]]] = {"law": law.tables}
API: Mapping[str, Callable[[Ground], list[Table]]] = {"api": api.tables}
PARTS = (*SCREENING, *TRACING, *LAW, *API)
Needs = TypeVar("Needs")


@dataclass(frozen=True, slots=True)
class Page:
    """What one file of results says; `whole` when all parts were measured, beside the peers."""

    file: str
    title: str
    head: Sequence[str]
    tables: Sequence[Table]
    whole: bool

    @property
    def text(self) -> str:
        """The page as Markdown."""
        head = (f"- {line}" for line in self.head)
        return "\n".join([f"# {self.title}", "", *head, "", *map(markdown, self.tables)])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), metavar="PART,...", help=", ".join(PARTS))
    parser.add_argument("--no-peer", action="store_true", help="measure ours alone")
    parser.add_argument("--markdown", action="store_true", help="print Markdown on a terminal too")
    args = parser.parse_args()
    chosen = args.only.split(",")
    if unknown := [part for part in chosen if part not in PARTS]:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for measure, parts in ((screening, SCREENING), (chains, TRACING), (regimes_bind, LAW), (interface, API)):
        if own := [part for part in parts if part in chosen]:
            page = measure(own, peers=not args.no_peer)
            tell(page, on_terminal=sys.stdout.isatty() and not args.markdown)
            write(page)
    return 0


def screening(chosen: Sequence[str], *, peers: bool) -> Page:
    """Measure parts of screening."""
    data = shared_data()
    peer, note = found(peer_python, f"Peer: nomenklatura {VERSION} (blocker and logic-v2), in the same run.", peers)
    ours = ", ".join(f"{name} {version}" for name, version in versions().items())
    with tempfile.TemporaryDirectory() as scratch:
        head, tables = measured(SCREENING, Bench(data, Path(scratch), peer), chosen, ours, note)
    whole = peer is not None and set(chosen) == set(SCREENING)
    return Page("results.md", "Screening: what was measured", head, tables, whole)


def chains(chosen: Sequence[str], *, peers: bool) -> Page:
    """Measure tracing and assessment."""
    python, note = found(peers_python, "Peers of tracing: each in the same run.", peers)
    ours = f"table of goods {goods_digest()[:12]}, " + ", ".join(f"{name} {one}" for name, one in versions().items())
    with tempfile.TemporaryDirectory() as scratch:
        head, tables = measured(TRACING, Ground(Path(scratch), python), chosen, ours, note)
    whole = python is not None and set(chosen) == set(TRACING)
    return Page("results-tracing.md", "Tracing and assessment: what was measured", head, tables, whole)


def regimes_bind(chosen: Sequence[str], *, peers: bool) -> Page:
    """Measure law; its peer is a library that is there in any case."""
    with tempfile.TemporaryDirectory() as scratch:
        head, tables = measured(LAW, Ground(Path(scratch), None), chosen, f"{len(regimes())} regimes", "Peer: DuckDB.")
    return Page("results-law.md", "Law: what was measured", head, tables, peers)


def interface(chosen: Sequence[str], *, peers: bool) -> Page:
    """Measure the programming interface; what yente publishes stands beside it, unmeasured."""
    ours = ", ".join(f"{name} {version}" for name, version in versions().items())
    with tempfile.TemporaryDirectory() as scratch:
        head, tables = measured(API, Ground(Path(scratch), None), chosen, ours, "No peer in this run.")
    return Page("results-api.md", "Programming interface: what was measured", head, tables, whole=True)


def found(python: Callable[[], Path], note: str, wanted: bool) -> tuple[Path | None, str]:
    """The interpreter of a peer, and the line that says what it is or why it is missing."""
    if not wanted:
        return None, "the peer was left out (--no-peer)"
    try:
        return python(), note
    except PeerError as why:
        print(f"The peer is not measured: {why}", file=sys.stderr)
        return None, f"THE PEER WAS NOT MEASURED: {why}."


def measured(
    parts: Mapping[str, Callable[[Needs], list[Table]]], needs: Needs, chosen: Sequence[str], ours: str, peer_note: str
) -> tuple[list[str], list[Table]]:
    """The head of a page and the tables of the chosen parts, in their fixed order."""
    load, started = os.getloadavg()[0], time.monotonic()
    tables: list[Table] = []
    for name in chosen:
        begun = time.monotonic()
        print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
        tables += parts[name](needs)
        print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    took = f"The whole run took {time.monotonic() - started:,.0f} s: {', '.join(chosen)}."
    return [*heading(ours, peer_note, load), took], tables


def heading(ours: str, peer_note: str, load: float) -> list[str]:
    """When, on what machine, with which data and weights."""
    cores = f"{os.cpu_count()} cores (load {load:.1f} before the run)"
    machine = f"{cores}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return [f"{datetime.now(UTC):%Y-%m-%d}, {machine}", f"Ours: {ours}", peer_note]


def tell(page: Page, *, on_terminal: bool) -> None:
    """Draw the page on a terminal, or print it as Markdown."""
    if not on_terminal:
        print(page.text)
        return
    console = Console()
    for line in page.head:
        console.print(line, highlight=False)
    console.print()
    for table in page.tables:
        show(table, console)


def write(page: Page) -> None:
    """Write the page's file if everything was measured."""
    if page.whole:
        Path(__file__).with_name(page.file).write_text(page.text, encoding="utf-8")
        print(f"Written: bench/{page.file}", file=sys.stderr)
    else:
        print(f"bench/{page.file} was left as it is: only all its parts with the peer write it.", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
