"""FollowTheMoney out and in. Every name is invented."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.lists._ftm import EXTRA, SCHEME_PROPERTIES, entity_to_ftm, ftm_to_entity
from tadasu.lists._gleif import looks_like_lei
from tadasu.schema import SCHEMATA, Entity, EntityId, Identifier, ListId, Origin, UsageError

HERE = Origin(list_id=ListId("own"), row=7)

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
TEXTS = st.lists(TEXT, max_size=3, unique=True).map(tuple)
KEPT_NAMES = st.sampled_from(
    ["birthDate", "jurisdiction", "keywords", "parentCompany", "previousName", "sector", "website"]
)
DAYS = st.none() | st.dates()
ORIGINS = st.builds(
    Origin,
    list_id=TEXT.map(ListId),
    row=st.integers(min_value=0, max_value=10**9),
    list_date=DAYS,
    digest=st.text("0123456789abcdef", max_size=64),
)
IDENTIFIERS = st.lists(
    st.builds(Identifier, scheme=st.sampled_from([*SCHEME_PROPERTIES, "os-id", "jp-corporate-number"]), value=TEXT),
    max_size=4,
    unique=True,
).map(tuple)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    name = draw(TEXT)
    aliases = tuple(alias for alias in draw(TEXTS) if alias != name)
    kept = draw(st.dictionaries(KEPT_NAMES, TEXTS.filter(bool), max_size=3))
    kept |= draw(st.dictionaries(st.sampled_from(["@datasets", "@referents"]), TEXTS.filter(bool), max_size=2))
    kept |= draw(st.dictionaries(st.just("@first_seen"), TEXT.map(lambda text: (text,)), max_size=1))
    return Entity(
        id=EntityId(draw(TEXT)),
        schema=draw(st.sampled_from(sorted(SCHEMATA))),
        name=name,
        origin=draw(ORIGINS),
        aliases=aliases,
        weak_aliases=draw(TEXTS),
        countries=draw(TEXTS),
        addresses=draw(TEXTS),
        identifiers=draw(IDENTIFIERS),
        goods=draw(TEXTS),
        topics=draw(st.lists(st.sampled_from(["forced.labour", "forced.labor", "sanction"]), unique=True).map(tuple)),
        programme=draw(st.just("") | TEXT),
        listed_on=draw(DAYS),
        delisted_on=draw(DAYS),
        source_url=draw(st.just("") | TEXT),
        remarks=draw(st.just("") | TEXT),
        properties=tuple(sorted(kept.items())),
    )


@given(entities())
def test_writing_and_reading_gives_the_same_entity(entity: Entity) -> None:
    written = json.loads(json.dumps(entity_to_ftm(entity)))
    assert ftm_to_entity(written, origin=HERE) == entity


@given(entities())
def test_reading_and_writing_gives_the_same_document(entity: Entity) -> None:
    document = entity_to_ftm(entity)
    assert entity_to_ftm(ftm_to_entity(document, origin=HERE)) == document


FOREIGN = st.fixed_dictionaries(
    {
        "id": TEXT,
        "schema": st.sampled_from(sorted(SCHEMATA - {"Airplane", "Vessel"})),  # which have no LEI
        "properties": st.dictionaries(
            st.sampled_from(
                ["alias", "country", "keywords", "leiCode", "notes", "previousName", "program", "sourceUrl", "uscCode"]
            ),
            st.lists(
                TEXT.map(str.lower).filter(lambda text: text == text.lower()), min_size=1, max_size=3, unique=True
            ),
        ),
    }
)


@given(FOREIGN, TEXT)
def test_a_document_of_somebody_else_loses_no_text(document: dict[str, Any], name: str) -> None:
    document["properties"]["name"] = [name]
    written = entity_to_ftm(ftm_to_entity(document, origin=HERE))
    for key, values in document["properties"].items():
        assert set(values) - {name} <= set(written["properties"].get(key, ())), key
    assert ftm_to_entity(written, origin=HERE) == ftm_to_entity(document, origin=HERE)


def invented() -> Entity:
    return Entity(
        id=EntityId("own:1"),
        schema="Company",
        name="Hyohon Boseki Co., Ltd.",
        origin=Origin(list_id=ListId("us-uflpa"), row=3, list_date=date(2026, 11, 1), digest="ab"),
        aliases=("标本纺织有限公司",),
        countries=("cn",),
        identifiers=(
            Identifier(scheme="uscc", value="91000000000000000X"),
            Identifier(scheme="os-id", value="CN2026000HYOHN"),
        ),
        goods=("5205",),
        topics=("forced.labour",),
        programme="2(d)(2)(B)(ii)",
        listed_on=date(2026, 1, 2),
    )


def test_what_others_read_stands_in_properties_and_the_rest_in_our_own_key() -> None:
    document = entity_to_ftm(invented())
    assert document["caption"] == "Hyohon Boseki Co., Ltd."
    assert document["properties"] == {
        "alias": ["标本纺织有限公司"],
        "country": ["cn"],
        "name": ["Hyohon Boseki Co., Ltd."],
        "program": ["2(d)(2)(B)(ii)"],
        "registrationNumber": ["CN2026000HYOHN"],
        "topics": ["forced.labor"],
        "uscCode": ["91000000000000000X"],
    }
    assert document[EXTRA] == {
        "version": "1",
        "origin": {"list": "us-uflpa", "row": 3, "date": "2026-11-01", "digest": "ab"},
        "identifiers": [["uscc", "91000000000000000X"], ["os-id", "CN2026000HYOHN"]],
        "goods": ["5205"],
        "listed_on": "2026-01-02",
    }


def test_a_number_somebody_changed_is_believed_over_our_own_key() -> None:
    document = entity_to_ftm(invented())
    document["properties"]["uscCode"] = ["92000000000000000X"]
    assert Identifier(scheme="uscc", value="92000000000000000X") in ftm_to_entity(document, origin=HERE).identifiers


@pytest.mark.parametrize(
    "extra", [None, "x", {"version": "9"}, {"version": "1"}, {"version": "1", "origin": {"row": "x"}}]
)
def test_an_own_key_that_is_not_ours_is_as_if_absent(extra: Any) -> None:
    document = entity_to_ftm(invented()) | {EXTRA: extra}
    entity = ftm_to_entity(document, origin=HERE)
    assert entity.origin == HERE
    assert entity.name == "Hyohon Boseki Co., Ltd."


def test_former_names_and_other_countries_are_screened_too() -> None:
    document = {
        "id": "x",
        "caption": "Hyohon Kaiun",
        "schema": "Vessel",
        "properties": {
            "name": ["HYOHON MARU", "Hyohon Kaiun"],
            "alias": ["Hyohon 1"],
            "previousName": ["Sakura Maru of Hyohon"],
            "flag": ["PA"],
            "imoNumber": ["IMO0000000"],
            "addressEntity": [{"id": "nested"}],
        },
        "datasets": ["invented"],
        "first_seen": "2026-01-01",
    }
    entity = ftm_to_entity(document, origin=HERE)
    assert entity.names == ("Hyohon Kaiun", "HYOHON MARU", "Hyohon 1", "Sakura Maru of Hyohon")
    assert entity.countries == ("pa",)
    assert entity.identifiers == (Identifier(scheme="imo", value="IMO0000000"),)
    assert dict(entity.properties)["@datasets"] == ("invented",)
    assert dict(entity.properties)["@first_seen"] == ("2026-01-01",)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"id": "x", "schema": "Ownership", "properties": {"owner": ["y"]}}, "ftm-schema"),
        ({"id": "x", "schema": "Company", "properties": {"alias": ["A"]}}, "ftm-no-name"),
        ({"id": "x", "schema": "Company", "properties": {"name": [""]}}, "ftm-no-name"),
        ({"id": "x", "schema": "Company"}, "ftm-malformed"),
        ({"schema": "Company", "properties": {"name": ["A"]}}, "ftm-malformed"),
    ],
)
def test_what_is_no_party_is_refused(document: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        ftm_to_entity(document, origin=HERE)
    assert caught.value.code == code


def test_an_lei_is_known_by_its_check_digits() -> None:
    assert looks_like_lei("529900T8BM49AURSDO55"), "GLEIF's own published example"
    assert not looks_like_lei("529900T8BM49AURSDO56")
    assert not looks_like_lei("91000000000000000X")
