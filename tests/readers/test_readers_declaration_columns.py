"""The column map of a file of trade: proposed in five languages, described, saved, loaded."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.readers import DeclarationColumns, Layout, describe, load_map, propose_declarations, save_map
from tadasu.schema import InputError


def proposal(*columns: str) -> DeclarationColumns:
    return propose_declarations(Layout(format="csv", columns=columns))


CUSTOMS = {
    "ja": "輸入申告番号|欄番号|申告年月日|輸出者名|輸入者名|品目番号|数量(1)|数量単位コード(1)|課税価格|通貨|原産地コード",
    "en": "Declaration No.|Line|Declaration Date|Exporter|Importer|HS Code|Quantity|UoM|CIF Value|Currency|Origin",
    "zh": "报关单号|项号|申报日期|境外发货人|境内收货人|商品编号|数量|计量单位|总价|币制|原产国",
    "vi": "Số tờ khai|STT|Ngày đăng ký|Người xuất khẩu|Người nhập khẩu|Mã HS|Lượng|Đơn vị tính|Trị giá|Nguyên tệ|Xuất xứ",
    "es": "Pedimento|Secuencia|Fecha del pedimento|Exportador|Importador|Fracción arancelaria|Cantidad|Unidad de medida"
    "|Valor en aduana|Moneda|País de origen",
}


@pytest.mark.parametrize("language", CUSTOMS)
def test_a_customs_export_is_understood_in_five_languages(language: str) -> None:
    columns = tuple(CUSTOMS[language].split("|"))
    found = proposal(*columns)
    assert (
        found.number, found.line, found.day, found.seller, found.buyer, found.good, found.quantity, found.unit,
        found.value, found.currency, found.origin_country,
    ) == columns  # fmt: skip


def test_an_order_is_understood_too() -> None:
    found = proposal(
        "PO No.", "Line item", "Order date", "Delivery date", "Vendor", "Vendor code", "HS", "Qty", "Amount (USD)"
    )
    assert (found.number, found.day, found.seller, found.seller_id) == (
        "PO No.",
        "Delivery date",
        "Vendor",
        "Vendor code",
    )
    assert found.buyer == ""
    assert found.fixed == (("currency", "USD"),)


def test_who_sold_comes_before_who_sent_and_the_day_of_leaving_before_the_order() -> None:
    found = proposal("Shipper", "Exporter", "Seller", "Consignee", "Importer", "Order date", "Declaration date", "ETD")
    assert (found.seller, found.buyer, found.day) == ("Seller", "Importer", "ETD")


def test_the_amount_of_the_line_comes_before_that_of_the_invoice_and_keeps_its_own_currency() -> None:
    found = proposal("インボイス価格", "インボイス通貨コード", "申告価格（円）")
    assert (found.value, found.currency, found.fixed) == ("申告価格（円）", "", (("currency", "JPY"),))
    found = proposal("Invoice amount", "Invoice currency", "FOB currency")
    assert (found.value, found.currency) == ("Invoice amount", "Invoice currency")


def test_units_flow_and_currency_that_only_a_header_says_hold_for_every_row() -> None:
    found = proposal("輸出申告番号", "数量（枚）", "Net weight (MT)", "金額(千円)")
    assert found.fixed == (("flow", "export"), ("unit", "NMB"), ("weight_unit", "TNE"))


def test_the_description_names_every_field_and_what_is_fixed() -> None:
    shown = dict(describe(DeclarationColumns(seller="S", buyer_address=("A", "B"), fixed=(("currency", "JPY"),))))
    assert set(shown) == set(DeclarationColumns.__dataclass_fields__)
    assert (shown["seller"], shown["buyer_address"], shown["fixed"]) == ("S", "A + B", "currency (JPY)")


HEADERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=10)


@settings(deadline=None)  # a disk may be slow to confirm what was written
@given(
    columns=st.builds(
        DeclarationColumns,
        number=HEADERS | st.just(""),
        seller=HEADERS,
        seller_address=st.lists(HEADERS, max_size=3).map(tuple),
        fixed=st.dictionaries(HEADERS, HEADERS, max_size=3).map(lambda found: tuple(found.items())),
    )
)
def test_a_map_is_loaded_as_it_was_saved(tmp_path_factory: pytest.TempPathFactory, columns: DeclarationColumns) -> None:
    path = tmp_path_factory.mktemp("map") / "map.yaml"
    save_map(columns, path)
    first = path.read_bytes()
    assert load_map(path, DeclarationColumns) == columns
    save_map(columns, path)
    assert path.read_bytes() == first


def test_a_map_of_companies_is_no_map_of_declarations(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("name: Supplier\nfixed: JPY\nseller: [a, b]\n")
    with pytest.raises(InputError) as caught:
        load_map(path, DeclarationColumns)
    assert [(problem.column, dict(problem.params)["reason"]) for problem in caught.value.problems] == [
        ("name", "unknown-field"),
        ("fixed", "mapping-expected"),
        ("seller", "one-column-expected"),
    ]
