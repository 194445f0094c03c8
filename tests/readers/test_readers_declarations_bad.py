"""Bad input of declarations: everything wrong in a file is said at once by row, column and value, and nothing is guessed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.readers import (
    PROBLEM_KINDS,
    DeclarationColumns,
    DeclarationFile,
    Severity,
    read_declarations,
    severity,
)
from tadasu.readers import _declarations as declarations_module
from tadasu.schema import Flow, InputError, Problem, Quantity
from tadasu.wording import codes, problem_text

TODAY = date(2026, 11, 1)
HEADER = "no,date,seller,buyer,hs code,quantity,unit,value,currency,origin"
GOOD = "1,2026-03-01,Demo Mill,Demo Buyer,5205,10,KG,100,JPY,JP"
NAMES = HEADER.split(",")
COUNTRIES = {"JP": "jp", "CN": "cn"}
MAP = DeclarationColumns(
    number="no", day="date", seller="seller", buyer="buyer", good="hs code", quantity="quantity", unit="unit",
    value="value", currency="currency", origin_country="origin",
)  # fmt: skip


def line(**changed: str) -> str:
    """The good row with some cells changed, quoted as CSV."""
    cells = dict(zip(NAMES, GOOD.split(","), strict=True)) | {
        name.replace("_", " "): text for name, text in changed.items()
    }
    return ",".join(f'"{cell}"' for cell in cells.values())


def read(path: Path, **options: Any) -> DeclarationFile:
    defaults: dict[str, Any] = {"flow": Flow.IMPORT, "country_code": COUNTRIES.get, "today": TODAY, "columns": MAP}
    return read_declarations(path, **(defaults | options))


def trade(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "trade.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def refusal(path: Path, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(path, **options)
    return caught.value.problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    return [(problem.code, problem.row, problem.column, problem.value) for problem in problems]


def known(code: str) -> bool:
    return code in ("5205", "520512", "010121")


BAD_CELLS = [
    ({"quantity": "-5"}, "amount-negative", "quantity", "-5"),
    ({"quantity": "△5"}, "amount-negative", "quantity", "△5"),
    ({"quantity": "NaN"}, "amount-unreadable", "quantity", "NaN"),
    ({"quantity": "inf"}, "amount-unreadable", "quantity", "inf"),
    ({"quantity": "many"}, "amount-unreadable", "quantity", "many"),
    ({"value": "(7)"}, "amount-negative", "value", "(7)"),
    ({"unit": ""}, "unit-missing", "quantity", "10"),
    ({"unit": "carton"}, "unit-unknown", "unit", "carton"),
    ({"quantity": "10 m"}, "unit-conflict", "quantity", "10 m"),
    ({"date": "31/02/2026"}, "date-impossible", "date", "31/02/2026"),
    ({"date": "令和8年2月30日"}, "date-impossible", "date", "令和8年2月30日"),
    ({"date": "2036-03-01"}, "date-out-of-range", "date", "2036-03-01"),
    ({"date": "1970-01-01"}, "date-out-of-range", "date", "1970-01-01"),
    ({"date": "soon"}, "date-unreadable", "date", "soon"),
    ({"date": ""}, "date-missing", "date", ""),
    ({"seller": " "}, "empty-seller", "seller", ""),
    ({"buyer": ""}, "empty-buyer", "buyer", ""),
    ({"hs_code": ""}, "good-missing", "hs code", ""),
    ({"hs_code": "cotton"}, "good-unreadable", "hs code", "cotton"),
    ({"hs_code": "5205; 5206"}, "good-unreadable", "hs code", "5205; 5206"),
    ({"hs_code": "7701"}, "good-unknown", "hs code", "7701"),
    ({"hs_code": "10121"}, "good-lost-zero", "hs code", "10121"),
    ({"currency": "pebbles"}, "currency-unknown", "currency", "pebbles"),
    ({"currency": "$"}, "currency-unclear", "currency", "$"),
    ({"value": "¥7", "currency": "USD"}, "currency-conflict", "value", "¥7"),
    ({"value": "$7", "currency": ""}, "currency-unclear", "value", "$"),
    ({"value": "7", "currency": ""}, "currency-missing", "value", "7"),
    ({"no": ""}, "empty-id", "no", ""),
    ({"no": "1"}, "duplicate-declaration", "no", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "code", "column", "value"), BAD_CELLS, ids=lambda each: str(each)[:40])
def test_a_bad_cell_refuses_the_file_by_place_and_leaves_its_row_out_on_wish(
    tmp_path: Path, changed: dict[str, str], code: str, column: str, value: str
) -> None:
    path = trade(tmp_path, GOOD, line(**({"no": "2"} | changed)), line(no="3"))
    assert places(refusal(path, good_exists=known)) == [(code, 3, column, value)]
    found = read(path, good_exists=known, keep_good=True)
    assert [each.id for each in found.declarations] == ["1", "3"]
    assert places(found.problems) == [(code, 3, column, value)]
    assert found.rows == 3


def test_a_lost_zero_is_suspected_with_the_code_it_may_have_been_and_not_put_back(tmp_path: Path) -> None:
    (problem,) = refusal(trade(tmp_path, line(hs_code="10121")), good_exists=known)
    assert dict(problem.params) == {"suggestion": "010121"}
    (problem,) = refusal(trade(tmp_path, line(hs_code="101")))
    assert (problem.code, dict(problem.params)) == ("good-lost-zero", {"suggestion": "0101"})


def test_the_first_row_of_a_repeated_declaration_is_named(tmp_path: Path) -> None:
    (problem,) = refusal(trade(tmp_path, GOOD, line(no="2"), GOOD))
    assert (problem.row, dict(problem.params)) == (4, {"first_row": "2"})


def test_everything_wrong_in_a_file_is_said_at_once(tmp_path: Path) -> None:
    path = trade(tmp_path, line(no="1", quantity="-1", date="?", hs_code="x"), line(no="2", seller="", unit="?"))
    assert [(problem.row, problem.code) for problem in refusal(path)] == [
        (2, "good-unreadable"),
        (2, "date-unreadable"),
        (2, "amount-negative"),
        (3, "empty-seller"),
        (3, "unit-unknown"),
    ]


def test_remarks_keep_the_row(tmp_path: Path) -> None:
    path = trade(
        tmp_path,
        line(no="1", quantity=""),
        line(no="2", quantity="0"),
        line(no="3", seller="ＤＥＭＯ  buyer"),
        line(no="4", origin="Ruritania"),
        line(no="5", date="46082"),
        line(no="6", date="H31.5.1"),
    )
    found = read(path)
    assert len(found.declarations) == 6
    assert [(problem.code, problem.row) for problem in found.problems] == [
        ("quantity-missing", 2),
        ("quantity-missing", 3),
        ("self-sale", 4),
        ("country-unknown", 5),
        ("date-serial", 6),
        ("era-ended", 7),
    ]
    assert found.declarations[4].day == date(2026, 3, 1)
    assert dict(found.problems[4].params) == {"count": "1", "read_as": "2026-03-01"}
    assert found.declarations[3].origin_country == ""


def test_a_remark_on_a_party_is_said_in_each_of_its_rows(tmp_path: Path) -> None:
    header, row = f"{HEADER},seller country", GOOD.partition(",")[2]
    path = trade(tmp_path, f"1,{row},Ruritania", f"2,{row},Ruritania", header=header)
    found = read(path, columns=None)
    assert [(problem.code, problem.row) for problem in found.problems] == [
        ("country-unknown", 2),
        ("country-unknown", 3),
    ]


def test_day_or_month_first_is_a_question_and_answered_by_the_map(tmp_path: Path) -> None:
    path = trade(tmp_path, line(no="1", date="03/04/2026"), line(no="2", date="05/06/2026"))
    (problem,) = refusal(path)
    assert places((problem,)) == [("date-order-unclear", 2, "date", "03/04/2026")]
    assert dict(problem.params) == {"readings": "dmy 2026-04-03 / mdy 2026-03-04"}
    assert refusal(path, keep_good=True) == (problem,)
    for order, day in (("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))):
        columns = DeclarationColumns(
            number="no", day="date", seller="seller", buyer="buyer", good="hs code", fixed=(("date_order", order),)
        )
        assert read(path, columns=columns).declarations[0].day == day


def test_a_question_about_the_file_names_the_row_in_which_its_value_stands(tmp_path: Path) -> None:
    path = trade(
        tmp_path,
        line(no="1"),
        line(no="2", date="03/04/2026", quantity="5,5"),
        line(no="3", date="05/06/2026", quantity="1,234", value="1.5"),
    )
    assert places(refusal(path)) == [
        ("date-order-unclear", 3, "date", "03/04/2026"),
        ("decimal-mark-unclear", 4, "quantity", "1,234"),
    ]


@pytest.mark.parametrize(
    ("quantity", "unit", "weight", "said"),
    [
        ("1", "TNE", "10", ("1 TNE", "10")),
        ("100", "KGM", "500", ("100 KGM", "500")),
        ("100", "KGM", "89.9", ("100 KGM", "89.9")),
        ("100", "KGM", "90", None),
        ("1", "TNE", "1090", None),
        ("5", "C62", "500", None),
        ("100", "KGM", "0", None),
    ],
)
def test_a_mass_far_from_the_net_weight_is_remarked_on_and_the_net_weight_is_taken(
    tmp_path: Path, quantity: str, unit: str, weight: str, said: tuple[str, str] | None
) -> None:
    path = trade(
        tmp_path,
        f"2026-03-01,Demo Mill,Demo Buyer,5205,{quantity},{unit},{weight}",
        header="date,seller,buyer,hs code,quantity,unit,net weight (kg)",
    )
    found = read_declarations(path, flow=Flow.IMPORT)
    assert [(problem.code, problem.row, problem.column) for problem in found.problems] == (
        [("weight-unlike-quantity", 2, "net weight (kg)")] if said else []
    )
    if said:
        assert (dict(found.problems[0].params)["quantity"], found.problems[0].value) == said
        assert found.declarations[0].weight == Quantity(amount=Decimal(weight), unit="KGM")


def test_of_two_masses_the_one_taken_for_the_net_weight_is_held_against_the_other(tmp_path: Path) -> None:
    path = trade(
        tmp_path,
        "2026-03-01,Demo Mill,Demo Buyer,5205,1,TNE,10,KGM",
        header="date,seller,buyer,hs code,quantity 1,unit 1,quantity 2,unit 2",
    )
    (problem,) = read_declarations(path, flow=Flow.IMPORT).problems
    assert (problem.code, problem.column) == ("weight-unlike-quantity", "quantity 2")


def test_a_day_that_does_not_fit_the_order_of_the_map_is_impossible(tmp_path: Path) -> None:
    columns = DeclarationColumns(
        day="date", seller="seller", buyer="buyer", good="hs code", fixed=(("date_order", "ymd"),)
    )
    (problem,) = refusal(trade(tmp_path, line(date="03/04/2026")), columns=columns)
    assert problem.code == "date-impossible"


def test_a_column_with_both_orders_is_refused_with_both(tmp_path: Path) -> None:
    path = trade(
        tmp_path, line(no="1", date="03/04/2026"), line(no="2", date="25/04/2026"), line(no="3", date="04/26/2026")
    )
    (problem,) = refusal(path)
    assert (problem.code, problem.row, dict(problem.params)) == (
        "date-order-mixed", 4, {"first": "25/04/2026", "second": "04/26/2026"},
    )  # fmt: skip


def test_comma_or_full_stop_is_a_question_and_answered_by_the_map(tmp_path: Path) -> None:
    path = trade(tmp_path, line(quantity="1,234"))
    (problem,) = refusal(path)
    assert places((problem,)) == [("decimal-mark-unclear", 2, "quantity", "1,234")]
    assert dict(problem.params) == {"readings": "1234 / 1.234"}
    for mark, amount in ((".", "1234"), (",", "1.234")):
        columns = DeclarationColumns(
            day="date", seller="seller", buyer="buyer", good="hs code", quantity="quantity", unit="unit",
            fixed=(("decimal_mark", mark),),
        )  # fmt: skip
        (declaration,) = read(path, columns=columns).declarations
        assert declaration.quantity
        assert str(declaration.quantity.amount) == amount


def test_numbers_that_show_both_signs_decide_nothing(tmp_path: Path) -> None:
    path = trade(tmp_path, line(no="1", quantity="1,234", value="5.5"), line(no="2", value="5,5"))
    assert [problem.code for problem in refusal(path)] == ["decimal-mark-unclear"]


def test_amounts_without_any_currency_are_one_question(tmp_path: Path) -> None:
    path = trade(tmp_path, *[line(no=str(number), currency="") for number in range(1, 6)])
    assert places(refusal(path)) == [("no-currency-column", 2, "value", "100")]
    assert "no-currency-column" in {problem.code for problem in refusal(path, keep_good=True)}


def test_a_header_without_the_needed_columns_names_each(tmp_path: Path) -> None:
    path = trade(tmp_path, "a,b,c", header="line,quantity,unit")
    problems = refusal(path, columns=None, flow=None)
    assert [problem.code for problem in problems] == [
        "no-seller-column", "no-buyer-column", "no-day-column", "no-good-column", "no-flow",
    ]  # fmt: skip


def test_other_columns_that_could_hold_the_same_are_named(tmp_path: Path) -> None:
    header = "date,order date,seller,shipper,buyer,hs code"
    path = trade(tmp_path, "2026-03-01,2026-01-01,Demo Mill,Demo Line,Demo Buyer,5205", header=header)
    found = read(path, columns=None)
    assert [(problem.column, dict(problem.params)["others"]) for problem in found.problems] == [
        ("seller", "shipper"),
        ("date", "order date"),
    ]
    assert read(path, columns=found.columns).problems == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unit", "carton"),
        ("currency", "$"),
        ("flow", "sideways"),
        ("date_order", "ydm"),
        ("decimal_mark", ";"),
        ("good", "5205"),
    ],
)
def test_a_map_that_fixes_what_it_may_not_is_refused(tmp_path: Path, name: str, text: str) -> None:
    columns = DeclarationColumns(day="date", seller="seller", buyer="buyer", good="hs code", fixed=((name, text),))
    (problem,) = refusal(trade(tmp_path, GOOD), columns=columns)
    assert (problem.code, problem.column, problem.value) == ("fixed-invalid", name, text)


def test_a_column_of_the_map_that_is_not_there_is_named(tmp_path: Path) -> None:
    columns = DeclarationColumns(day="date", seller="sellr", buyer="buyer", good="hs code")
    (problem,) = refusal(trade(tmp_path, GOOD), columns=columns)
    assert (problem.code, dict(problem.params)["nearest"]) == ("column-not-found", "seller")


def test_a_word_that_is_none_of_a_column_is_named(tmp_path: Path) -> None:
    header = "date,seller,buyer,hs code,certainty,contested,flow"
    path = trade(tmp_path, "2026-03-01,Demo Mill,Demo Buyer,5205,maybe,perhaps,sideways", header=header)
    assert [(problem.code, problem.column) for problem in refusal(path, columns=None, flow=None)] == [
        ("word-unknown", "flow"),
        ("word-unknown", "certainty"),
        ("word-unknown", "contested"),
    ]


def test_no_rows_and_no_good_rows_are_errors(tmp_path: Path) -> None:
    assert [problem.code for problem in refusal(trade(tmp_path))] == ["no-rows"]
    problems = refusal(trade(tmp_path, line(seller="")), keep_good=True)
    assert [problem.code for problem in problems] == ["empty-seller", "no-usable-rows"]


def test_an_unclosed_quotation_mark_refuses_the_file_even_where_good_rows_are_wanted(tmp_path: Path) -> None:
    path = trade(tmp_path, GOOD, '2,2026-03-01,"Demo Mill,Demo Buyer,5205', "3" + GOOD[1:])
    assert "unclosed-quote" in {problem.code for problem in refusal(path, keep_good=True)}


def test_a_nul_byte_leaves_no_row_out_unasked(tmp_path: Path) -> None:
    path = trade(tmp_path, GOOD, line(no="2", seller="Demo\0Mill"))
    assert [problem.code for problem in refusal(path)] == ["nul-byte"]
    assert len(read(path, keep_good=True).declarations) == 1


@pytest.mark.parametrize("keep", [4, 60, -5])
def test_a_truncated_parquet_file_is_damaged(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame([GOOD.split(",")] * 50, schema=NAMES, orient="row").write_parquet(path)
    path.write_bytes(path.read_bytes()[:keep])
    assert [problem.code for problem in refusal(path)] == ["parquet-damaged"]


def test_a_parquet_file_of_numbers_holds_nan_and_infinity(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame = pl.DataFrame([GOOD.split(",")] * 3, schema=NAMES, orient="row").with_columns(
        pl.Series("no", ["1", "2", "3"]), pl.Series("quantity", [float("nan"), float("inf"), 1.234])
    )
    frame.write_parquet(path)
    assert [(problem.code, problem.row, problem.value) for problem in refusal(path)] == [
        ("amount-unreadable", 1, "nan"),
        ("amount-unreadable", 2, "inf"),
    ]


def book(path: Path, rows: list[list[str]], merged: str = "") -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet()
        if merged:
            page.merge_range(merged, "")
        for number, cells in enumerate(rows):
            for place, text in enumerate(cells):
                if text.startswith("="):
                    page.write_formula(number, place, text, value="")
                elif text:
                    page.write(number, place, text)
    return path


def test_a_header_merged_over_two_used_columns_is_refused(tmp_path: Path) -> None:
    rows = [
        ["date", "seller", "buyer", "hs code", "quantity", ""],
        ["2026-03-01", "Demo Mill", "Demo Buyer", "5205", "1", "KG"],
    ]
    problems = refusal(book(tmp_path / "a.xlsx", rows, merged="E1:F1"), columns=None)
    assert ("merged-header-unclear", 1, "quantity") in [(each.code, each.row, each.column) for each in problems]


def test_formulas_that_were_never_calculated_are_refused(tmp_path: Path) -> None:
    rows = [
        ["date", "seller", "buyer", "hs code", "quantity", "unit"],
        ["2026-03-01", "Demo Mill", "Demo Buyer", "5205", "=1+1", "KG"],
    ]
    problems = refusal(book(tmp_path / "a.xlsx", rows), columns=None)
    assert ("formula-without-value", 2, "quantity") in [(each.code, each.row, each.column) for each in problems]


def test_a_thousand_and_one_bad_rows_are_counted_in_bounded_memory(tmp_path: Path) -> None:
    path = trade(tmp_path, *[line(no=str(number), seller="") for number in range(1_201)])
    problems = refusal(path)
    assert len(problems) == 1_001
    assert dict(problems[-1].params)["errors"] == "201"


CELLS = st.sampled_from(
    [
        "",
        "1",
        "-1",
        "1,234",
        "1.234,5",
        "03/04/2026",
        "R8.3.1",
        "46082",
        "Demo",
        "KG",
        "¥5",
        "5205",
        "101",
        "\0",
        "nan",
        "JPY",
    ]
)


@settings(deadline=None, max_examples=150)
@given(rows=st.lists(st.lists(CELLS, min_size=0, max_size=11), max_size=5), keep=st.booleans())
def test_any_cells_are_read_or_refused_with_codes_that_have_words(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], keep: bool
) -> None:
    path = trade(tmp_path_factory.mktemp("any"), *[",".join(f'"{cell}"' for cell in row) for row in rows])
    try:
        found = read(path, keep_good=keep)
    except InputError as error:
        problems = error.problems
        assert any(severity(problem) is not Severity.WARNING for problem in problems)
    else:
        problems = found.problems
        assert found.declarations
        assert keep or all(severity(problem) is not Severity.ERROR for problem in problems)
        assert all(each.seller.name and each.buyer.name and each.good for each in found.declarations)
    assert all(problem.code in PROBLEM_KINDS and problem_text(problem, "en") for problem in problems)


def test_every_problem_of_a_map_that_stops_the_reading_is_one_of_ours() -> None:
    assert set(PROBLEM_KINDS) >= declarations_module._NO_ROWS_WITH
    assert codes() >= declarations_module._NO_ROWS_WITH
