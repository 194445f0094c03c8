"""Parquet files and findings become the columns and seeds that one machine has."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tadasu.cluster import read_declarations_parquet, seeds
from tadasu.goods import products
from tadasu.schema import (
    CompanySubject,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    Issue,
    Period,
    PlaceSubject,
    Subject,
    UsageError,
)
from tadasu.tracing import NOTHING, Numbers, Trade
from tadasu.tracing import seeds as seeds_here

GOODS = ("5201", "5205", "520512", "8541", "854142")
DAY = date(2026, 3, 1)


def finding(
    number: int, subject: Subject, strength: int = 0, period: tuple[date | None, date | None] = (None, None)
) -> Finding:
    return Finding(
        id=FindingId(f"f{number}"),
        subject=subject,
        issue=Issue.FORCED_LABOUR,
        kind=FindingKind.LISTED,
        basis="invented",
        strength=strength,
        period=Period(start=period[0], end=period[1]),
    )


def test_codes_dates_and_certainty_become_numbers_and_rows_are_counted_file_by_file(local: Any, tmp_path: Path) -> None:
    columns = {
        "seller": ["a", "b"],
        "buyer": ["b", "c"],
        "certainty": ["verified", "inferred"],
        "day": [DAY, date(1970, 1, 2)],
    }
    pl.DataFrame({**columns, "good": ["5201.00", "854142000"]}).write_parquet(tmp_path / "1.parquet")
    pl.DataFrame({**columns, "good": ["8541", "7701"]}).write_parquet(tmp_path / "2.parquet")
    rows = read_declarations_parquet(local, str(tmp_path)).orderBy("number").collect()
    assert [(row.number, row.seller, row.day, row.weight) for row in rows] == [
        (0, "a", 20_513, 0),
        (1, "b", 1, -693),
        (2, "a", 20_513, 0),
        (3, "b", 1, -693),
    ]
    assert [None if row.product is None else products()[row.product] for row in rows] == [
        "5201",
        "854142",
        "8541",
        None,
    ]


def test_rows_of_one_large_file_keep_their_places_however_spark_cuts_it(local: Any, tmp_path: Path) -> None:
    many = np.arange(20_000, dtype=np.int32)
    frame = pl.DataFrame(
        {"seller": many, "buyer": many + 1, "product": many % 7, "day": many % 900, "weight": -(many % 5)}
    )
    frame.write_parquet(tmp_path / "one.parquet", row_group_size=1000)
    local.conf.set("spark.sql.files.maxPartitionBytes", "40000")
    try:
        read = read_declarations_parquet(local, str(tmp_path / "one.parquet"))
        assert read.rdd.getNumPartitions() > 1
        rows = read.collect()
    finally:
        local.conf.unset("spark.sql.files.maxPartitionBytes")
    assert sorted((row.number, row.seller) for row in rows) == [(i, i) for i in range(20_000)]


def test_a_missing_column_is_named(local: Any, tmp_path: Path) -> None:
    pl.DataFrame({"seller": [1], "buyer": [2], "day": [3]}).write_parquet(tmp_path / "d.parquet")
    with pytest.raises(UsageError, match=r"cluster-column-missing.*product / good"):
        read_declarations_parquet(local, str(tmp_path / "d.parquet"))


def test_findings_touch_what_they_touch_on_one_machine(local: Any) -> None:
    rng = np.random.default_rng(11)
    size, countries = 600, ("cn", "vn")
    columns = {
        "seller": rng.integers(0, 6, size),
        "buyer": rng.integers(0, 6, size),
        "product": rng.integers(0, len(GOODS), size),
    }
    columns |= {"day": rng.integers(20_500, 20_530, size), "weight": -rng.integers(0, 9, size)}
    country = rng.integers(-1, 2, size)
    findings = [
        finding(0, CompanySubject(EntityId("1")), -50, (DAY, None)),
        finding(1, CompanySubject(EntityId("1")), -20, (date(2026, 2, 20), date(2026, 2, 27))),
        finding(2, GoodOfCompany("5205", EntityId("2")), -7),
        finding(3, GoodOfCompany("520511", EntityId("3")), -6),
        finding(4, GoodOfCountry("85", "cn"), -300, (None, DAY)),
        finding(5, CompanySubject(EntityId("nobody"))),
        finding(6, CompanySubject(EntityId("4")), -10),
        finding(7, GoodOfCompany("854142", EntityId("4")), -9),
    ]
    trade = Trade.build(**columns, country=country)  # type: ignore[arg-type]
    numbers = Numbers(companies={EntityId(str(i)): i for i in range(6)}, products=GOODS, countries=countries)
    here = seeds_here(findings, trade, numbers).strength
    expected = {int(row): int(seed) for row, seed in zip(trade.row, here, strict=True) if seed != NOTHING}
    rows = zip(range(size), *(columns[name].tolist() for name in columns), country.tolist(), strict=True)
    spelt = [(*row[:-1], (*countries, None)[row[-1]]) for row in rows]
    names = ", ".join(f"{name} int" for name in ("number", *columns))
    there = seeds(local.createDataFrame(spelt, f"{names}, country string"), findings, products=GOODS).collect()
    assert {row.number: row.seed for row in there} == expected
    assert len(set(expected.values())) == 7


def test_a_finding_that_cannot_be_placed_is_refused_and_not_passed_over(local: Any) -> None:
    declarations = local.createDataFrame([(0, 1, 0, 20_000)], "number int, seller int, product int, day int")
    for subject in (PlaceSubject("cn-xj"), GoodOfCountry("5201", "cn")):
        with pytest.raises(UsageError, match="cluster-finding-subject"):
            seeds(declarations, [finding(0, subject)])
