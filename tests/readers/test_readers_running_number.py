"""Columns that only count the rows: an id when they count every row once, and else no reason to refuse the file."""

import csv
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from tadasu.readers import propose_for, read_entities, sniff
from tadasu.readers._running_number import is_running_number
from tadasu.readers._words import field_of, plain
from tadasu.schema import InputError

ROWS = ("Aoi Sample", "Beni Sample", "Chai Sample")


def table(folder: Path, header: str, numbers: tuple[str, ...]) -> Path:
    path = folder / "suppliers.csv"
    lines = (f"{number},{name}" for number, name in zip(numbers, ROWS, strict=True))
    path.write_text("\n".join((f"{header},Supplier", *lines)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("header", ["No", "No.", "#", "№", "序号", "S/N", "Lfd. Nr.", "連番", "STT", "No.（必須）"])
def test_a_running_number_is_the_id_when_each_row_has_its_own(tmp_path: Path, header: str) -> None:
    found = read_entities(table(tmp_path, header, ("11", "12", "13")))
    assert ([entity.id for entity in found.entities], found.problems) == (["11", "12", "13"], ())
    assert found.columns.id == header


@pytest.mark.parametrize(("numbers", "row", "value"), [(("1", "2", "1"), 4, "1"), (("1", "", "2"), 3, "")])
def test_a_running_number_that_begins_again_or_leaves_rows_out_is_no_id_and_it_is_said(
    tmp_path: Path, numbers: tuple[str, ...], row: int, value: str
) -> None:
    found = read_entities(table(tmp_path, "No", numbers))
    assert [entity.id for entity in found.entities] == ["1", "2", "3"]
    assert [(each.code, each.row, each.column, each.value) for each in found.problems] == [
        ("running-number-unused", row, "No", value)
    ]
    assert found.columns.id == ""


def test_a_running_number_gives_way_to_an_id_wherever_that_stands(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("No,Supplier,Vendor No.\n1,Aoi Sample,V-7\n1,Beni Sample,V-8\n")
    found = read_entities(path)
    assert ([entity.id for entity in found.entities], found.problems) == (["V-7", "V-8"], ())


def test_blank_rows_and_a_repeated_header_need_no_number(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("No,Supplier\n1,Aoi Sample\n,\n2,Beni Sample\nNo,Supplier\n3,Chai Sample\n")
    assert [entity.id for entity in read_entities(path).entities] == ["1", "2", "3"]


def test_the_proposal_for_a_file_has_looked_into_it(tmp_path: Path) -> None:
    whole = table(tmp_path, "No", ("1", "2", "3"))
    assert propose_for(whole, sniff(whole))[0].id == "No"
    columns, remarks = propose_for(table(tmp_path, "No", ("1", "1", "2")), sniff(whole))
    assert (columns.id, columns.name, [each.code for each in remarks]) == ("", "Supplier", ["running-number-unused"])


def test_the_users_own_choice_of_a_running_number_is_an_id_like_any_other(tmp_path: Path) -> None:
    path = table(tmp_path, "No", ("1", "1", "2"))
    chosen = replace(propose_for(path, sniff(path))[0], id="No")
    with pytest.raises(InputError, match="duplicate-id"):
        read_entities(path, columns=chosen)


@pytest.mark.parametrize("header", ["Supplier", "Noah", "Name (No)", "No / Supplier", "", "#3"])
def test_other_headers_are_no_running_number(header: str) -> None:
    assert not is_running_number(header)


def test_an_answer_no_in_a_row_is_no_header_word(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("Firm name of ours,Audited,Visited\nAoi Sample,No,No\n")
    assert sniff(path).header_row == 1


def test_the_words_are_sorted_sourced_and_no_other_header_word() -> None:
    text = files("tadasu.readers").joinpath("data/running_number_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows == sorted(rows, key=lambda row: (row["language"], row["words"]))
    assert all(row["source"] and row["words"] for row in rows)
    words = [plain(row["words"]) for row in rows]
    assert len(set(words)) == len(words)
    assert [word for word in words if field_of(word)[0]] == []
