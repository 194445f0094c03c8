"""Ask every regime about a table of companies in this one process: ours, or the same tests as plain SQL in DuckDB.

    python -m bench.law_run make FOLDER --companies N
    python -m bench.law_run ours FOLDER
    python -m bench.law_run sql FOLDER

FOLDER holds companies.parquet, which `make` writes. The last line on standard output is one JSON object with seconds, what each
regime comes to, and the most memory that the process held, interpreter and table included.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import numpy as np
import polars as pl
from tests.oracles.law_sql import scope_sql

from bench.batch import peak_bytes
from bench.ground import SEED
from tadasu.demo import population
from tadasu.law import ASIDE, Asked, Companies, Family, Regime, Verdict, companies_of, default_rates, regimes, verdicts

ON = date(2026, 11, 25)
YEAR = 2025
TIMES = 3
TABLE = "companies.parquet"

Report = Mapping[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("make", "ours", "sql"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--companies", type=int, default=100_000)
    args = parser.parse_args()
    verbs: Mapping[str, Callable[[], Report]] = {
        "make": lambda: made(args.folder, args.companies),
        "ours": lambda: ours(args.folder),
        "sql": lambda: sql(args.folder),
    }
    print(json.dumps({**verbs[args.verb](), "peak_bytes": peak_bytes()}))


def made(folder: Path, companies: int) -> Report:
    """Write the invented population without what is no fact."""
    frame = population(companies, SEED).drop(ASIDE)
    frame.write_parquet(folder / TABLE)
    return {"companies": frame.height}


def asked_of() -> Mapping[str, Regime]:
    """The regimes: all but those for applicants of grants."""
    return {key: one for key, one in regimes().items() if one.family is not Family.FUNDING}


def ours(folder: Path) -> Report:
    """Seconds to read the table into arrays and to ask, and how many come to each verdict by regime."""
    frame = pl.read_parquet(folder / TABLE)
    started = time.perf_counter()
    read = companies_of(frame, file=TABLE, year=YEAR).companies
    reading = time.perf_counter() - started
    asked = Asked(on=ON)
    seconds, counts = [], dict[str, list[int]]()
    for _ in range(TIMES):
        started = time.perf_counter()
        for key, regime in asked_of().items():
            counts[key] = np.bincount(verdicts(regime, read, asked), minlength=len(Verdict)).tolist()
        seconds.append(time.perf_counter() - started)
    return {"read_s": reading, "asked_s": median(seconds), "counts": counts, "array_bytes": _bytes(read)}


def sql(folder: Path) -> Report:
    """Seconds to read the table into DuckDB and of one query a regime, and what is true and false of each."""
    asked = Asked(on=ON)
    connection = duckdb.connect(config={"threads": 2})
    started = time.perf_counter()
    connection.execute(f"CREATE TABLE companies AS SELECT * FROM read_parquet('{folder / TABLE}')")
    reading = time.perf_counter() - started
    columns = [row[0] for row in connection.execute("DESCRIBE companies").fetchall()]
    own = [row[0] for row in connection.execute("SELECT DISTINCT currency FROM companies").fetchall()]
    if len(own) != 1:
        raise ValueError(f"one currency is needed, there are {own}")

    def rate(target: str) -> float:
        found = default_rates().factor(own[0], target, YEAR)
        return float("nan") if found is None else found[0]

    queries = {}
    for key, regime in asked_of().items():
        test = scope_sql(regime, asked, columns, rate)
        queries[key] = f"SELECT count(*) FILTER (t), count(*) FILTER (NOT t) FROM (SELECT {test} AS t FROM companies)"
    seconds, counts = [], dict[str, Any]()
    for _ in range(TIMES):
        started = time.perf_counter()
        counts = {key: connection.execute(query).fetchone() for key, query in queries.items()}
        seconds.append(time.perf_counter() - started)
    return {"read_s": reading, "asked_s": median(seconds), "counts": counts}


def _bytes(companies: Companies) -> int:
    """What the arrays of the facts take."""
    arrays = (
        array
        for column in companies.columns.values()
        for array in (getattr(column, name, None) for name in ("least", "most", "currency", "place"))
    )
    distinct = {id(array): array for array in arrays if array is not None}
    return sum(array.nbytes for array in distinct.values())


if __name__ == "__main__":
    main()
