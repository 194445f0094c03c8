"""A column map that a person wrote: every scalar is text, and what is no map is refused with its remedy."""

from pathlib import Path

import pytest

from tadasu.readers import ColumnMap, DeclarationColumns, load_map
from tadasu.schema import InputError

TEXTS = [
    "No",
    "no",
    "N",
    "off",
    "Yes",
    "True",
    "0",
    "7",
    "1.10",
    "1e3",
    "0x1A",
    "0o17",
    "12:30:45",
    "2026-01-01",
    ".inf",
]


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "map.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problem_of(path: Path) -> tuple[str, int, str]:
    with pytest.raises(InputError) as caught:
        load_map(path)
    (problem,) = caught.value.problems
    return problem.code, problem.row, dict(problem.params).get("reason", "")


@pytest.mark.parametrize("text", TEXTS)
def test_a_column_is_called_what_is_written_whatever_yaml_makes_of_the_word(tmp_path: Path, text: str) -> None:
    content = f"name: Supplier\nid: {text}\naliases: [{text}]\naddress: {text}\nidentifiers:\n  {text}: {text}\n"
    assert load_map(written(tmp_path, content)) == ColumnMap(
        name="Supplier", id=text, aliases=(text,), address=(text,), identifiers=((text, text),)
    )


def test_a_name_column_called_no_is_there(tmp_path: Path) -> None:
    assert load_map(written(tmp_path, "name: No\n")).name == "No"


def test_what_a_map_of_declarations_fixes_is_what_is_written(tmp_path: Path) -> None:
    content = "{day: d, seller: s, buyer: b, good: g, fixed: {buyer_country: no, contested: off}}"
    found = load_map(written(tmp_path, content), DeclarationColumns)
    assert dict(found.fixed) == {"buyer_country": "no", "contested": "off"}


@pytest.mark.parametrize("nothing", ["", "~", "null", "''"])
def test_nothing_stays_nothing(tmp_path: Path, nothing: str) -> None:
    content = f"name: Supplier\nid: {nothing}\naliases: {nothing}\naddress:\n- {nothing}\n- Street\n"
    assert load_map(written(tmp_path, content)) == ColumnMap(name="Supplier", address=("Street",))


def test_a_column_without_a_scheme_is_a_mistake(tmp_path: Path) -> None:
    path = written(tmp_path, "name: Supplier\nidentifiers:\n  LEI:\n")
    assert problem_of(path) == ("column-map-invalid", 0, "text-expected")


def test_a_field_that_stands_there_twice_is_a_mistake(tmp_path: Path) -> None:
    path = written(tmp_path, "name: Supplier\nid: Code\nid: No\n")
    assert problem_of(path) == ("column-map-invalid", 3, "field-twice")


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "name: " + "{a: " * 50_000, "- " * 100_000, "name: !!int x", "a: &b *b"]
)
def test_what_no_parser_can_follow_is_no_map_and_no_traceback(tmp_path: Path, content: str) -> None:
    code, _, reason = problem_of(written(tmp_path, content))
    assert (code, reason in {"yaml", "not-a-mapping"}) == ("column-map-invalid", True)


def test_a_list_in_a_list_is_a_mistake_however_deep(tmp_path: Path) -> None:
    path = written(tmp_path, "name: Supplier\naliases: " + "[" * 100 + "]" * 100)
    assert problem_of(path) == ("column-map-invalid", 0, "list-expected")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_map_is_read_in_every_unicode_that_an_editor_saves(tmp_path: Path, encoding: str) -> None:
    assert load_map(written(tmp_path, "name: 取引先名\n".encode(encoding))).name == "取引先名"


def test_a_map_in_another_encoding_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = written(tmp_path, "id: Code\nname: 取引先名\n".encode("cp932"))
    assert problem_of(path) == ("undecodable-bytes", 2, "")


def test_what_stands_in_the_line_that_is_no_yaml_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_map(written(tmp_path, "id: Code\nname: [\n"))
    assert caught.value.problems[0].value
