"""XLSX: which rows are the table, and what must not be opened."""

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import tadasu.readers._archive as archive
from tadasu.readers import read_entities, read_rows, sniff
from tadasu.schema import InputError, Problem

HEADER = ["会社名", "国", "工場番号"]


def book(path: Path, rows: Sequence[Sequence[Any]], *, merged: tuple[str, ...] = (), sheet: str = "一覧") -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet(sheet)
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for area in merged:
            page.merge_range(area, "")
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif isinstance(value, str) and value.startswith("="):
                    page.write_formula(row, column, value, value="")
                elif value is not None:
                    page.write(row, column, value)
    return path


def replace_part(path: Path, part: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, value in {**parts, part: content}.items():
            new.writestr(name, value)
    return path


def part_of(path: Path, part: str) -> bytes:
    with zipfile.ZipFile(path) as opened:
        return opened.read(part)


def refused(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_entities(path)
    return caught.value.problems


def test_title_rows_are_passed_over_and_numbers_keep_the_text_a_person_sees(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["取引先一覧"],
        [],
        HEADER,
        ["青葉縫製", "JP", "00123"],
        ["緑野紡織", "CN", 123.0],
        ["Midori", "VN", 1.5],
        ["Aoba", "MM", date(2024, 5, 1)],
        ["Akane", "TH", True],
    ]
    path = book(tmp_path / "a.xlsx", rows)
    layout = sniff(path)
    assert (layout.format, layout.sheet, layout.header_row, layout.columns) == ("xlsx", "一覧", 3, tuple(HEADER))
    found = list(read_rows(path, layout))
    assert [row.number for row in found] == [4, 5, 6, 7, 8]
    assert [row.values[2] for row in found] == ["00123", "123", "1.5", "2024-05-01", "TRUE"]


def test_a_table_that_begins_in_another_corner_keeps_its_place(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [[], [None, "Name", "Country"], [None, "Aoba", "JP"]])
    layout = sniff(path)
    assert layout.columns == ("#1", "Name", "Country")
    assert [(row.number, row.values) for row in read_rows(path, layout)] == [(3, ("", "Aoba", "JP"))]


def test_a_header_of_two_rows_under_merged_titles_is_read_by_its_lower_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Supplier", None, "Country"], ["Name", "Address", None], ["Aoba", "Gifu", "JP"]]
    path = book(tmp_path / "a.xlsx", rows, merged=("A1:B1", "C1:C2"))
    found = read_entities(path)
    assert found.layout.columns == ("Name", "Address", "Country")
    assert [problem.code for problem in found.problems] == ["merged-header"]
    assert (found.entities[0].name, found.entities[0].countries, found.entities[0].origin.row) == ("Aoba", ("jp",), 3)


def test_a_merged_name_header_over_two_data_columns_is_refused_with_its_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Supplier name", None, "Country"], ["Aoba", "2", "JP"], ["Midori", "3", "VN"]]
    (problem,) = refused(book(tmp_path / "a.xlsx", rows, merged=("A1:B1",)))
    assert (problem.code, problem.row, problem.column) == ("merged-header-unclear", 1, "Supplier name")
    assert dict(problem.params)["range"] == "A1:B1"


def test_a_merged_header_elsewhere_does_not_stop_the_reading(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Name", "Country", "Workers", None], ["Aoba", "JP", "1", "2"], ["Midori", "VN", "3", "4"]]
    assert len(read_entities(book(tmp_path / "a.xlsx", rows, merged=("C1:D1",))).entities) == 2


def test_names_by_formulas_that_were_never_calculated_are_refused_by_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Name", "Country"], ["Aoba", "JP"], ['="Mi"&"dori"', "JP"], ['="Aka"&"ne"', "JP"]]
    path = book(tmp_path / "a.xlsx", rows)
    (problem,) = [problem for problem in refused(path) if problem.code == "formula-without-value"]
    assert (problem.row, problem.column, dict(problem.params)["count"]) == (3, "Name", "2")
    assert problem.value.startswith("=")


def test_such_formulas_in_a_column_nobody_reads_do_no_harm(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Name", "Workers"], ["Aoba", "=SUM(B9:B10)"]]
    assert len(read_entities(book(tmp_path / "a.xlsx", rows)).entities) == 1


def test_an_error_cell_is_a_warning_with_its_place(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["Name", "Country"], ["Aoba", "=X"]])
    sheet = part_of(path, "xl/worksheets/sheet1.xml").replace(
        b'<c r="B2"><f>X</f><v></v></c>', b'<c r="B2" t="e"><f>X</f><v>#REF!</v></c>'
    )
    assert b"#REF!" in sheet
    (problem,) = read_entities(replace_part(path, "xl/worksheets/sheet1.xml", sheet)).problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("cell-error-value", 2, "Country", "#REF!")


def test_of_several_sheets_the_one_with_names_is_taken_and_hidden_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        notes, hidden, data = (workbook.add_worksheet(name) for name in ("Notes", "Old", "Suppliers"))
        notes.write_row(0, 0, ["Made by", "purchasing"])
        hidden.write_row(0, 0, ["Name", "Country"])
        hidden.hide()
        data.write_row(0, 0, ["Name", "Country"])
        data.write_row(1, 0, ["Aoba", "JP"])
    layout = sniff(path)
    assert layout.sheet == "Suppliers"
    assert [(problem.code, dict(problem.params)["others"]) for problem in layout.warnings] == [
        ("several-sheets", "Notes")
    ]
    assert sniff(path, sheet="Old").sheet == "Old"
    with pytest.raises(InputError, match="sheet-not-found"):
        sniff(path, sheet="New")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADER, ["青葉", "JP", "1"]])
    replace_part(path, "xl/worksheets/sheet9.xml", b" " * (12 << 20))
    (problem,) = refused(path)
    assert (problem.code, dict(problem.params)["measure"]) == ("zip-bomb", "ratio")


def test_size_and_number_of_parts_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", [HEADER, ["青葉", "JP", "1"]])
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    assert dict(refused(path)[0].params)["measure"] == "bytes"
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    assert dict(refused(path)[0].params)["measure"] == "entries"


def test_a_lying_size_in_the_header_does_not_help_a_bomb(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADER])
    replace_part(path, "xl/worksheets/sheet9.xml", b" " * (12 << 20))
    lie = path.read_bytes().replace((12 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(lie)
    assert refused(path)[0].code == "zip-bomb"


def test_two_cells_far_apart_are_a_bomb_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet()
        page.write(0, 0, "Name")
        page.write(1_048_575, 16_383, "far")
    assert refused(path)[0].code == "sheet-too-large"


def test_a_part_with_a_dtd_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADER, ["青葉", "JP", "1"]])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    (problem,) = refused(replace_part(path, "xl/sharedStrings.xml", bomb))
    assert (problem.code, dict(problem.params)["part"]) == ("xlsx-unsafe-xml", "xl/sharedStrings.xml")


@pytest.mark.parametrize("keep", [4, 100, 3_000, -30])
def test_half_a_workbook_is_damaged(tmp_path: Path, keep: int) -> None:
    path = book(tmp_path / "a.xlsx", [HEADER, ["青葉", "JP", "1"]])
    path.write_bytes(path.read_bytes()[:keep])
    assert {problem.code for problem in refused(path)} == {"xlsx-damaged"}


def test_a_zip_that_is_no_workbook_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("a.txt", "hello")
    (problem,) = refused(path)
    assert (problem.code, dict(problem.params)["found"]) == ("unsupported-format", "zip")


def test_an_empty_sheet_is_an_empty_file(tmp_path: Path) -> None:
    assert refused(book(tmp_path / "a.xlsx", []))[0].code == "empty-file"


def test_the_real_uk_list_has_its_header_in_row_two(shared_data: Path) -> None:
    layout = sniff(shared_data / "lists" / "uk_sanctions_list.xlsx")
    assert (layout.header_row, layout.columns[0]) == (2, "Name 6")
