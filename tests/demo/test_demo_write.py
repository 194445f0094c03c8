"""A trade written for the command line: whole, the same bytes each time, marked as invented in every row."""

import csv
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tadasu.demo import TradeWorld, trade, write_trade


@pytest.fixture(scope="module")
def made() -> TradeWorld:
    return trade(5, declarations=2_000, companies=900)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_parquet_and_csv_hold_the_same_declarations(made: TradeWorld, tmp_path: Path) -> None:
    texts = write_trade(tmp_path / "csv", made, form="csv")
    tables = write_trade(tmp_path / "parquet", made)
    assert [path.name for path in texts] == ["declarations.csv", "companies.csv", "findings.csv", "chains.csv"]
    assert [path.name for path in tables] == ["declarations.parquet", "companies.parquet", "findings.csv", "chains.csv"]
    table = pl.read_parquet(tables[0])
    assert table.height == len(made)
    assert table.schema["seller"] == pl.String
    text = pl.read_csv(texts[0], schema_overrides=table.schema)
    assert text.equals(table)


def test_the_same_trade_gives_the_same_bytes(made: TradeWorld, tmp_path: Path) -> None:
    one = write_trade(tmp_path / "one", made, form="csv")
    again = write_trade(tmp_path / "again", trade(5, declarations=2_000, companies=900), form="csv")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in again]


def test_rows_say_what_the_columns_hold(made: TradeWorld, tmp_path: Path) -> None:
    declarations = rows(write_trade(tmp_path, made, form="csv")[0])
    for at in (0, 700, 1_999):
        row = declarations[at]
        assert row["declaration no."] == made.declaration_id(at)
        assert row["seller id"] == made.company_id(int(made.seller[at]))
        assert row["HS code"] == made.goods[made.good[at]]
        assert float(row["net weight (kg)"]) * 1000 == pytest.approx(int(made.grams[at]))
        assert row["country of origin"].lower() == made.countries[made.country[at]]
        assert row["certainty"] == made.certainties[made.certainty[at]].value


def test_chains_name_their_declarations_and_findings_their_companies(made: TradeWorld, tmp_path: Path) -> None:
    write_trade(tmp_path, made, form="csv")
    sellers = {row["declaration no."]: row["seller id"] for row in rows(tmp_path / "declarations.csv")}
    names = {row["id"]: row["name"] for row in rows(tmp_path / "companies.csv")}
    findings = {row["id"]: row for row in rows(tmp_path / "findings.csv")}
    for chain, row in zip(made.chains, rows(tmp_path / "chains.csv"), strict=True):
        steps = [step.split("+") for step in row["declarations"].split(";")]
        assert [len(step) for step in steps] == [len(step) for step in chain.steps]
        assert row["last"] == steps[-1][-1]
        assert row["reached"] == ("yes" if chain.reached else "no")
        finding = findings[row["finding"]]
        assert finding["company"] == names[finding["company id"]]
        if chain.kind != "finding-behind":
            assert finding["company id"] == sellers[steps[0][0]]
    assert len(set(names.values())) == made.companies


def test_every_row_of_every_file_says_it_is_invented(made: TradeWorld, tmp_path: Path) -> None:
    for path in write_trade(tmp_path, made, form="csv"):
        assert all("invented" in row["note"] and "架空" in row["note"] for row in rows(path))


def test_the_command_writes_a_trade_of_the_size_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tadasu.demo", "trade", str(tmp_path), "1500", "9", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 4
    assert len(rows(tmp_path / "declarations.csv")) == 1_500
