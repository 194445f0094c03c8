"""Choosing a reader, and what holds for all of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.lists import detect, read_list, sources
from tadasu.lists._read import head_of, reader_of
from tadasu.schema import ListRefused, UsageError

Invented = Callable[[str], Path]
LISTS = (
    *("eu-fsf", "gb-sanctions", "jp-meti-end-users", "jp-meti-export-ban", "un-sc", "us-cbp-wro", "us-csl"),
    *("us-ofac-sdn", "us-uflpa"),
)


@pytest.mark.parametrize("list_id", LISTS)
def test_each_file_is_recognised_by_its_own_reader_and_no_other(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    head = head_of(path)
    built = [source for source in sources().values() if source.implemented]
    assert [source.id for source in built if reader_of(source).recognises(path, head)] == [list_id]
    assert detect(path) == list_id


def test_the_uflpa_table_is_recognised_too() -> None:
    assert detect(Path(__file__).parent / "data" / "us_uflpa.csv") == "us-uflpa"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"name,country\nHyohon,jp\n", b"PK\x03\x04 broken", b"<a/>"])
def test_other_files_are_no_list(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert detect(path) is None


def test_a_file_that_is_not_there_is_no_list(tmp_path: Path) -> None:
    assert detect(tmp_path / "nothing") is None


def test_a_list_that_is_not_built_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_list("jp-edinet-codes", tmp_path / "any.csv")
    assert error.value.code == "list-not-built"
    assert dict(error.value.params) == {"list": "jp-edinet-codes", "remedy": "column-map"}


def test_an_unknown_list_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_list("us-ulfpa", tmp_path / "any.csv")
    assert error.value.code == "list-unknown"
    assert "us-uflpa" in dict(error.value.params)["known"]


def test_a_refusal_for_bounds_says_what_was_found_and_what_is_least(invented: Invented) -> None:
    with pytest.raises(ListRefused) as refusal:
        read_list("us-csl", invented("us-csl"))
    bounds, *rest = refusal.value.problems
    assert dict(bounds.params) == {"found": "4", "least": "3000"}
    assert [problem.code for problem in rest] == ["header-repeated"]


@pytest.mark.parametrize("list_id", LISTS)
def test_reading_twice_gives_the_same(invented: Invented, list_id: str) -> None:
    path = invented(list_id)
    assert read_list(list_id, path, least_rows=1) == read_list(list_id, path, least_rows=1)


@pytest.mark.parametrize("list_id", LISTS)
def test_every_entity_keeps_the_rules_of_its_shape(invented: Invented, list_id: str) -> None:
    for entity in read_list(list_id, invented(list_id), least_rows=1).entities:
        assert entity.name
        assert len(set(entity.names)) == len(entity.names)
        assert all(len(code) == 2 and code.islower() for code in entity.countries)
        assert entity.properties == tuple(sorted(entity.properties))
        assert entity.origin.row > 0


def test_a_path_may_be_given_as_text() -> None:
    path = Path(__file__).parent / "data" / "un_sc.xml"
    assert read_list("un-sc", str(path), least_rows=1) == read_list("un-sc", path, least_rows=1)
