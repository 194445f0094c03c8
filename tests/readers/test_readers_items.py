"""A product list: which HS code an item of events has, by whatever id either side writes."""

from pathlib import Path

import pytest

from tadasu.readers import ItemTable, holds_events, read_items
from tadasu.schema import InputError, Problem


def reading(folder: Path, content: str, *, keep_good: bool = False) -> ItemTable:
    path = folder / "items.csv"
    path.write_text(content, encoding="utf-8")
    return read_items(path, keep_good=keep_good)


def refusal(folder: Path, content: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        reading(folder, content)
    return caught.value.problems


@pytest.mark.parametrize(
    "written", ["09520001000010", "9520001000010", "urn:epc:idpat:sgtin:9520001.000001.*", "https://id.gs1.org/01/09520001000010"]
)  # fmt: skip
@pytest.mark.parametrize(
    "asked",
    [
        "urn:epc:class:lgtin:9520001.000001.L1",
        "urn:epc:id:sgtin:9520001.000001.2017",
        "https://id.gs1.org/01/09520001000010/10/L1",
        "https://example.org/some/01/9520001000010?x=1",
    ],
)
def test_a_trade_item_is_found_by_any_of_its_ids(tmp_path: Path, written: str, asked: str) -> None:
    assert reading(tmp_path, f"GTIN,HS code\n{written},5205.12\n").good_of(asked) == "520512"


def test_another_item_and_an_id_that_is_no_trade_item_are_told_apart(tmp_path: Path) -> None:
    table = reading(tmp_path, "品番,HSコード\n09520001000010,520512\nYARN-1,5205\n")
    assert table.good_of("urn:epc:class:lgtin:9520001.000002.L1") is None
    assert (table.good_of("YARN-1"), table.good_of("yarn-1")) == ("5205", None)


def test_everything_wrong_is_said_at_once_and_good_rows_are_kept_by_wish(tmp_path: Path) -> None:
    content = "item,good\nA,520512\n,5205\nB,\nC,cloth\nA,5208\nA,520512\n"
    assert [(each.code, each.row) for each in refusal(tmp_path, content)] == [
        ("empty-id", 3),
        ("good-missing", 4),
        ("good-unreadable", 5),
        ("duplicate-id", 6),
    ]
    assert reading(tmp_path, content, keep_good=True).codes == {"A": "520512"}


def test_a_table_without_its_two_columns_names_each(tmp_path: Path) -> None:
    assert [each.column for each in refusal(tmp_path, "a,b\n1,2\n")] == ["item", "good"]


def test_events_are_known_by_their_content(tmp_path: Path) -> None:
    contents = {
        '{"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "epcisBody": {}}': True,
        '\ufeff [{"eventTime": "2026-01-01T00:00:00Z", "type": "ObjectEvent"}]': True,
        '{"number": 1, "type": "import", "seller": "EPCISDocument"}\n': False,
        "number,seller\n1,EPCISDocument\n": False,
        "": False,
    }
    for content, expected in contents.items():
        (tmp_path / "a").write_text(content, encoding="utf-8")
        assert holds_events(tmp_path / "a") is expected, content
    assert not holds_events(tmp_path / "nowhere")
    assert not holds_events(tmp_path)
