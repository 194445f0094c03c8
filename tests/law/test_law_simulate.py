"""Counting whom a regime binds: the same as asking one by one, and what changes with another number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.made import BASIS, DAY, NAMES, regime

from tadasu.demo import population
from tadasu.law import (
    AnyOf,
    Asked,
    Compare,
    Dated,
    Expression,
    FactId,
    Measure,
    MissingRate,
    Parameter,
    Regime,
    Relation,
    Sample,
    Simulation,
    Verdict,
    Years,
    answer,
    compare,
    counted_by,
    rates_missing,
    regime_of,
    sample_of,
    simulate,
)
from tadasu.schema import InputError, Money, UsageError

ON = date(2026, 11, 22)
MODEL, LKSG = "jp-model-due-diligence", "de-lksg"
BY = ("size", "sector", "prefecture", "origin")


def above_three() -> Regime:
    """The invented regime; it binds groups with more than `three` employees."""
    return replace(regime(), scope=Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter="three"))


TURNOVER = Compare(fact=FactId("turnover_group"), relation=Relation.ABOVE, parameter="money")


def above_one_euro(scope: Expression) -> Regime:
    """The invented regime with the number `money`."""
    one = Dated(value=Money(amount=Decimal(1), currency="EUR"), start=DAY, end=None, recorded=DAY, basis=BASIS)
    money = Parameter(id="money", about="turnover_group", unit=Measure.MONEY, names=NAMES, values=(one,))
    return replace(regime(), parameters={**regime().parameters, "money": money}, scope=scope)


@pytest.fixture(scope="module")
def invented() -> Sample:
    return sample_of(population(1_500, 4), file="population", year=2025)


def of_csv(text: str, *by: str) -> Sample:
    return sample_of(pl.read_csv(text.encode(), infer_schema=False), file="mine.csv", year=2025, by=by)


def asked(**chosen: int) -> Asked:
    return Asked(on=ON, chosen={name: Decimal(value) for name, value in chosen.items()})


@pytest.mark.parametrize("name", [MODEL, LKSG, "eu-csddd"])
def test_counting_is_the_same_as_asking_one_by_one(invented: Sample, name: str) -> None:
    found = simulate(regime_of(name), invented, asked())
    last = [key for key, verdict in zip(invented.table.ids, found.verdicts, strict=True) if verdict == Verdict.IN][-60:]
    for place in [*range(0, invented.size, 31), *(invented.table.ids.index(key) for key in last)]:
        company = invented.table.company(invented.table.ids[place])
        assert answer(regime_of(name), company, asked(), year=2025).verdict == found.verdicts[place]


@pytest.mark.parametrize("by", BY)
def test_groups_add_up_to_everybody(invented: Sample, by: str) -> None:
    found = simulate(regime_of(MODEL), invented, asked(), by=by)
    total = found.total
    assert total["companies"] == pytest.approx(invented.weight.sum())
    for name in ("companies", "in", "undetermined", "conflict", "out", "rows_in"):
        assert found.counts[name].sum() == pytest.approx(total[name])
    parts = found.counts.select(pl.sum_horizontal("in", "undetermined", "conflict", "out")).to_series()
    assert parts.to_numpy() == pytest.approx(found.counts["companies"].to_numpy())
    assert found.counts.equals(counted_by(simulate(regime_of(MODEL), invented, asked()), by))


@settings(max_examples=25, deadline=None)
@given(low=st.integers(0, 6_000), more=st.integers(0, 6_000))
def test_a_lower_threshold_never_binds_fewer(invented: Sample, low: int, more: int) -> None:
    lower = simulate(regime_of(MODEL), invented, asked(employees_min=low))
    higher = simulate(regime_of(MODEL), invented, asked(employees_min=low + more))
    assert lower.total["in"] >= higher.total["in"]
    assert compare(lower, higher)["joins"].sum() == 0


def test_comparing_a_setting_with_itself_changes_nobody(invented: Sample) -> None:
    found = simulate(regime_of(MODEL), invented, asked(), by="size")
    table = compare(found, simulate(regime_of(MODEL), invented, asked(), by="size"))
    assert table["joins"].sum() == table["leaves"].sum() == 0
    assert table["both"].sum() == pytest.approx(found.total["in"])


def test_a_comparison_puts_every_company_in_one_column(invented: Sample) -> None:
    table = compare(
        simulate(regime_of(MODEL), invented, asked(), by="sector"), simulate(regime_of(LKSG), invented, asked())
    )
    parts = table.select(pl.sum_horizontal("both", "leaves", "joins", "neither", "open")).to_series()
    assert parts.to_numpy() == pytest.approx(table["companies"].to_numpy())


def test_two_samples_cannot_be_compared(invented: Sample) -> None:
    other = sample_of(population(1_500, 4), file="population", year=2025)
    with pytest.raises(ValueError, match="two samples"):
        compare(simulate(regime_of(MODEL), invented, asked()), simulate(regime_of(MODEL), other, asked()))


def test_no_sample_leaves_a_model_question_open(invented: Sample) -> None:
    """The invented companies have the facts that the model acts ask for."""
    for name in (MODEL, "jp-model-goods", LKSG, "eu-csddd", "no-transparency"):
        total = simulate(regime_of(name), invented, asked()).total
        assert total["undetermined"] == total["conflict"] == 0, name


def test_what_is_missing_or_disputed_is_counted_apart() -> None:
    mine = of_csv(
        "id,source,employees_group,weight\n"
        "a,x,5,10\na,y,2,10\n"  # one side of the number each
        "b,x,,100\n"
        "c,x,9,1000\n"
        "d,x,1,1\n"
    )
    total = simulate(above_three(), mine, asked()).total
    assert {name: total[name] for name in ("in", "conflict", "undetermined", "out")} == {
        "in": 1000, "conflict": 10, "undetermined": 100, "out": 1,
    }  # fmt: skip
    changed = compare(simulate(above_three(), mine, asked()), simulate(above_three(), mine, asked(three=0)))
    assert changed.row(0, named=True) == {
        "group": "all", "companies": 1111, "both": 1000, "leaves": 0, "joins": 1, "neither": 0, "open": 110,
    }  # fmt: skip


def test_a_file_may_have_columns_of_its_own_to_count_by() -> None:
    mine = of_csv(
        "id,name,employees_group,region,prefecture\na,A KK,5,north,jp-01\nb,B KK,9,south,\nc,C KK,,north,jp-13\n",
        "region",
    )
    found = simulate(above_three(), mine, asked(), by="region")
    assert found.counts.select("group", "in", "undetermined").rows() == [("north", 1, 1), ("south", 1, 0)]
    by_place = counted_by(found, "prefecture")
    assert by_place["group"].to_list() == ["jp-01", "jp-13", ""]
    assert counted_by(found, "size")["group"].to_list() == ["0-20", ""]


def test_a_column_nobody_knows_is_still_refused() -> None:
    with pytest.raises(InputError) as caught:
        of_csv("id,employees_group,region\na,5,north\n")
    assert [(one.code, one.column) for one in caught.value.problems] == [("no-such-fact", "region")]


def test_companies_are_domestic_by_their_seat_where_no_column_says_so() -> None:
    mine = of_csv("id,seat,employees_group\na,JP,5\nb,de,5\nc,,5\n")
    assert simulate(above_three(), mine, asked(), by="origin").counts["group"].to_list() == ["domestic", "foreign", ""]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        of_csv("id,employees_group\n")
    assert caught.value.problems[0].code == "empty-file"


def test_a_weight_that_is_none_is_refused_with_its_row() -> None:
    with pytest.raises(InputError) as caught:
        of_csv("id,employees_group,weight\na,5,2\nb,5,many\nc,5,-1\nd,5,\n")
    assert [(one.code, one.row, one.value) for one in caught.value.problems] == [
        ("weight-value", 3, "many"), ("weight-value", 4, "-1"), ("weight-value", 5, "None"),
    ]  # fmt: skip


def test_rows_of_one_company_that_differ_in_what_it_stands_for_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        of_csv(
            "id,source,employees_group,weight,prefecture,region\n"
            "a,x,5,10,jp-01,north\na,y,6,10,jp-01,north\n"  # they agree
            "b,x,5,1,jp-01,north\nb,y,5,3,jp-13,south\nb,z,5,,,\n"
            "c,x,5,2,,\nc,y,5,2.0,jp-02,\n",
            "region",
        )
    assert [(one.code, one.file, one.row, one.column, one.value) for one in caught.value.problems] == [
        ("rows-differ", "mine.csv", 5, "weight", "3"),
        ("rows-differ", "mine.csv", 5, "prefecture", "jp-13"),
        ("rows-differ", "mine.csv", 5, "region", "south"),
    ]
    params = dict(caught.value.problems[0].params)
    assert (params["id"], params["first"], params["first_row"]) == ("b", "1", "4")


def test_a_row_that_says_nothing_of_a_weight_leaves_it_to_the_others() -> None:
    mine = of_csv("id,source,employees_group,weight,prefecture\na,x,5,,\na,y,6,10,jp-13\n")
    found = simulate(above_three(), mine, asked(), by="prefecture")
    assert found.counts.select("group", "in").rows() == [("jp-13", 10)]


def test_a_column_is_refused_with_the_nearest_name_of_any_that_are_known() -> None:
    for column, nearest in (("wieght", "weight"), ("prefectur", "prefecture"), ("employes_group", "employees_group")):
        with pytest.raises(InputError) as caught:
            of_csv(f"id,employees_group,{column}\na,5,1\n")
        assert dict(caught.value.problems[0].params)["nearest"] == nearest


def test_a_rate_that_is_missing_is_named_with_the_companies_it_leaves_open() -> None:
    big = above_one_euro(TURNOVER)
    mine = of_csv("id,weight,turnover_group\na,10,5000 JPY\nb,100,5000 GBP\nc,1000,\nd,1,5000 ZZZ\n")
    at = Asked(on=ON, chosen={"money": Money(amount=Decimal(1), currency="ZZZ")})
    assert rates_missing(simulate(big, mine, at)) == (
        MissingRate(currency="GBP", target="ZZZ", year=2025, companies=100.0),
        MissingRate(currency="JPY", target="ZZZ", year=2025, companies=10.0),
    )
    assert rates_missing(simulate(big, mine, Asked(on=ON))) == (
        MissingRate(currency="ZZZ", target="EUR", year=2025, companies=1.0),
    )


def test_a_rate_is_asked_for_in_each_year_that_the_law_looks_at() -> None:
    test = above_one_euro(Years(last=2, least=2, part=TURNOVER))
    mine = of_csv("id,turnover_group,previous.turnover_group\na,5000 ZZZ,5000 ZZZ\n")
    found = rates_missing(simulate(test, mine, asked()))
    assert [(one.currency, one.year) for one in found] == [("ZZZ", 2024), ("ZZZ", 2025)]


def test_where_nobody_is_open_no_rate_is_missing() -> None:
    size = Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter="three")
    mine = of_csv("id,employees_group,turnover_group\na,5,5000 ZZZ\n")
    assert rates_missing(simulate(above_one_euro(AnyOf(parts=(size, TURNOVER))), mine, asked())) == ()


def test_what_cannot_be_counted_by_is_said_with_what_can(invented: Sample) -> None:
    with pytest.raises(UsageError) as caught:
        simulate(regime_of(MODEL), invented, asked(), by="colour")
    assert caught.value.code == "by-unknown"
    assert dict(caught.value.params)["known"] == "sector, prefecture, origin, size"
    with pytest.raises(UsageError):
        of_csv("id,employees_group\na,5\n", "colour")


def test_sizes_that_sources_dispute_are_not_known() -> None:
    mine = of_csv("id,source,employees_group\na,x,10\na,y,30\nb,x,10\nb,y,11\n")
    found: Simulation = simulate(above_three(), mine, asked(), by="size")
    assert found.counts["group"].to_list() == ["0-20", ""]
    assert found.total["companies"] == 2
