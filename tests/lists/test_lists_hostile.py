"""Files made to harm: entity bombs in disguise, workbooks that unpack to much, endless cells."""

import zipfile
from pathlib import Path

import pytest

from tadasu.lists import _table, read_list
from tadasu.schema import ListRefused

BOMB = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
BODY = "<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>&y;</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"


def refused(list_id: str, path: Path) -> str:
    with pytest.raises(ListRefused) as refusal:
        read_list(list_id, path, least_rows=1)
    return refusal.value.problems[0].code


@pytest.mark.parametrize(
    "content",
    [
        f"<?xml version='1.0'?>{BOMB}{BODY}".encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{BOMB}{BODY}".encode("utf-16"),
        f"<?xml version='1.0'?><!--{'x' * 70_000}-->{BOMB}{BODY}".encode(),
        f"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/hosts'>{BODY}".encode(),
    ],
    ids=["plain", "utf-16", "behind a long comment", "external"],
)
def test_a_document_type_is_refused_wherever_it_hides(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(content)
    assert refused("un-sc", path) == "xml-entities"


def test_a_deep_nest_of_elements_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text("<CONSOLIDATED_LIST>" + "<ENTITY>" * 5000, encoding="utf-8")
    assert refused("un-sc", path) == "broken-xml"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", b"\0" * 200_000)
    monkeypatch.setattr(_table, "MOST_XLSX_BYTES", 100_000)
    assert refused("gb-sanctions", path) == "xlsx-too-large"


@pytest.mark.parametrize(
    "name", [";", "()", "(;)", ",", "(and one alias: )", " and subsidiaries", "aka ", "-0-", "a.k.a.", "(別称、)"]
)
def test_a_name_of_nothing_but_signs_is_kept_or_noted(tmp_path: Path, name: str) -> None:
    files = {
        "us-uflpa": ("name,aliases,effective_date,section", f'"{name}",,2022-06-21,'),
        "jp-meti-export-ban": ("no,list,name_ja,name_en,address", f'1,RU,"{name}","{name}",Moscow'),
        "us-cbp-wro": (
            "Effective Date,Entity,Country,Country Code,Merchandise,Industry,WRO/Finding,Status",
            f'1/2/2001,"{name}",Nepal,NP,Tea,Agriculture,WRO,Active',
        ),
        "un-sc": (
            "<CONSOLIDATED_LIST>",
            f"<ENTITY><FIRST_NAME>{name}</FIRST_NAME></ENTITY></CONSOLIDATED_LIST>",
        ),
    }
    for list_id, lines in files.items():
        path = tmp_path / list_id
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        found = read_list(list_id, path, least_rows=0)
        assert len(found.entities) + sum(problem.code == "no-name" for problem in found.problems) >= 1
        assert all(entity.name for entity in found.entities)


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("no,list,name_ja,name_en,address\n1,RU," + "あ" * 200_000 + ",A,B\n", encoding="utf-8")
    assert refused("jp-meti-export-ban", path) == "cell-too-long"
