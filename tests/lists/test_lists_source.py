"""Every list's source.yaml says what it must, and nothing else."""

import re
from pathlib import Path

import pytest

import tadasu.lists
from tadasu.lists import PROBLEMS, sources
from tadasu.lists._source import load_source

ROOM = Path(tadasu.lists.__file__).parent
GOOD = (ROOM / "us_csl" / "source.yaml").read_text(encoding="utf-8")
ASKED = {
    *("us-uflpa", "us-cbp-wro", "us-ofac-sdn", "us-csl", "un-sc", "gb-sanctions", "eu-fsf"),
    *("jp-meti-export-ban", "jp-meti-end-users"),
}
NOT_BUILT = {"us-ofac-sdn-xml", "jp-corporate-numbers", "jp-edinet-codes", "shu-uyghur-companies"}


def test_every_folder_with_a_source_is_a_list() -> None:
    assert {source_id.replace("-", "_") for source_id in sources()} == {
        path.parent.name for path in ROOM.glob("*/source.yaml")
    }


def test_the_official_lists_are_built_and_those_without_a_file_are_not() -> None:
    built = {source_id for source_id, source in sources().items() if source.implemented}
    assert built >= ASKED
    assert sources().keys() - built >= NOT_BUILT


def test_lists_of_forced_labour_are_marked() -> None:
    marked = {source_id for source_id, source in sources().items() if source.forced_labour}
    assert {"us-uflpa", "us-cbp-wro", "shu-uyghur-companies"} <= marked
    assert marked.isdisjoint({"us-csl", "un-sc", "gb-sanctions"})


def test_no_address_claims_to_have_been_tried() -> None:
    assert {source.address_status for source in sources().values()} == {"not tried"}


def test_ids_come_in_alphabetical_order_and_cannot_be_changed() -> None:
    assert list(sources()) == sorted(sources())
    with pytest.raises(TypeError):
        sources()["us-csl"] = sources()["un-sc"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("rhythm: daily", "rhythm: hourly", "unknown rhythm"),
        ("format: csv", "format: doc", "unknown format"),
        ("address_status: not tried", "address_status: fine", "unknown address_status"),
        ("https://data.trade.gov", "http://data.trade.gov", "address is not https"),
        ("least_rows: 3000", "least_rows: 300000", "bounds are not"),
        ("implemented: true", "implemented: false", "not built and no remedy"),
        ("forced_labour: false", "forced_labour: true", "forced_labour and topics disagree"),
        ("title_en: Consolidated Screening List", "title_en: ''", "an empty text"),
        ("id: us-csl", "id: us-cs", "id is not the folder's name"),
        ("implemented: true", "implemented: true\nsurprise: 1", "unknown keys"),
    ],
)
def test_a_source_with_a_fault_is_not_loaded(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = tmp_path / "us_csl" / "source.yaml"
    path.parent.mkdir()
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(fault)):
        load_source(path)


def test_a_cell_is_cleaned_of_white_space_and_odd_values() -> None:
    source = sources()["us-ofac-sdn"]
    assert [source.clean(text) for text in ("-0- ", " A \n B ", None, "Palestinian")] == ["", "A B", "", "Palestine"]


def test_every_problem_code_the_room_uses_stands_in_its_table_and_every_one_there_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if path.name != "_problems.py")
    used = set(re.findall(r"""\b(?:problem|refusal|note|once)\(\s*"([a-z-]+)\"""", source))
    assert used <= PROBLEMS.keys()
    assert {code for code in PROBLEMS if f'"{code}"' in source} == PROBLEMS.keys()
