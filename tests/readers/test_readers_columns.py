"""The column map: proposed, described, saved, loaded; and the data behind the proposal."""

import csv
import errno
import os
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.readers import ColumnMap, Layout, describe, load_map, propose, save_map
from tadasu.readers._words import field_of, plain
from tadasu.schema import InputError

FIELDS = {"id", "name", "name-variant", "alias", "country", "address", "goods"} | {
    "programme",
    "listed-on",
    "source-url",
}


def proposal(*columns: str) -> ColumnMap:
    return propose(Layout(format="csv", columns=columns))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ("Factory Name", "Supplier Group", "Address", "City", "Country / Region"),
            ("Factory Name", "Country / Region"),
        ),
        (("取引先コード", "取引先名", "国", "住所", "HSコード"), ("取引先名", "国")),
        (("企业名称", "统一社会信用代码", "国家", "地址"), ("企业名称", "国家")),
        (("회사명", "국가", "주소"), ("회사명", "국가")),
        (("Tên công ty", "Quốc gia", "Địa chỉ"), ("Tên công ty", "Quốc gia")),
        (("Razón social", "País"), ("Razón social", "País")),
        (("Lieferant", "Land", "Straße", "PLZ"), ("Lieferant", "Land")),
        (("Raison sociale", "Pays"), ("Raison sociale", "Pays")),
        (("会社名 / Company Name", "国/Country"), ("会社名 / Company Name", "国/Country")),
        (("Supplier_Name*", "CountryCode"), ("Supplier_Name*", "CountryCode")),
        (("会社名（必須）", "国（任意）"), ("会社名（必須）", "国（任意）")),
    ],
)
def test_names_and_countries_are_found_in_eight_languages(columns: tuple[str, ...], expected: tuple[str, str]) -> None:
    found = proposal(*columns)
    assert (found.name, found.country) == expected


def test_identifiers_goods_and_id_go_to_their_schemes() -> None:
    found = proposal("id", "name", "LEI", "法人番号", "OS ID", "统一社会信用代码", "HS Code")
    assert found.id == "id"
    assert found.goods == "HS Code"
    assert dict(found.identifiers) == {
        "LEI": "lei",
        "法人番号": "jp-corporate-number",
        "OS ID": "os-id",
        "统一社会信用代码": "uscc",
    }


def test_names_in_other_languages_are_aliases_unless_there_is_nothing_else() -> None:
    assert proposal("会社名", "英語名", "旧社名").aliases == ("英語名", "旧社名")
    only_variants = proposal("no", "name_ja", "name_en", "aliases")
    assert only_variants.name == "name_ja"
    assert only_variants.aliases == ("name_en", "aliases")


@pytest.mark.parametrize(
    "header",
    ["編號", "编号", "Vendor No.", "Vendor #", "Supplier No", "Supplier#", "供應商編號", "廠商編號", "取引先No."],
)
def test_a_suppliers_number_is_the_id(header: str) -> None:
    found = proposal("名稱", header, "Country")
    assert (found.id, found.name) == (header, "名稱")


def test_a_number_sign_before_a_figure_is_no_word() -> None:
    assert proposal("name", "Address #1", "Address #2").address == ("Address #1", "Address #2")


def test_a_direct_header_wins_over_one_with_a_remark() -> None:
    assert proposal("Name (parent)", "Name").name == "Name"


def test_no_name_is_guessed_where_no_header_says_so() -> None:
    assert proposal("a", "b", "Worker count").name == ""


def test_the_description_names_every_field() -> None:
    shown = dict(describe(ColumnMap(name="N", address=("A", "B"), identifiers=(("L", "lei"),))))
    assert shown == {
        "name": "N",
        "id": "",
        "aliases": "",
        "country": "",
        "address": "A + B",
        "identifiers": "L (lei)",
        "goods": "",
        "programme": "",
        "listed_on": "",
        "source_url": "",
    }


HEADERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=10)


@settings(deadline=None)  # a disk may be slow to confirm what was written
@given(
    columns=st.builds(
        ColumnMap,
        name=HEADERS,
        id=HEADERS | st.just(""),
        aliases=st.lists(HEADERS, max_size=3).map(tuple),
        country=HEADERS | st.just(""),
        address=st.lists(HEADERS, max_size=3).map(tuple),
        identifiers=st.dictionaries(HEADERS, HEADERS, max_size=3).map(lambda found: tuple(found.items())),
        goods=HEADERS | st.just(""),
    )
)
def test_a_map_is_loaded_as_it_was_saved(tmp_path_factory: pytest.TempPathFactory, columns: ColumnMap) -> None:
    path = tmp_path_factory.mktemp("map") / "map.yaml"
    save_map(columns, path)
    assert load_map(path) == columns


def test_a_map_that_cannot_be_written_whole_leaves_the_one_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "map.yaml"
    save_map(ColumnMap(name="Supplier"), path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="map-unwritable"):
        save_map(ColumnMap(name="Vendor"), path)
    assert load_map(path).name == "Supplier"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        ("- a", ["not-a-mapping"]),
        ("name: [", ["yaml"]),
        ("country: C", ["name-missing"]),
        ("name: [a, b]\nidentifiers: x\ncolour: red", ["mapping-expected", "one-column-expected", "unknown-field"]),
        ("", ["not-a-mapping"]),
    ],
)
def test_a_wrong_map_is_refused_with_every_mistake(tmp_path: Path, content: str, reasons: list[str]) -> None:
    (tmp_path / "map.yaml").write_text(content)
    with pytest.raises(InputError) as caught:
        load_map(tmp_path / "map.yaml")
    assert {problem.code for problem in caught.value.problems} == {"column-map-invalid"}
    assert sorted(dict(problem.params)["reason"] for problem in caught.value.problems) == reasons


def test_the_header_words_are_sorted_sourced_and_unambiguous() -> None:
    text = files("tadasu.readers").joinpath("data/header_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows == sorted(rows, key=lambda row: (row["field"], row["language"], row["words"]))
    assert all(row["source"] and row["words"] for row in rows)
    assert {row["language"] for row in rows} == {"en", "ja", "zh", "ko", "vi", "es", "de", "fr", "ru"}
    assert {row["field"] for row in rows if not row["field"].startswith("identifier:")} == FIELDS
    plain_words = [plain(row["words"]) for row in rows]
    assert len(set(plain_words)) == len(plain_words)
    assert all(field_of(row["words"]) == (row["field"], 0) for row in rows)
