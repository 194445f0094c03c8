"""What holds for every reader of stakes: the face, the bounds, and files that are broken. Every name is invented."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tadasu.lists import STAKE_PROBLEMS, _stakes, detect, read_list, read_stakes, sources, stake_lists
from tadasu.lists._stake_problems import StakeNotes
from tadasu.schema import ListRefused, UsageError

DATA = Path(__file__).parent / "data"
FILES = {
    "bods": ("bods_stakes.json", b'"recordType"', "broken-json"),
    "ftm-entities": ("stakes.ftm.json", b'"schema"', "broken-json"),
    "gleif-level2": ("gleif_level2.csv", b"Relationship.EndNode.NodeID", "broken-csv"),
}
"""By list: a true file, something that has to be there, and what a file cut in two is."""

XML = "gleif_level2.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def copied(tmp_path: Path, name: str, content: bytes | None = None) -> Path:
    path = tmp_path / name
    if content is None:
        shutil.copyfile(DATA / name, path)
    else:
        path.write_bytes(content)
    return path


def refused(list_id: str, path: Path, *, least_rows: int | None = 1) -> str:
    with pytest.raises(ListRefused) as refusal:
        read_stakes(list_id, path, least_rows=least_rows)
    assert all(problem.file == path.name for problem in refusal.value.problems)
    return refusal.value.problems[0].code


@pytest.mark.parametrize("list_id", FILES)
def test_every_stake_says_list_row_date_and_digest(tmp_path: Path, list_id: str) -> None:
    read = read_stakes(list_id, copied(tmp_path, FILES[list_id][0]), least_rows=1)
    assert read.stakes
    assert read.reader_version
    for stake in read.stakes:
        origin = stake.origin
        assert (origin.list_id, origin.list_date, origin.digest) == (list_id, read.list_date, read.digest)
        assert 1 <= origin.row <= read.rows + 1


@pytest.mark.parametrize("list_id", FILES)
def test_reading_twice_gives_the_same(tmp_path: Path, list_id: str) -> None:
    path = copied(tmp_path, FILES[list_id][0])
    assert read_stakes(list_id, path, least_rows=1) == read_stakes(list_id, str(path), least_rows=1)


@pytest.mark.parametrize("list_id", FILES)
def test_a_web_page_instead_is_refused(tmp_path: Path, list_id: str) -> None:
    page = b"<!DOCTYPE html><html><head><title>Access denied</title></head></html>"
    assert refused(list_id, copied(tmp_path, FILES[list_id][0], page)) == "html-instead"


@pytest.mark.parametrize("list_id", FILES)
def test_an_empty_file_is_refused(tmp_path: Path, list_id: str) -> None:
    assert refused(list_id, copied(tmp_path, FILES[list_id][0], b" \n")) == "empty-file"


@pytest.mark.parametrize("list_id", FILES)
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, list_id: str) -> None:
    assert refused(list_id, tmp_path / "nothing") == "file-missing"


@pytest.mark.parametrize("list_id", FILES)
def test_a_file_cut_in_two_is_refused(tmp_path: Path, list_id: str) -> None:
    name, _, code = FILES[list_id]
    assert refused(list_id, copied(tmp_path, name, (DATA / name).read_bytes()[:-5])) == code


@pytest.mark.parametrize("list_id", FILES)
def test_another_layout_is_refused(tmp_path: Path, list_id: str) -> None:
    name, needed, _ = FILES[list_id]
    content = (DATA / name).read_bytes().replace(needed, b'"other"' if needed.startswith(b'"') else b"other")
    assert refused(list_id, copied(tmp_path, name, content)) == "unknown-layout"


@pytest.mark.parametrize("list_id", FILES)
def test_another_encoding_is_refused(tmp_path: Path, list_id: str) -> None:
    name, _, _ = FILES[list_id]
    content = (DATA / name).read_bytes().replace(b"hyohon", b"hyo\xffhon").replace(b"PUBLISHED", b"PUBL\xffSHED")
    assert refused(list_id, copied(tmp_path, name, content)) == "wrong-encoding"


@pytest.mark.parametrize("list_id", FILES)
def test_a_file_outside_its_bounds_is_refused(tmp_path: Path, list_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copied(tmp_path, FILES[list_id][0])
    assert refused(list_id, path, least_rows=1000) == "too-few-rows"
    narrow = replace(sources()[list_id], most_rows=3)
    monkeypatch.setattr(_stakes, "source_of", lambda _: narrow)
    assert refused(list_id, path) == "too-many-rows"


def test_a_handful_of_rows_is_not_the_whole_register(tmp_path: Path) -> None:
    assert sources()["gleif-level2"].least_rows > 100_000
    assert refused("gleif-level2", copied(tmp_path, "gleif_level2.csv"), least_rows=None) == "too-few-rows"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda content: content[:-40], "broken-xml"),
        (lambda content: b'<?xml version="1.0"?><other/>', "unknown-layout"),
        (lambda content: content.replace(b"?>", b"?>" + BOMB, 1), "xml-entities"),
        (lambda content: content.replace(b"EndNode", b"Somewhere"), "unknown-layout"),
        (lambda content: content.replace(b"PUBLISHED", b"PUBL\xffSHED"), "broken-xml"),
        (lambda content: content.replace(b"RelationshipRecord>", b"OtherRecord>"), "too-few-rows"),
    ],
    ids=["cut", "other root", "bomb", "no parent", "encoding", "no records"],
)
def test_relationship_xml_that_is_broken_is_refused(
    tmp_path: Path, change: Callable[[bytes], bytes], code: str
) -> None:
    assert refused("gleif-level2", copied(tmp_path, XML, change((DATA / XML).read_bytes()))) == code


@pytest.mark.parametrize("name", ["gleif_level2.csv", XML])
def test_relationship_records_are_recognised_and_hold_no_parties(tmp_path: Path, name: str) -> None:
    path = copied(tmp_path, name)
    assert detect(path) == "gleif-level2"
    with pytest.raises(UsageError) as error:
        read_list("gleif-level2", path)
    assert (error.value.code, dict(error.value.params)["parties"]) == ("list-of-stakes", "gleif-level1")


def test_a_list_of_parties_alone_names_the_lists_that_hold_stakes(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_stakes("us-csl", tmp_path / "any.csv")
    assert (error.value.code, dict(error.value.params)["list"]) == ("list-without-stakes", "us-csl")
    with pytest.raises(UsageError, match="list-unknown"):
        read_stakes("us-clss", tmp_path / "any.csv")


def test_every_list_with_stakes_is_a_built_list() -> None:
    assert list(stake_lists()) == sorted(stake_lists())
    assert all(sources()[list_id].implemented for list_id in stake_lists())


def test_problems_are_counted_by_code_and_value_and_kept_at_their_first_row() -> None:
    notes = StakeNotes(Path("folder") / "file.csv")
    for row, value in ((7, "a seat"), (3, "a family"), (9, "a seat")):
        notes.count("stake-of-other-kind", row=row, column="type", value=value)
    found = [(problem.file, problem.row, problem.value, problem.params) for problem in notes.problems]
    assert found == [
        ("file.csv", 3, "a family", (("count", "1"),)),
        ("file.csv", 7, "a seat", (("count", "2"),)),
    ]
    with pytest.raises(ValueError, match="not in the table"):
        notes.count("stake-of-no-kind", row=1)


def test_every_code_of_the_table_is_used_and_takes_a_count() -> None:
    room = Path(__file__).parents[2] / "src" / "tadasu" / "lists"
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in room.rglob("*.py") if path.name != "_stake_problems.py"
    )
    assert {code for code in STAKE_PROBLEMS if f'"{code}"' in text} == STAKE_PROBLEMS.keys()
    assert set(STAKE_PROBLEMS.values()) == {("count",)}


def test_the_list_date_of_relationship_records_is_in_the_header_or_the_name(tmp_path: Path) -> None:
    dated = tmp_path / "20261101-0800-gleif-goldencopy-rr-golden-copy.csv"
    shutil.copyfile(DATA / "gleif_level2.csv", dated)
    assert read_stakes("gleif-level2", dated, least_rows=1).list_date == date(2026, 11, 1)
    assert read_stakes("gleif-level2", DATA / XML, least_rows=1).list_date == date(2026, 11, 1)
