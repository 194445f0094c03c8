"""read_declarations: what comes out of format-true files, whatever their format. Every company is invented."""

import csv
import hashlib
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.readers import DeclarationColumns, DeclarationFile, load_map, read_declarations, save_map
from tadasu.schema import Certainty, Declaration, DeclarationId, Flow, ListId, Money, Origin, Party, Quantity

TODAY = date(2026, 11, 1)
COUNTRIES = {"日本": "jp", "バングラデシュ": "bd", "BD": "bd", "JP": "jp", "CN": "cn", "Japan": "jp"}

CUSTOMS_HEADER = (
    "輸入申告番号", "欄番号", "申告年月日", "輸出者名", "輸出者国コード", "輸出者住所１", "輸出者住所２", "輸入者コード",
    "輸入者名", "品目番号", "品名", "数量(1)", "数量単位コード(1)", "数量(2)", "数量単位コード(2)", "課税価格（円）",
    "原産地コード", "積出地コード",
)  # fmt: skip
CUSTOMS_ROW = (
    "12345678901", "1", "令和8年3月1日", "Aobaori Weaving Co.", "BD", "1 Demo Road", "Gazipur", "9999999999999",
    "青空見本商事株式会社", "6205.20-000", "男子用綿シャツ", "1,200", "DZ", "3,600.5", "KG", "1,234,567", "BD", "BDCGP",
)  # fmt: skip


def written(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def reading(path: Path, **options: Any) -> DeclarationFile:
    return read_declarations(path, country_code=COUNTRIES.get, today=TODAY, **options)


def facts(found: DeclarationFile) -> list[str]:
    """Declarations without where they were read."""
    nowhere = Origin(list_id=ListId(""), row=0)
    return sorted(repr(replace(each, origin=nowhere)) for each in found.declarations)


def test_a_full_row_of_an_import_declaration_becomes_a_full_declaration(tmp_path: Path) -> None:
    path = written(tmp_path / "naccs.csv", [["輸入申告実績一覧"], CUSTOMS_HEADER, CUSTOMS_ROW])
    found = reading(path, list_id="mine")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.declarations == (
        Declaration(
            id=DeclarationId("12345678901-1"),
            flow=Flow.IMPORT,
            seller=Party(name="Aobaori Weaving Co.", country="bd", address="1 Demo Road, Gazipur"),
            buyer=Party(name="青空見本商事株式会社", reference="mine:9999999999999"),
            good="620520000",
            day=date(2026, 3, 1),
            origin=Origin(list_id=ListId("mine"), row=3, digest=digest),
            quantity=Quantity(amount=Decimal(1200), unit="DZN"),
            weight=Quantity(amount=Decimal("3600.5"), unit="KGM"),
            value=Money(amount=Decimal(1234567), currency="JPY", on=date(2026, 3, 1)),
            origin_country="bd",
            consigned_from="bd",
            description="男子用綿シャツ",
        ),
    )
    assert (found.problems, found.rows, found.digest) == ((), 1, digest)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_encoding_of_a_csv_changes_nothing(tmp_path: Path, encoding: str) -> None:
    plain = reading(written(tmp_path / "a.csv", [CUSTOMS_HEADER, CUSTOMS_ROW]))
    other = reading(written(tmp_path / "b.csv", [CUSTOMS_HEADER, CUSTOMS_ROW], encoding))
    assert facts(other) == facts(plain)


ORDER_HEADER = (
    "PO number", "PO line", "Ship date", "Supplier", "Supplier code", "Buyer", "HS code", "Item description", "Quantity",
    "Unit", "Net weight (kg)", "Line amount", "Currency", "Country of origin", "Certainty", "Contested", "Made from",
)  # fmt: skip
ORDERS: list[list[Any]] = [
    ["PO-1", 10, date(2026, 2, 3), "Demo Spinning Ltd.", "V7", "Demo Trading KK", "520512", "yarn", 1000, "KGM", 1000.0,
     2500.75, "USD", "BD", "verified", "no", ""],
    ["PO-1", 20, date(2026, 2, 4), "Demo Spinning Ltd.", "V7", "Demo Trading KK", "010121", "a horse", 1.5, "TNE", 1500,
     99, "EUR", "JP", "", "yes", "PO-0-1; PO-0-2"],
]  # fmt: skip


def as_csv(path: Path) -> Path:
    return written(path, [ORDER_HEADER, *[[str(cell) for cell in row] for row in ORDERS]])


def as_xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet("Orders")
        day = workbook.add_format({"num_format": "d/m/yyyy"})
        page.write_row(0, 0, ORDER_HEADER)
        for number, row in enumerate(ORDERS, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, place, cell, day)
                else:
                    page.write(number, place, cell)
    return path


def as_parquet(path: Path) -> Path:
    pl.DataFrame(ORDERS, schema=ORDER_HEADER, orient="row", strict=False, infer_schema_length=None).write_parquet(path)
    return path


def as_json_lines(path: Path) -> Path:
    frame = pl.DataFrame(ORDERS, schema=ORDER_HEADER, orient="row", strict=False, infer_schema_length=None)
    frame.with_columns(pl.col("Ship date").cast(pl.String)).write_ndjson(path)
    return path


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_parquet, as_json_lines])
def test_orders_read_the_same_from_every_format(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    found = reading(write(tmp_path / "orders"), flow=Flow.DOMESTIC)
    assert [each.id for each in found.declarations] == ["PO-1-10", "PO-1-20"]
    first, second = found.declarations
    assert (first.seller, first.flow, first.certainty) == (
        Party(name="Demo Spinning Ltd.", reference="V7"),
        Flow.DOMESTIC,
        Certainty.VERIFIED,
    )
    assert first.quantity == Quantity(amount=Decimal(1000), unit="KGM")
    assert first.value == Money(amount=Decimal("2500.75"), currency="USD", on=date(2026, 2, 3))
    assert (second.good, second.contested, second.parts_of) == ("010121", True, ("PO-0-1", "PO-0-2"))
    assert (second.quantity, second.weight) == (
        Quantity(amount=Decimal("1.5"), unit="TNE"),
        Quantity(amount=Decimal(1500), unit="KGM"),
    )


SMALL = ["date,seller,buyer,hs code", "2026-03-01,Demo Mill,Demo Buyer,5205"]


def small(folder: Path, *lines: str) -> Path:
    path = folder / "trade.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_without_a_number_the_id_is_the_data_row(tmp_path: Path) -> None:
    found = reading(small(tmp_path, SMALL[0], SMALL[1], "", SMALL[1], ",,,"), flow=Flow.IMPORT)
    assert [(each.id, each.origin.row) for each in found.declarations] == [("1", 2), ("2", 4)]
    assert found.rows == 3


def test_two_quantities_of_which_one_is_a_mass_are_a_quantity_and_a_weight(tmp_path: Path) -> None:
    header = "date,seller,buyer,hs code,quantity 1,unit 1,quantity 2,unit 2"
    rows = ["5,NO,20,KG", "20,KG,5,NO", "2,MT,1990,KG", "5,NO,7,SM", ",,20,KG"]
    path = small(tmp_path, header, *[f"{SMALL[1]},{row}" for row in rows])
    found = reading(path, flow=Flow.IMPORT)
    shown = [
        (each.quantity and (str(each.quantity.amount), each.quantity.unit), each.weight and str(each.weight.amount))
        for each in found.declarations
    ]
    assert shown == [
        (("5", "NMB"), "20"),
        (("5", "NMB"), "20"),
        (("2", "TNE"), "1990"),
        (("5", "NMB"), None),
        (("20", "KGM"), None),
    ]
    assert [(problem.code, problem.row) for problem in found.problems] == [
        ("quantity-missing", 6),
        ("second-quantity-unused", 1),
    ]


def test_weights_in_other_masses_become_kilograms_and_a_missing_unit_is_said(tmp_path: Path) -> None:
    header = "date,seller,buyer,hs code,net weight,weight unit"
    rows = ["2,MT", "500,GR", "10 lb,", "3,"]
    found = reading(small(tmp_path, header, *[f"{SMALL[1]},{row}" for row in rows]), flow=Flow.IMPORT)
    assert [each.weight.amount for each in found.declarations if each.weight] == [
        Decimal(2000), Decimal("0.5"), Decimal("4.5359237"), Decimal(3),
    ]  # fmt: skip
    assert [(problem.code, dict(problem.params)) for problem in found.problems] == [
        ("weight-unit-assumed", {"count": "1"})
    ]


def test_what_the_map_fixes_holds_where_no_cell_says_otherwise(tmp_path: Path) -> None:
    path = small(
        tmp_path,
        "date,seller,hs code,quantity,unit,value",
        "2026-03-01,Demo Mill,5205,5,,100",
        "2026-03-01,Demo Mill,5205,5,SM,USD 7",
    )
    proposed = DeclarationColumns(
        day="date", seller="seller", good="hs code", quantity="quantity", unit="unit", value="value"
    )
    fixed = (("buyer", "Demo Trading KK"), ("flow", "輸入"), ("unit", "kg"), ("origin_country", "CN"))
    columns = replace(proposed, fixed=(*fixed, ("currency", "USD")))
    save_map(columns, tmp_path / "map.yaml")
    found = reading(path, columns=load_map(tmp_path / "map.yaml", DeclarationColumns))
    assert {each.buyer.name for each in found.declarations} == {"Demo Trading KK"}
    assert {(each.flow, each.origin_country) for each in found.declarations} == {(Flow.IMPORT, "cn")}
    assert [each.quantity.unit for each in found.declarations if each.quantity] == ["KGM", "MTK"]


def test_the_flow_of_a_column_is_read_in_any_language(tmp_path: Path) -> None:
    rows = [f"{SMALL[1]},{word}" for word in ("輸出", "import", "进口", "nội địa")]
    found = reading(small(tmp_path, f"{SMALL[0]},flow", *rows))
    assert [each.flow.value for each in found.declarations] == ["export", "import", "import", "domestic"]


def test_the_port_gives_the_country_of_consignment_only_where_nothing_else_does(tmp_path: Path) -> None:
    header = f"{SMALL[0]},country of consignment,port of loading"
    rows = [f"{SMALL[1]},{row}" for row in ("JP,CNSHA", ",CNSHA", ",BD CGP", ",Japan", ",somewhere")]
    found = reading(small(tmp_path, header, *rows), flow=Flow.IMPORT)
    assert [each.consigned_from for each in found.declarations] == ["jp", "cn", "bd", "jp", ""]
    assert [(problem.code, problem.row) for problem in found.problems] == [("port-unknown", 6)]


def test_currencies_written_beside_the_amounts_are_read(tmp_path: Path) -> None:
    header = f"{SMALL[0]},amount"
    rows = [f"{SMALL[1]},{cell}" for cell in ("USD 7", "€7.50", "7円")]
    found = reading(small(tmp_path, header, *rows), flow=Flow.IMPORT)
    assert [(str(each.value.amount), each.value.currency) for each in found.declarations if each.value] == [
        ("7", "USD"), ("7.50", "EUR"), ("7", "JPY"),
    ]  # fmt: skip
    assert [(problem.code, dict(problem.params)) for problem in found.problems] == [
        ("mixed-currencies", {"currencies": "EUR, JPY, USD"})
    ]


def dated(folder: Path, *days: str, **options: Any) -> list[date]:
    rows = [f'"{day}",Demo Mill,Demo Buyer,5205' for day in days]
    return [each.day for each in reading(small(folder, SMALL[0], *rows), flow=Flow.IMPORT, **options).declarations]


def test_one_day_after_the_twelfth_decides_for_its_whole_column(tmp_path: Path) -> None:
    assert dated(tmp_path, "03/04/2026", "25/04/2026") == [date(2026, 4, 3), date(2026, 4, 25)]
    assert dated(tmp_path, "03/04/2026", "04/25/2026") == [date(2026, 3, 4), date(2026, 4, 25)]
    assert dated(tmp_path, "26/03/04", "26/03/25", "25/12/31") == [
        date(2026, 3, 4),
        date(2026, 3, 25),
        date(2025, 12, 31),
    ]


def test_a_day_that_is_the_same_either_way_asks_nothing(tmp_path: Path) -> None:
    assert dated(tmp_path, "03/03/2026", "04/04/2026") == [date(2026, 3, 3), date(2026, 4, 4)]


def test_a_number_that_shows_the_decimal_sign_decides_for_the_file(tmp_path: Path) -> None:
    header = f"{SMALL[0]},quantity,unit,value,currency"
    for quantity, value, expected in (
        ('"1,234"', "5.50", "1234"),
        ("1.234", '"5,50"', "1234"),
        ("1.234", "5.5", "1.234"),
    ):
        path = small(tmp_path, header, f"{SMALL[1]},{quantity},KG,{value},JPY")
        (declaration,) = reading(path, flow=Flow.IMPORT).declarations
        assert declaration.quantity == Quantity(amount=Decimal(expected), unit="KGM")


def test_a_workbook_holds_numbers_so_its_full_stop_is_the_decimal_sign(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["date", "seller", "buyer", "hs code", "quantity", "unit"])
        page.write_row(1, 0, ["2026-03-01", "Demo Mill", "Demo Buyer", "5205", 1.234, "MT"])
    (declaration,) = reading(tmp_path / "a.xlsx", flow=Flow.IMPORT).declarations
    assert declaration.quantity == Quantity(amount=Decimal("1.234"), unit="TNE")


ROWS = st.lists(
    st.tuples(
        st.dates(date(2020, 1, 1), date(2026, 11, 1)),
        st.sampled_from(["Demo Mill", "示例紡織", "Demo Mill "]),
        st.integers(1, 10**6),
        st.sampled_from(["KG", "NO", "m2", "双"]),
    ),
    min_size=2,
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(rows=ROWS, seed=st.integers(0, 1000), style=st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%Y%m%d"]))
def test_a_shuffled_file_gives_the_same_declarations(
    rows: list[tuple[date, str, int, str]], seed: int, style: str
) -> None:
    header = ["number", "line", "date", "seller", "buyer", "hs", "quantity", "unit"]
    lines = [
        [str(place // 2), str(place % 2), day.strftime(style), seller, "Demo Buyer", "5205", f"{amount:,}", unit]
        for place, (day, seller, amount, unit) in enumerate(rows)
    ]
    lines.append(["D", "1", date(2026, 5, 31).strftime(style), "Demo Mill", "Demo Buyer", "5205", "1.5", "KG"])
    shuffled = random.Random(seed).sample(lines, len(lines))
    columns = DeclarationColumns(
        number="number",
        line="line",
        day="date",
        seller="seller",
        buyer="buyer",
        good="hs",
        quantity="quantity",
        unit="unit",
    )
    with TemporaryDirectory() as folder:
        first = reading(written(Path(folder) / "a.csv", [header, *lines]), columns=columns, flow=Flow.IMPORT)
        second = reading(written(Path(folder) / "b.csv", [header, *shuffled]), columns=columns, flow=Flow.IMPORT)
    assert len(first.declarations) == len(lines)
    assert facts(first) == facts(second)


def test_a_party_keeps_its_number_behind_the_source_that_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "declaration no.,seller,seller id,buyer,HS code,date\n1,Demo Spinning Ltd.,V7,Aoi Demo KK,5205,2026-03-01\n",
        encoding="utf-8",
    )
    (one,) = read_declarations(path, flow=Flow.IMPORT, list_id="orders.csv").declarations
    assert (one.seller.reference, one.buyer.reference) == ("orders.csv:V7", "")
