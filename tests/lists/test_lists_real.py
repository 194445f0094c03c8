"""The real files, where they are at hand: counts and structure, no names of persons."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tadasu.lists import ListRead, detect, read_list
from tadasu.schema import ListRefused

FILES = {
    "gb-sanctions": ("uk_sanctions_list.xlsx", 18_796, 4_686),
    "jp-meti-export-ban": ("meti_russia_specified_entities_2025-09-12.csv", 561, 561),
    "un-sc": ("un_consolidated.xml", 1_003, 1_003),
    "us-csl": ("us_csl.csv", 4_226, 4_226),
    "us-ofac-sdn": ("ofac_sdn.csv", 7_379, 7_379),
    "us-uflpa": ("uflpa_partial.csv", 68, 68),
}
CUT_OFF = ("us-csl", "us-ofac-sdn")
"""Of these the copy at hand breaks off."""

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
LATIN = re.compile("[^\u3040-\u30ff\u4e00-\u9fff]+")


@pytest.fixture(scope="module")
def real(shared_data: Path) -> dict[str, ListRead]:
    return {
        list_id: read_list(list_id, shared_data / "lists" / name, partial=list_id in CUT_OFF)
        for list_id, (name, _, _) in FILES.items()
    }


def test_every_real_file_is_recognised(shared_data: Path) -> None:
    found = {list_id: detect(shared_data / "lists" / name) for list_id, (name, _, _) in FILES.items()}
    assert found == {list_id: list_id for list_id in FILES}


@pytest.mark.parametrize("list_id", FILES)
def test_rows_and_entities_of_a_real_file(real: dict[str, ListRead], list_id: str) -> None:
    _, rows, entities = FILES[list_id]
    found = real[list_id]
    assert (found.rows, len(found.entities)) == (rows, entities)
    assert len({entity.id for entity in found.entities}) == entities


@pytest.mark.parametrize("list_id", CUT_OFF)
def test_a_copy_that_breaks_off_is_refused_unless_it_is_meant_to_be_a_part(shared_data: Path, list_id: str) -> None:
    with pytest.raises(ListRefused) as error:
        read_list(list_id, shared_data / "lists" / FILES[list_id][0])
    assert error.value.problems[0].code == "cut-off"


@pytest.mark.parametrize("list_id", FILES)
def test_every_real_entity_keeps_the_rules_of_its_shape(real: dict[str, ListRead], list_id: str) -> None:
    for entity in real[list_id].entities:
        assert entity.name
        assert len(set(entity.names)) == len(entity.names)
        assert entity.properties == tuple(sorted(entity.properties))


def test_un_individuals_are_persons_and_low_quality_is_weak(real: dict[str, ListRead]) -> None:
    entities = real["un-sc"].entities
    assert Counter(entity.schema for entity in entities) == {"Person": 730, "LegalEntity": 273}
    assert sum(len(entity.weak_aliases) for entity in entities) > 600
    assert not real["un-sc"].problems


def test_ofac_schemata_and_orphans(real: dict[str, ListRead]) -> None:
    found = real["us-ofac-sdn"]
    counted = Counter(entity.schema for entity in found.entities)
    assert counted == {"Person": 3845, "LegalEntity": 2994, "Vessel": 323, "Airplane": 217}
    codes = Counter(problem.code for problem in found.problems)
    assert (codes["orphan-rows"], codes["part-cut-off"]) == (2, 1)


def test_uk_dates_countries_and_vessels(real: dict[str, ListRead]) -> None:
    found = real["gb-sanctions"]
    assert found.list_date is not None
    assert all(entity.listed_on for entity in found.entities)
    assert all(entity.identifiers[0].scheme == "imo" for entity in found.entities if entity.schema == "Vessel")
    assert {problem.code for problem in found.problems} == {"unknown-country"}


def test_meti_rows_have_names_in_both_languages_and_no_rest_of_the_layout(real: dict[str, ListRead]) -> None:
    for entity in real["jp-meti-export-ban"].entities:
        assert any(LATIN.fullmatch(name) for name in entity.names), entity.origin.row
        assert any(JAPANESE.search(name) for name in entity.names), entity.origin.row
        assert not any(re.search(r"a\.k\.a|\balias|別称|所在地|^[-—]", name) for name in entity.names), (
            entity.origin.row
        )
        assert all(name.count("(") == name.count(")") for name in entity.names), entity.origin.row


def test_uflpa_entities_lose_the_phrase_about_subsidiaries_and_keep_places(real: dict[str, ListRead]) -> None:
    names = [entity.name for entity in real["us-uflpa"].entities]
    assert not [name for name in names if "subsidiaries" in name]
    assert sum("(Shanshan)" in name or "(Group)" in name for name in names) >= 3
