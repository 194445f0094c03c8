"""Measure the peer, nomenklatura: its blocker for candidates, its logic-v2 for scores.

Runs in the peer's environment only:

    run.py list LIST.parquet QUERIES.csv RESULTS.csv [--limit N] [--single N]
    run.py pairs PAIRS.csv RESULTS.csv

`list` screens names (columns id, query) against a list (columns id, name; rows of one id are names of one company) and
writes query_id, entity_id, probability for every candidate. `pairs` scores rows of schema, name1, name2 and writes
number and probability. The last line on standard output is one JSON object with the times in seconds.
"""

import argparse
import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
from followthemoney import Dataset, StatementEntity, ValueEntity
from nomenklatura.blocker import Index
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.resolver import Linker
from nomenklatura.store.memory import MemoryStore

EXPECTED = "4.17.4"
DATASET = Dataset.make({"name": "bench", "title": "bench"})


def main() -> int:
    if version("nomenklatura") != EXPECTED:
        print(f"nomenklatura {version('nomenklatura')} is here, {EXPECTED} is what we compare with", file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    listed = verbs.add_parser("list")
    for name in ("list", "queries", "results"):
        listed.add_argument(name, type=Path)
    listed.add_argument("--limit", type=int)
    listed.add_argument("--single", type=int, default=0, help="also block and score this many queries one at a time")
    pairs = verbs.add_parser("pairs")
    pairs.add_argument("pairs", type=Path)
    pairs.add_argument("results", type=Path)
    args = parser.parse_args()
    if args.verb == "pairs":
        report = score_pairs(args.pairs, args.results)
    else:
        report = screen_list(args.list, args.queries, args.results, limit=args.limit, single=args.single)
    print(json.dumps(report))
    return 0


def screen_list(listed: Path, queries: Path, results: Path, *, limit: int | None, single: int) -> dict[str, float]:
    """Index the list, screen the queries in one batch, then `single` of them one at a time."""
    companies = company_names(listed)
    asked = [(row["id"], row["query"]) for row in read(queries)][:limit]
    with tempfile.TemporaryDirectory() as folder:
        return measured(companies, asked, Path(folder), results, single)


def measured(
    companies: dict[str, list[str]], asked: list[tuple[str, str]], folder: Path, results: Path, single: int
) -> dict[str, float]:
    started = time.perf_counter()
    index = indexed(companies, folder)
    built = time.perf_counter()
    found = candidates(index, asked)
    blocked = time.perf_counter()
    targets = {key: ValueEntity.from_dict(company(key, names)) for key, names in companies.items()}
    scoring = time.perf_counter()
    write(results, ("query_id", "entity_id", "probability"), scored(asked, found, targets))
    done = time.perf_counter()
    one_by_one = []
    for query in asked[:single]:
        begun = time.perf_counter()
        list(scored([query], candidates(index, [query]), targets))
        one_by_one.append(time.perf_counter() - begun)
    match_seconds = (blocked - built) + (done - scoring)
    return {
        "listed": len(companies),
        "queries": len(asked),
        "index_s": built - started,
        "match_s": match_seconds,
        "queries_per_s": len(asked) / match_seconds,
        "single_p50_s": sorted(one_by_one)[single // 2] if one_by_one else 0.0,
    }


def score_pairs(pairs: Path, results: Path) -> dict[str, float]:
    """Score each pair of names by itself, without an index."""
    config = LogicV2.default_config()
    started = time.perf_counter()
    out = []
    for number, row in enumerate(read(pairs)):
        # Ids must differ from pair to pair: the peer remembers an entity's names by its id.
        left = ValueEntity.from_dict(company(f"a{number}", [row["name1"]], row["schema"]))
        right = ValueEntity.from_dict(company(f"b{number}", [row["name2"]], row["schema"]))
        out.append((number, round(LogicV2.compare(left, right, config).score, 6)))
    write(results, ("number", "probability"), out)
    return {"pairs": len(out), "seconds": time.perf_counter() - started}


def company(key: str, names: list[str], schema: str = "Company") -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {"name": names}}


def company_names(listed: Path) -> dict[str, list[str]]:
    """Names of each id, in the order of the list."""
    names: dict[str, list[str]] = {}
    for key, name in pl.read_parquet(listed, columns=["id", "name"]).rows():
        names.setdefault(key, []).append(name)
    return names


def indexed(companies: dict[str, list[str]], folder: Path) -> Any:
    store = MemoryStore(DATASET, Linker({}))
    writer = store.writer()
    for key, names in companies.items():
        writer.add_entity(StatementEntity.from_data(DATASET, company(key, names), cleaned=True))
    writer.flush()
    index = Index(store.default_view(), folder, {})
    index.build()
    return index


def candidates(index: Any, asked: list[tuple[str, str]]) -> dict[str, list[str]]:
    """What the blocker proposes for each query, all asked in one batch."""
    subjects = [StatementEntity.from_data(DATASET, company(key, [name]), cleaned=True) for key, name in asked]
    return {str(key): [str(match) for match, _ in matches] for key, matches in index.match_entities(subjects)}


def scored(
    asked: list[tuple[str, str]], found: dict[str, list[str]], targets: dict[str, Any]
) -> Iterable[tuple[str, str, float]]:
    config = LogicV2.default_config()
    for key, name in asked:
        subject = ValueEntity.from_dict(company(key, [name]))
        for target in found.get(key, ()):
            yield key, target, round(LogicV2.compare(subject, targets[target], config).score, 6)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


if __name__ == "__main__":
    raise SystemExit(main())
