"""A table of companies: the same answers as one by one, several sources, and what is wrong by row and column."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.made import BASIS, DAY, NAMES, regime

from tadasu.law import (
    All,
    AnyOf,
    Asked,
    Companies,
    Compare,
    Dated,
    Expression,
    FactId,
    Flag,
    Measure,
    Numbers,
    OneOf,
    Parameter,
    Rates,
    Relation,
    Verdict,
    Within,
    Years,
    answer,
    companies_of,
    verdicts,
)
from tadasu.schema import InputError, Money, Problem, UsageError
from tadasu.wording import LANGUAGES, problem_text

YEAR = 2025
ASKED = Asked(on=date(2026, 11, 25), rates=Rates({("JPY", 2024): 160.0, ("USD", 2025): 1.1}))
SALES = Parameter(
    id="sales",
    about="turnover_group",
    unit=Measure.MONEY,
    names=NAMES,
    values=(Dated(value=Money(amount=Decimal(1000), currency="EUR"), start=DAY, end=None, recorded=DAY, basis=BASIS),),
)
LARGE = Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter="three")
SOLD = Compare(fact=FactId("turnover_group"), relation=Relation.AT_LEAST, parameter="sales")
LEAVES: tuple[Expression, ...] = (
    LARGE,
    SOLD,
    Years(last=2, least=2, part=LARGE),
    Years(last=2, least=1, part=SOLD),
    Flag(fact=FactId("listed_prime"), expected=True),
    Within(fact=FactId("seat"), place="eu"),
    Within(fact=FactId("sells_in"), place="jp"),
    OneOf(fact=FactId("goods"), words=frozenset({"wood"})),
    Compare(fact=FactId("employees_in:jp"), relation=Relation.BELOW, parameter="five"),
)
ACT = replace(regime(), parameters={**regime().parameters, "sales": SALES})
COUNTS = st.sampled_from(["", "2", "3", "4", "1,000", "0"])
AMOUNTS = st.sampled_from(
    ["", "999.99 EUR", "1000 EUR", "1,000.01 eur", "160000 JPY", "159_999 JPY", "1100 USD", "5 XXX", "900", "1000"]
)
CELLS = {
    "employees_group": COUNTS,
    "previous.employees_group": COUNTS,
    "turnover_group": AMOUNTS,
    "previous.turnover_group": AMOUNTS,
    "listed_prime": st.sampled_from(["", "yes", "no"]),
    "seat": st.sampled_from(["", "jp", "de", "FR", " de "]),
    "sells_in": st.sampled_from(["", "jp", "jp; de", "us|fr", ";"]),
    "goods": st.sampled_from(["", "wood", "Wood;soy", "other"]),
    "employees_in:jp": COUNTS,
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["a", "b", "社"]),
            "source": st.sampled_from(["", "register", "report"]),
            "currency": st.sampled_from(["EUR", "JPY", "usd"]),
            **CELLS,
        }
    ),
    min_size=1,
    max_size=6,
)


def table(rows: list[dict[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))


def found(rows: list[dict[str, str]], test: Expression) -> dict[str, Verdict]:
    """What a test comes to for each company of a table, all at once."""
    many = companies_of(table(rows), file="companies.csv", year=YEAR)
    answers = verdicts(replace(ACT, scope=test), many.companies, ASKED)
    return dict(zip(many.ids, map(Verdict, answers.tolist()), strict=True))


def wrong(rows: list[dict[str, str]] | pl.DataFrame) -> tuple[Problem, ...]:
    frame = rows if isinstance(rows, pl.DataFrame) else table(rows)
    with pytest.raises(InputError) as raised:
        companies_of(frame, file="companies.csv", year=YEAR)
    return raised.value.problems


@settings(deadline=None)
@given(ROWS, st.lists(st.sampled_from(LEAVES), min_size=1, max_size=4), st.booleans())
def test_a_table_is_answered_as_its_companies_one_by_one(
    rows: list[dict[str, str]], leaves: list[Expression], every: bool
) -> None:
    test = All(parts=tuple(leaves)) if every else AnyOf(parts=tuple(leaves))
    many = companies_of(table(rows), file="companies.csv", year=YEAR)
    alone = {key: answer(replace(ACT, scope=test), many.company(key), ASKED, year=YEAR) for key in many.ids}
    assert found(rows, test) == {key: one.verdict for key, one in alone.items()}


@settings(deadline=None)
@given(ROWS)
def test_the_arrays_of_a_table_are_those_of_its_companies(rows: list[dict[str, str]]) -> None:
    many = companies_of(table(rows), file="companies.csv", year=YEAR)
    apart = Companies.of([many.company(key) for key in many.ids], year=YEAR)
    for (fact, ago), column in many.companies.columns.items():
        other = apart.columns.get((fact, ago))
        if isinstance(column, Numbers) and isinstance(other, Numbers):
            assert np.array_equal(column.least, other.least, equal_nan=True)
            assert np.array_equal(column.most, other.most, equal_nan=True)
            assert len(column.others) == len(other.others)
        elif isinstance(column, Numbers):
            assert np.isnan(column.least).all()


def test_several_rows_of_one_id_are_what_several_sources_say() -> None:
    rows = [
        {"id": "a", "source": "register", "employees_group": "2", "seat": "jp"},
        {"id": "b", "source": "register", "employees_group": "9", "seat": "de"},
        {"id": "a", "source": "report", "employees_group": "9", "seat": "jp"},
    ]
    assert found(rows, LARGE) == {"a": Verdict.CONFLICT, "b": Verdict.IN}
    assert found(rows, Within(fact=FactId("seat"), place="eu")) == {"a": Verdict.OUT, "b": Verdict.IN}
    many = companies_of(table(rows), file="companies.csv", year=YEAR)
    claims = many.company("a").claims[FactId("employees_group"), 0]
    assert claims == {"register": Decimal(2), "report": Decimal(9)}


def test_two_rows_of_one_source_are_both_kept() -> None:
    rows = [{"id": "a", "source": "web", "employees_group": number} for number in ("2", "9")]
    assert found(rows, LARGE) == {"a": Verdict.CONFLICT}
    claims = companies_of(table(rows), file="companies.csv", year=YEAR).company("a").claims
    assert sorted(claims[FactId("employees_group"), 0].values()) == [Decimal(2), Decimal(9)]  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("second", "expected"),
    [("160000 JPY", Verdict.IN), ("159999 JPY", Verdict.CONFLICT), ("1 XXX", Verdict.UNDETERMINED)],
)
def test_sources_in_different_currencies_are_compared_each(second: str, expected: Verdict) -> None:
    rows = [{"id": "a", "turnover_group": "1000 EUR"}, {"id": "a", "turnover_group": second}]
    assert found(rows, SOLD) == {"a": expected}
    one = companies_of(table(rows), file="companies.csv", year=YEAR).company("a")
    said = answer(replace(ACT, scope=SOLD), one, ASKED, year=YEAR)
    assert said.verdict is expected
    assert said.rates == ((("XXX", YEAR),) if second == "1 XXX" else ())


def test_a_currency_beside_an_empty_amount_says_nothing() -> None:
    rows = [
        {"id": "a", "currency": "JPY", "turnover_group": ""},
        {"id": "a", "currency": "EUR", "turnover_group": "1000"},
    ]
    assert found(rows, SOLD) == {"a": Verdict.IN}


def test_an_amount_gets_the_currency_of_its_row_unless_it_has_its_own() -> None:
    rows = [
        {"id": "a", "currency": "eur", "turnover_group": "1000"},
        {"id": "b", "currency": "JPY", "turnover_group": "1,000 EUR"},
        {"id": "c", "currency": "JPY", "turnover_group": "1000"},
    ]
    assert found(rows, SOLD) == {"a": Verdict.IN, "b": Verdict.IN, "c": Verdict.OUT}


def test_japanese_text_is_read_as_it_is() -> None:
    rows = [
        {
            "id": "会社１",
            "name": "綾野見本紡織株式会社",
            "source": "有価証券報告書",
            "seat": "jp",
            "goods": "wood;other",
            "sector": "繊維",
        },
        {"id": "会社２", "name": "見本商事", "source": "登記", "seat": "jp", "goods": "wood", "sector": "繊維"},
    ]
    assert found(rows, OneOf(fact=FactId("sector"), words=frozenset({"繊維"}))) == dict.fromkeys(
        ("会社１", "会社２"), Verdict.IN
    )
    claims = companies_of(table(rows), file="会社.csv", year=YEAR).company("会社１").claims
    assert claims[FactId("seat"), 0] == {"有価証券報告書": "jp"}


def test_ids_keep_the_order_in_which_they_first_come() -> None:
    rows = [{"id": key, "seat": "jp"} for key in ("z", "a", "z", "m")]
    assert companies_of(table(rows), file="companies.csv", year=YEAR).ids == ("z", "a", "m")


@pytest.mark.parametrize("cell", ["0.125 EUR", "0.1 EUR", "0.000125 eur"])
def test_behind_a_0_alone_as_many_decimals_are_read_as_stand_there(cell: str) -> None:
    read = companies_of(table([{"id": "a", "turnover_group": cell}]), file="companies.csv", year=YEAR).companies
    column = read.columns[FactId("turnover_group"), 0]
    assert isinstance(column, Numbers)
    assert (column.least.tolist(), column.currencies) == ([float(cell.split()[0])], ("EUR",))


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("employees_group", "many", "fact-value"),
        ("employees_group", "-3", "fact-value"),
        ("employees_group", "1,5.5,0", "number-grouping"),
        ("employees_group", ",5", "fact-value"),
        ("employees_group", "１２", "fact-value"),
        ("employees_group", "5 EUR", "fact-value"),
        ("turnover_group", "1000", "law-money"),
        ("turnover_group", "1000 EURO", "fact-value"),
        ("turnover_group", "ca. 1000 EUR", "fact-value"),
        ("turnover_group", "EUR 1000", "money-order"),
        ("turnover_group", "£1,000", "money-sign"),
        ("turnover_group", "1,00,000 EUR", "number-grouping"),
        ("turnover_group", "1.000 EUR", "number-grouping"),
        ("turnover_group", "00.125 EUR", "number-grouping"),
        ("turnover_group", "0,125 EUR", "number-grouping"),
        ("listed_prime", "true", "fact-value"),
        ("listed_prime", "はい", "fact-value"),
        ("seat", "Japan", "fact-value"),
        ("sells_in", "jp;Japan", "fact-value"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_row_and_column(column: str, cell: str, code: str) -> None:
    rows = [{"id": "a", column: ""}, {"id": "b", column: cell}, {"id": "c", column: ""}, {"id": "d", column: cell}]
    problems = wrong(rows)
    assert [(one.code, one.file, one.row, one.column, one.value) for one in problems] == [
        (code, "companies.csv", 3, column, cell),
        (code, "companies.csv", 5, column, cell),
    ]
    for language in LANGUAGES:
        said = problem_text(problems[0], language)
        assert all(part in said for part in ("companies.csv", "3", column, cell)), said


def test_every_wrong_cell_is_said_but_not_without_end() -> None:
    rows = [{"id": str(n), "employees_group": "x", "seat": "atlantis"} for n in range(2_000)]
    assert len(wrong(rows)) == 1_000


def test_a_currency_that_is_none_is_named_in_its_column() -> None:
    (problem,) = wrong([{"id": "a", "currency": "Euro", "turnover_group": "1000"}])
    assert (problem.code, problem.row, problem.column, problem.value) == ("currency-unknown", 2, "currency", "Euro")


def test_a_table_without_an_id_or_with_a_row_without_one_is_refused() -> None:
    (problem,) = wrong([{"seat": "jp"}])
    assert (problem.code, problem.column) == ("column-missing", "id")
    rows = [{"id": "a", "seat": "jp"}, {"id": " ", "seat": "jp"}, {"id": "", "seat": "de"}]
    assert [(one.code, one.row, one.column) for one in wrong(rows)] == [
        ("id-missing", 3, "id"),
        ("id-missing", 4, "id"),
    ]


@pytest.mark.parametrize(
    ("column", "code", "nearest"),
    [
        ("employes_group", "no-such-fact", "employees_group"),
        ("zzzz", "no-such-fact", ""),
        ("employees_in", "fact-place", ""),
        ("seat:jp", "fact-no-place", ""),
        ("previous.turnover_gruop", "no-such-fact", "turnover_group"),
    ],
)
def test_a_column_that_is_no_fact_is_named_with_the_nearest(column: str, code: str, nearest: str) -> None:
    (problem,) = wrong([{"id": "a", column: "1"}])
    assert (problem.code, problem.row, problem.column) == (code, 1, column)
    assert dict(problem.params).get("nearest", "") == nearest
    for language in LANGUAGES:
        assert nearest in problem_text(problem, language)


def test_a_table_without_a_row_is_refused() -> None:
    (problem,) = wrong(pl.DataFrame(schema={"id": pl.String, "seat": pl.String}))
    assert problem.code == "empty-file"


def test_a_table_of_ids_alone_leaves_everything_open() -> None:
    assert found([{"id": "a"}], LARGE) == {"a": Verdict.UNDETERMINED}


def test_numbers_lists_and_yes_and_no_of_a_typed_table_are_read_too() -> None:
    frame = pl.DataFrame(
        {"id": [1, 2], "employees_group": [4, 2.0], "listed_prime": [True, None], "sells_in": [["jp", "de"], []]},
        strict=False,
    )
    many = companies_of(frame, file="companies.parquet", year=YEAR)
    for test, expected in (
        (LARGE, [Verdict.IN, Verdict.OUT]),
        (LEAVES[4], [Verdict.IN, Verdict.UNDETERMINED]),
        (LEAVES[6], [Verdict.IN, Verdict.UNDETERMINED]),
    ):
        assert verdicts(replace(ACT, scope=test), many.companies, ASKED).tolist() == expected


def test_a_company_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError) as raised:
        companies_of(table([{"id": "a"}]), file="companies.csv", year=YEAR).company("b")
    assert (raised.value.code, dict(raised.value.params)["value"]) == ("no-such-company", "b")


def test_columns_of_numbers_are_read_as_they_are_and_hold_no_negative_one() -> None:
    frame = pl.DataFrame({"id": ["a", "b"], "employees_group": [5, None], "turnover_group": [1.5e9, 2.0]})
    texts = frame.with_columns(pl.all().cast(pl.String)).with_columns(currency=pl.lit("EUR"))
    read = companies_of(frame.with_columns(currency=pl.lit("EUR")), file="x", year=2025)
    assert read.company("a").claims.keys() == companies_of(texts, file="x", year=2025).company("a").claims.keys()
    for key, column in companies_of(texts, file="x", year=2025).companies.columns.items():
        assert np.array_equal(read.companies.columns[key].least, column.least, equal_nan=True)  # type: ignore[union-attr]
    with pytest.raises(InputError) as refusal:
        companies_of(pl.DataFrame({"id": ["a", "b"], "employees_group": [5, -1]}), file="x", year=2025)
    assert [(one.row, one.value) for one in refusal.value.problems] == [(3, "-1")]
