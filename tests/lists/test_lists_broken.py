"""Five ways to break every list's file; each is refused, with the code that says why."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tadasu.lists import read_list
from tadasu.lists._read import FEW
from tadasu.schema import ListRefused

Invented = Callable[[str], Path]

LISTS = (
    "eu-fsf",
    "gb-sanctions",
    "jp-meti-end-users",
    "jp-meti-export-ban",
    "un-sc",
    "us-cbp-wro",
    "us-csl",
    "us-ofac-sdn",
    "us-uflpa",
)
XML_LISTS = ("eu-fsf", "un-sc")
ERROR_PAGE = b"<!DOCTYPE html><html><head><title>Access denied</title></head><body>403</body></html>"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(list_id: str, path: Path, *, least_rows: int | None = 1) -> str:
    with pytest.raises(ListRefused) as refusal:
        read_list(list_id, path, least_rows=least_rows)
    assert all(problem.file == path.name for problem in refusal.value.problems)
    return refusal.value.problems[0].code


@pytest.mark.parametrize("list_id", LISTS)
def test_too_few_rows_are_refused(invented: Invented, list_id: str) -> None:
    assert refused(list_id, invented(list_id), least_rows=None) == "too-few-rows"


@pytest.mark.parametrize("list_id", LISTS)
def test_an_error_page_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_bytes(ERROR_PAGE)
    assert refused(list_id, path) == ("unknown-layout" if list_id == "us-uflpa" else "html-instead")


@pytest.mark.parametrize("list_id", LISTS)
def test_an_empty_file_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_bytes(b" \n")
    assert refused(list_id, path) == "empty-file"


@pytest.mark.parametrize("list_id", LISTS)
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, list_id: str) -> None:
    assert refused(list_id, tmp_path / "nothing.csv") == "file-missing"


def test_a_folder_is_not_called_a_missing_file(tmp_path: Path) -> None:
    assert refused("un-sc", tmp_path) == "file-unreadable"


@pytest.mark.parametrize("list_id", LISTS)
def test_a_table_of_something_else_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_bytes(b"city,population\nErewhon,3\n")
    expected = {"un-sc": "broken-xml", "eu-fsf": "broken-xml", "gb-sanctions": "broken-xlsx"}
    assert refused(list_id, path) == expected.get(list_id, "unknown-layout")


@pytest.mark.parametrize("list_id", [*XML_LISTS, "gb-sanctions"])
def test_a_truncated_file_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    assert refused(list_id, path) == ("broken-xlsx" if list_id == "gb-sanctions" else "broken-xml")


@pytest.mark.parametrize("list_id", ["jp-meti-end-users", "jp-meti-export-ban", "us-cbp-wro"])
def test_a_table_cut_off_inside_a_quoted_cell_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b'"')])
    assert refused(list_id, path) == "broken-csv"


def test_a_consolidated_list_cut_off_in_its_last_record_is_refused_unless_it_is_a_part(invented: Invented) -> None:
    path = invented("us-csl")
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"/sdn")])
    assert refused("us-csl", path) == "cut-off"
    found = read_list("us-csl", path, partial=True)
    assert [problem.code for problem in found.problems] == ["header-repeated", "part-cut-off"]
    assert found.rows == 3


@pytest.mark.parametrize(
    "list_id", ["jp-meti-end-users", "jp-meti-export-ban", "us-cbp-wro", "us-csl", "us-ofac-sdn", "us-uflpa"]
)
def test_a_file_that_ends_in_the_middle_of_a_line_is_refused_wherever_it_breaks(
    invented: Invented, list_id: str
) -> None:
    path = invented(list_id)
    content = path.read_bytes().rstrip(b"\r\n\x1a")
    for cut in (1, 3, 12):
        path.write_bytes(content[:-cut])
        assert refused(list_id, path) in {"cut-off", "broken-csv", "wrong-encoding"}


def test_a_table_of_facts_that_ends_between_two_signs_of_its_last_cell_is_refused(invented: Invented) -> None:
    path = invented("us-uflpa").with_name("uflpa.csv")
    path.write_text("name,aliases,effective_date,section\nHyohon Boseki,,2022-06-21,2(d)(2", encoding="utf-8")
    assert refused("us-uflpa", path) == "cut-off"
    assert read_list("us-uflpa", path, partial=True).rows == 1


@pytest.mark.parametrize("kind", ["alt", "add"])
def test_ofac_aliases_and_addresses_that_are_cut_off_are_refused_too(invented: Invented, kind: str) -> None:
    path = invented("us-ofac-sdn")
    beside = path.with_name(f"{kind}.csv")
    beside.write_bytes(b"".join(beside.read_bytes().splitlines(keepends=True)[:1]))
    with pytest.raises(ListRefused) as refusal:
        read_list("us-ofac-sdn", path, least_rows=1)
    assert [(each.code, each.column) for each in refusal.value.problems[:1]] == [("cut-off", kind)]
    assert read_list("us-ofac-sdn", path, partial=True).rows > 0


def test_far_fewer_parties_than_the_version_in_force_are_refused_unless_it_is_a_part(invented: Invented) -> None:
    path = invented("us-csl")
    count = len(read_list("us-csl", path, least_rows=1).entities)
    assert read_list("us-csl", path, least_rows=1, before=count + FEW).entities
    with pytest.raises(ListRefused) as refusal:
        read_list("us-csl", path, least_rows=1, before=count + FEW + 1)
    assert dict(refusal.value.problems[0].params) == {"found": str(count), "before": str(count + FEW + 1)}
    assert read_list("us-csl", path, partial=True, before=1000).entities


@pytest.mark.parametrize("list_id", XML_LISTS)
def test_an_entity_bomb_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    declaration, _, rest = path.read_bytes().partition(b"?>")
    path.write_bytes(declaration + b"?>" + BOMB + rest.replace(b"Invented.", b"&b;&b;&b;"))
    assert refused(list_id, path) == "xml-entities"


@pytest.mark.parametrize("list_id", XML_LISTS)
def test_another_root_element_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_text("<catalogue><book/></catalogue>", encoding="utf-8")
    assert refused(list_id, path) == "unknown-layout"


@pytest.mark.parametrize("list_id", XML_LISTS)
def test_bytes_that_are_not_the_declared_encoding_are_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_bytes(path.read_bytes().replace(b"Kakuu", b"Kaku\xff\xfe"))
    assert refused(list_id, path) == "broken-xml"


@pytest.mark.parametrize("list_id", ["jp-meti-export-ban", "us-csl"])
def test_a_table_in_another_encoding_is_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_bytes(path.read_bytes().replace(b"Moscow", b"Mosc\xe9").replace(b"Kakuu", b"Kaku\xe9"))
    assert refused(list_id, path) == "wrong-encoding"


@pytest.mark.parametrize("list_id", ["jp-meti-end-users", "jp-meti-export-ban", "us-cbp-wro", "us-csl", "us-ofac-sdn"])
def test_nul_bytes_are_refused(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    path.write_bytes(path.read_bytes() + b"\0")
    assert refused(list_id, path) == "nul-bytes"


def test_the_uflpa_page_with_other_headings_is_refused(invented: Invented) -> None:
    path = invented("us-uflpa")
    path.write_bytes(path.read_bytes().replace(b"Name of Entity", b"Entity"))
    assert refused("us-uflpa", path) == "unknown-layout"


def test_the_uflpa_table_in_utf_16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "uflpa.csv"
    path.write_text("name,aliases,effective_date,section\nA,,2022-06-21,\n", encoding="utf-16")
    assert refused("us-uflpa", path) == "nul-bytes"


def test_ofac_without_its_alias_file_is_refused(invented: Invented) -> None:
    path = invented("us-ofac-sdn")
    (path.parent / "alt.csv").unlink()
    assert refused("us-ofac-sdn", path) == "companion-missing"


def test_a_workbook_without_the_group_id_is_refused(invented: Invented) -> None:
    path = invented("gb-sanctions")
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Last Updated", "10/04/2025"])
    sheet.write_row(1, 0, ["Name 6", "Name 1"])
    book.close()
    assert refused("gb-sanctions", path) == "unknown-layout"


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "uflpa.csv"
    rows = "".join(f"Hyohon {number} Co.,,2022-06-21,2(d)(2)(B)(i)\n" for number in range(2001))
    path.write_text("name,aliases,effective_date,section\n" + rows, encoding="utf-8")
    assert refused("us-uflpa", path) == "too-many-rows"
