"""Screen a file against a list in this one process, as the peer's run.py does, and say how long each step took.

    python -m bench.batch LIST.parquet QUERIES.csv RESULTS.csv [--threshold P] [--threads N] [--single N]

LIST has columns id, name (rows of one id are names of one entity), QUERIES has id, query. The last line on standard
output is one JSON object with seconds, bytes and queries/s. `match_s` is the first batch of the process, as the command
line counts it, `load_s` the loading of the compiled loops before it, `warm_s` the same batch again.
"""

import argparse
import csv
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.screening import Index, Options, compare, screen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("list", "queries", "results"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--single", type=int, default=0, help="also screen this many queries one at a time")
    args = parser.parse_args()
    options = Options(threshold=args.threshold, names_only=True, threads=args.threads)
    listed = read_list(args.list)
    asked = read_queries(args.queries)
    before = peak_bytes()
    started = time.perf_counter()
    index = Index.build(listed)
    built = time.perf_counter()
    first = screen(asked, index, options=options)
    loaded = time.perf_counter() - built - first.seconds
    again = screen(asked, index, options=options)
    with args.results.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("query_id", "entity_id", "probability"))
        table.writerows((match.query_id, match.entity_id, match.probability) for match in first.matches)
    report = {
        "listed": len(listed),
        "queries": len(asked),
        "index_s": built - started,
        "load_s": loaded,
        "match_s": first.seconds,
        "warm_s": again.seconds,
        "queries_per_s": len(asked) / first.seconds,
        "index_bytes": index.nbytes,
        "peak_bytes": peak_bytes(),
        "added_bytes": peak_bytes() - before,
        **single(asked[: args.single], index, options),
    }
    print(json.dumps(report))


def single(asked: Sequence[Entity], index: Index, options: Options) -> dict[str, float]:
    """Quantiles of one call a query, of the whole call and of its matching alone, in a warm process."""
    out: dict[str, float] = {}
    for name, call in (
        ("screen", lambda one: screen([one], index, options=options)),
        ("compare", lambda one: compare([one.name], index, threads=1)),
    ):
        seconds = []
        for one in asked:
            begun = time.perf_counter()
            call(one)
            seconds.append(time.perf_counter() - begun)
        seconds.sort()
        for percent in (50, 99):
            if seconds:
                out[f"{name}_p{percent}_s"] = seconds[min(len(seconds) * percent // 100, len(seconds) - 1)]
    return out


def read_list(path: Path) -> list[Entity]:
    """One entity an id, with its names in the order of the file."""
    names: dict[str, list[str]] = {}
    for key, name in pl.read_parquet(path, columns=["id", "name"]).rows():
        names.setdefault(key, []).append(name)
    return [entity(key, *of_one) for key, of_one in names.items()]


def read_queries(path: Path) -> list[Entity]:
    """One entity a query."""
    with path.open(encoding="utf-8", newline="") as file:
        return [entity(row["id"], row["query"]) for row in csv.DictReader(file)]


def entity(key: str, *names: str) -> Entity:
    """An entity with these names. (Not taken from bench.calibrate: this process loads nothing that training needs.)"""
    origin = Origin(list_id=ListId("bench"), row=1)
    return Entity(id=EntityId(key), schema="Company", name=names[0], aliases=tuple(names[1:]), origin=origin)


def peak_bytes() -> int:
    """Most memory this process has held."""
    status = Path("/proc/self/status")
    if status.is_file():  # Linux: ru_maxrss there starts from what the parent held
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


if __name__ == "__main__":
    main()
