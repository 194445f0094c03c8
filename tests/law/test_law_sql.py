"""Every regime counts the same as its scope test written in SQL, on an invented population."""

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from tests.oracles.law_sql import scope_sql

from tadasu.demo import population
from tadasu.law import Asked, CompanyTable, Verdict, companies_of, default_rates, regimes, verdicts

YEAR = 2025
ON = (date(2024, 6, 30), date(2026, 11, 25), date(2029, 12, 31))
SIZE = 3_000
OF_SQL = {True: Verdict.IN, False: Verdict.OUT, None: Verdict.UNDETERMINED}


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return population(SIZE, 11).drop("weight", "prefecture", "origin")


@pytest.fixture(scope="module")
def table(frame: pl.DataFrame) -> CompanyTable:
    return companies_of(frame, file="population", year=YEAR)


@pytest.mark.parametrize("on", ON, ids=str)
def test_every_regime_says_of_every_company_what_sql_says(
    frame: pl.DataFrame, table: CompanyTable, on: date, tmp_path: Path
) -> None:
    (currency,) = frame["currency"].unique().to_list()
    asked = Asked(on=on)
    connection = duckdb.connect()
    frame.write_parquet(tmp_path / "companies.parquet")
    connection.execute(f"CREATE TABLE companies AS SELECT * FROM read_parquet('{tmp_path}/companies.parquet')")

    def rate(target: str) -> float:
        found = default_rates().factor(currency, target, YEAR)
        assert found is not None
        return found[0]

    for key, regime in regimes().items():
        test = scope_sql(regime, asked, frame.columns, rate)
        told = [OF_SQL[row[0]] for row in connection.execute(f"SELECT {test} FROM companies ORDER BY id").fetchall()]
        order = np.argsort(np.array(table.ids))
        assert verdicts(regime, table.companies, asked)[order].tolist() == told, key
