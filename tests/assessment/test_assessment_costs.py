"""What due diligence costs the bound: a range, summed from open assumptions."""

from datetime import date

import polars as pl
import pytest

from tadasu.assessment import cost_assumptions, costs
from tadasu.law import SIZES, Asked, Simulation, regime_of, sample_of, simulate

ON = date(2026, 11, 22)


def simulated(rows: str) -> Simulation:
    text = f"id,seat,employees_group,turnover_group,capital,weight\n{rows}"
    sample = sample_of(pl.read_csv(text.encode(), infer_schema=False), file="mine.csv", year=2025)
    return simulate(regime_of("jp-model-due-diligence"), sample, Asked(on=ON))


def test_every_size_has_a_range_once_and_each_year() -> None:
    found = cost_assumptions()
    assert [(one.size, one.part) for one in found] == [(size, part) for size in SIZES for part in ("once", "yearly")]
    for one in found:
        assert 0 < one.least <= one.most
        assert one.source
        assert one.notes["en"]
        assert one.notes["ja"]
        assert (one.seen, one.confidence) == ("none", "check") or one.url


def test_larger_companies_never_pay_less() -> None:
    for part in ("once", "yearly"):
        for end in ("least", "most"):
            amounts = [getattr(one, end) for one in cost_assumptions() if one.part == part]
            assert amounts == sorted(amounts)


def test_the_least_counts_the_bound_and_the_most_also_the_open() -> None:
    big = "20000000000 JPY,600000000 JPY"
    table = costs(simulated(f"a,jp,6000,{big},10\nb,jp,6000,,,5\nc,jp,7,1 JPY,1 JPY,1000\n"))
    large = {one.part: one for one in cost_assumptions() if one.size == "5001-"}
    row = table.filter(pl.col("size") == "5001-").row(0, named=True)
    assert (row["least_bound"], row["most_bound"]) == (10, 15)
    assert row["yearly_least"] == pytest.approx(10 * large["yearly"].least / 1e6)
    assert row["yearly_most"] == pytest.approx(15 * large["yearly"].most / 1e6)
    assert row["once_most"] == pytest.approx(15 * large["once"].most / 1e6)
    assert table.filter(pl.col("size") == "0-20")["yearly_most"].to_list() == [0.0]


def test_who_is_of_no_known_size_is_in_no_row() -> None:
    table = costs(simulated("a,jp,,20000000000 JPY,600000000 JPY,1\n"))
    assert table.is_empty()
