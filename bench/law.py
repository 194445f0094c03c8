"""Which of four million companies each regime binds: ours, and the same tests as plain SQL in DuckDB."""

import time
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from tests.oracles.law_sql import scope_sql

from bench.ground import SEED, Ground
from bench.table import Table
from tadasu.demo import population
from tadasu.law import Asked, Companies, Family, Verdict, companies_of, default_rates, regimes, verdicts

COMPANIES = 4_000_000
ON = date(2026, 11, 25)
YEAR = 2025
EXTRA = ("weight", "prefecture", "origin")
"""Columns of the population that are no facts."""
TIMES = 3


def tables(ground: Ground, *, companies: int = COMPANIES) -> list[Table]:
    """Seconds of both, and that they count the same; the table of companies is made first and read once."""
    frame = population(companies, SEED).drop(EXTRA)
    started = time.perf_counter()
    read = companies_of(frame, file="population", year=YEAR).companies
    reading = time.perf_counter() - started
    asked = Asked(on=ON)
    bound = [one for one in regimes().values() if one.family is not Family.FUNDING]
    ours, counts = _ours(read, asked)
    sql, same = _sql(frame, asked, counts, ground.scratch)
    rows = [
        ("reading the table into arrays", f"{reading:.2f}", "", ""),
        (f"{len(bound)} regimes", f"{ours:.2f}", f"{sql:.2f}", f"{sql / ours:.1f} x"),
        ("verdicts that differ", "0" if same else "some", "", ""),
        ("arrays of the facts", f"{_bytes(read) / 1e9:.2f} GB", "", ""),
    ]
    notes = (
        f"An invented population of {companies:,} companies (`tadasu.demo.population`) on {ON}. Ours on one thread, DuckDB "
        f"{duckdb.__version__} on 2, the table in its memory; the median of {TIMES}. The SQL has three values, no "
        "conflict of sources and no reasons; it is made from the same data (tests/oracles/law_sql.py), and counts are compared "
        "regime by regime.",
        f"In, of all regimes together: {sum(found[Verdict.IN] for found in counts.values()):,}; undetermined: "
        f"{sum(found[Verdict.UNDETERMINED] for found in counts.values()):,}.",
    )
    head = ("what", "ours, s", "DuckDB, s", "ratio")
    return [Table(f"Law: {companies:,} companies under every regime", head, rows, notes)]


def _ours(companies: Companies, asked: Asked) -> tuple[float, dict[str, np.ndarray]]:
    """Median seconds, and how many come to each verdict by regime."""
    seconds: list[float] = []
    counts: dict[str, np.ndarray] = {}
    for _ in range(TIMES):
        started = time.perf_counter()
        for regime in regimes().values():
            if regime.family is not Family.FUNDING:
                counts[regime.id] = np.bincount(verdicts(regime, companies, asked), minlength=len(Verdict))
        seconds.append(time.perf_counter() - started)
    return sorted(seconds)[TIMES // 2], counts


def _sql(frame: pl.DataFrame, asked: Asked, counts: dict[str, np.ndarray], scratch: Path) -> tuple[float, bool]:
    """Median seconds of one query a regime, and whether it counts the same."""
    own = frame["currency"].unique().to_list()
    if len(own) != 1:
        raise ValueError(f"one currency is needed, there are {own}")
    connection = duckdb.connect(config={"threads": 2})
    file = scratch / "companies.parquet"
    frame.write_parquet(file)
    connection.execute(f"CREATE TABLE companies AS SELECT * FROM read_parquet('{file}')")

    def rate(target: str) -> float:
        found = default_rates().factor(own[0], target, YEAR)
        return float("nan") if found is None else found[0]

    queries = {}
    for key in counts:
        test = scope_sql(regimes()[key], asked, frame.columns, rate)
        queries[key] = f"SELECT count(*) FILTER (t), count(*) FILTER (NOT t) FROM (SELECT {test} AS t FROM companies)"
    seconds, same = [], True
    for _ in range(TIMES):
        started = time.perf_counter()
        found = {key: connection.execute(query).fetchone() for key, query in queries.items()}
        seconds.append(time.perf_counter() - started)
        same &= all(row == (counts[key][Verdict.IN], counts[key][Verdict.OUT]) for key, row in found.items())
    return sorted(seconds)[TIMES // 2], same


def _bytes(companies: Companies) -> int:
    """What the arrays of the facts take."""
    arrays = (
        array
        for column in companies.columns.values()
        for array in (getattr(column, name, None) for name in ("least", "most", "currency", "place"))
    )
    distinct = {id(array): array for array in arrays if array is not None}
    return sum(array.nbytes for array in distinct.values())
