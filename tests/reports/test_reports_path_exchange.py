"""Paths for other programs: JSON and FollowTheMoney give the same paths back, GraphML opens as a graph."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.reports.path_story import SPUN, STORY, YARN, chain, trader

from tadasu.reports import paths_from_ftm, paths_from_json, paths_ftm, paths_graphml, paths_json
from tadasu.schema import (
    Certainty,
    CompanySubject,
    DeclarationId,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    FoundPath,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    MergedNames,
    MergeReason,
    PathStep,
    Period,
    PlaceSubject,
    Quantity,
    Subject,
    Trader,
    UsageError,
)

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
FTM_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z\.\-]*[0-9a-zA-Z])?")  # type `entity` of followthemoney 4.11
FTM_PROPERTIES = {
    "Company": {"name", "alias", "country"},
    "EconomicActivity": {
        "sender",
        "receiver",
        "date",
        "recordId",
        "vedCode",
        "vedCodeDescription",
        "departureCountry",
        "destinationCountry",
    },
    "Risk": {"entity", "topics", "reason", "program", "recordId", "startDate", "endDate", "sourceUrl"},
}
"""Properties that these schemata have in followthemoney 4.11.2, their own and inherited, as far as we write them."""

WORDS = st.text(max_size=12)
IDS = st.text("abc:-_ é0", min_size=1, max_size=8)
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


def _subjects() -> st.SearchStrategy[Subject]:
    kinds: tuple[type[Subject], ...] = (CompanySubject, PlaceSubject, GoodOfCountry, GoodOfPlace, GoodOfCompany)
    fields = {"company": IDS.map(EntityId), "place": WORDS, "good": WORDS, "country": WORDS}
    return st.one_of(*(st.builds(kind, **{name: fields[name] for name in kind.__slots__}) for kind in kinds))


FINDINGS = st.builds(
    Finding,
    id=IDS.map(FindingId),
    subject=_subjects(),
    issue=st.sampled_from(Issue),
    kind=st.sampled_from(FindingKind),
    basis=WORDS,
    strength=st.integers(-20_000, 0),
    period=st.builds(Period, start=st.none() | DAYS),
    presumption=st.booleans(),
    source_url=WORDS,
    likeness=st.integers(-20_000, 0),
)
TRADERS = st.builds(Trader, company=IDS.map(EntityId), name=WORDS, country=st.sampled_from(["", "cn", "jp"]))
STEPS = st.builds(
    PathStep,
    declaration=IDS.map(DeclarationId),
    seller=TRADERS,
    buyer=TRADERS,
    good=st.sampled_from(["5205", "610990", "x"]),
    day=DAYS,
    certainty=st.sampled_from(Certainty),
    contested=st.booleans(),
    quantity=st.none() | st.builds(Quantity, amount=st.decimals(0, 10**9, places=3), unit=WORDS),
    passage=WORDS,
    also=st.integers(0, 9),
)
MERGED = st.builds(
    MergedNames,
    first=WORDS,
    second=WORDS,
    reason=st.sampled_from(MergeReason),
    probability=st.none() | st.floats(0, 1),
)
PATHS = st.lists(
    st.builds(
        FoundPath,
        finding=FINDINGS,
        steps=st.lists(STEPS, min_size=1, max_size=4).map(tuple),
        strength=st.integers(-50_000, 0),
        merged=st.lists(MERGED, max_size=2).map(tuple),
    ),
    max_size=3,
).map(tuple)


def lines(paths: Sequence[FoundPath]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in paths_ftm(paths).split("\n") if line]


@given(PATHS)
def test_json_gives_the_same_paths_back(paths: tuple[FoundPath, ...]) -> None:
    assert paths_from_json(paths_json(paths)) == paths


def test_json_has_sorted_keys_iso_dates_and_exact_amounts() -> None:
    text = paths_json(STORY)
    whole = json.loads(text)
    assert text == json.dumps(whole, ensure_ascii=False, sort_keys=True)
    step = whole["paths"][0]["steps"][0]
    assert (step["day"], step["quantity"]) == ("2026-03-16", {"amount": "4200", "unit": "KGM"})
    assert whole["paths"][0]["finding"]["subject"] == {"company": "mill", "good": "5205", "type": "good-of-company"}
    assert whole["paths"][1]["tier"] == 3


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"format": "other", "paths": [], "version": "1"}', paths_json(STORY)[:-9]]
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        paths_from_json(text)
    assert refusal.value.code == "paths-unreadable"


@settings(deadline=None)
@given(PATHS)
def test_followthemoney_gives_the_same_paths_back(paths: tuple[FoundPath, ...]) -> None:
    assert paths_from_ftm(paths_ftm(paths)) == paths


@settings(deadline=None)
@given(PATHS)
def test_every_document_is_one_of_followthemoney_and_refers_to_one_that_is_there(paths: tuple[FoundPath, ...]) -> None:
    documents = lines(paths)
    ids = [document["id"] for document in documents]
    assert len(set(ids)) == len(ids)
    for document in documents:
        properties = document["properties"]
        assert FTM_ID.fullmatch(document["id"])
        assert len(document["id"]) <= 200
        assert properties.keys() <= FTM_PROPERTIES[document["schema"]]
        assert all(values and all(values) for values in properties.values())
        for name in ("sender", "receiver", "entity"):
            assert set(properties.get(name, ())) <= set(ids)


def test_the_story_in_followthemoney() -> None:
    documents = lines(STORY)
    assert [document["schema"] for document in documents] == ["Company"] * 6 + ["Risk"] + ["EconomicActivity"] * 5
    risk, spun = documents[6], documents[7]
    assert risk["properties"]["entity"] == ["mill"]
    assert risk["properties"]["topics"] == ["forced.labor"]
    assert risk["properties"]["startDate"] == ["2026-03-01"]
    assert spun["properties"]["sender"] == ["mill"]
    assert spun["properties"]["receiver"] == ["weaver"]
    assert (spun["properties"]["date"], spun["properties"]["vedCode"]) == (["2026-03-16"], ["520512"])
    assert [place["path"] for place in spun["tadasu"]["steps"]] == [1, 2]


def test_a_finding_about_a_place_is_no_risk_of_a_company() -> None:
    place = replace(YARN, subject=PlaceSubject(place="cn-653200"))
    assert "Risk" not in {document["schema"] for document in lines([chain(["a", "b"], finding=place)])}


def test_another_name_of_the_same_company_is_an_alias() -> None:
    again = replace(SPUN, declaration=DeclarationId("D-2"), seller=trader("mill", "カラテペ紡績", "uz"))
    company = lines([STORY[0], FoundPath(finding=YARN, steps=(again,), strength=0)])[0]
    assert company["properties"]["name"] == ["Qaratope Eğirme Spinning Mill"]
    assert company["properties"]["alias"] == ["カラテペ紡績"]


@pytest.mark.parametrize("text", ["x", "[]", '{"tadasu": {"steps": [{"path": 1}]}}', '{"tadasu": {"steps": 3}}'])
def test_other_lines_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        paths_from_ftm(text)


def check_graphml(text: str) -> etree._Element:
    """What the schema of GraphML asks: keys first, then one graph of nodes and edges whose data have a key."""
    root = etree.fromstring(text.encode())
    assert root.tag == f"{GRAPHML}graphml"
    assert [each.tag for each in root] == [f"{GRAPHML}key"] * (len(root) - 1) + [f"{GRAPHML}graph"]
    kinds = {str(key.get("id")): str(key.get("for")) for key in root.iter(f"{GRAPHML}key")}
    assert len(kinds) == len(root) - 1
    types = {str(key.get("attr.type")) for key in root.iter(f"{GRAPHML}key")}
    assert types <= {"boolean", "int", "long", "float", "double", "string"}
    graph = root[-1]
    assert graph.get("edgedefault") == "directed"
    ids = [str(each.get("id")) for each in graph]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w.:-]+", each) for each in ids)
    nodes = {str(each.get("id")) for each in graph.iter(f"{GRAPHML}node")}
    for element in graph:
        kind = element.tag.removeprefix(GRAPHML)
        held = [str(data.get("key")) for data in element]
        assert len(set(held)) == len(held)
        assert all(kinds[key] == kind for key in held)
        if kind == "edge":
            assert {str(element.get("source")), str(element.get("target"))} <= nodes
    return root


@settings(deadline=None)
@given(PATHS)
def test_graphml_has_every_company_and_every_declaration_once(paths: tuple[FoundPath, ...]) -> None:
    root = check_graphml(paths_graphml(paths))
    steps = [step for path in paths for step in path.steps]
    assert len(list(root.iter(f"{GRAPHML}edge"))) == len({step.declaration for step in steps})
    traders = {trader.company for step in steps for trader in (step.seller, step.buyer)}
    assert len(list(root.iter(f"{GRAPHML}node"))) == len(traders)


def test_the_story_in_graphml() -> None:
    root = check_graphml(paths_graphml(STORY, language="ja"))
    first = {str(data.get("key")): data.text for data in next(root.iter(f"{GRAPHML}edge"))}
    assert first["edge-label"] == "520512 綿糸"
    assert (first["edge-day"], first["edge-amount"], first["edge-tier"]) == ("2026-03-16", "4200.0", "3")
    contested = [data.text for data in root.iter(f"{GRAPHML}data") if data.get("key") == "edge-contested"]
    assert contested == ["false", "false", "false", "true", "false"]
    mill = {str(data.get("key")): data.text for data in next(root.iter(f"{GRAPHML}node"))}
    assert mill["node-company"] == "mill"
    assert str(mill["node-finding"]).startswith("裏付けあり：国家による強制労働")


def test_an_amount_without_end_leaves_graphml_readable() -> None:
    endless = replace(
        SPUN, quantity=Quantity(amount=Decimal("Infinity"), unit="KGM"), seller=trader("a", "\x00\x1b<b>")
    )
    text = paths_graphml([FoundPath(finding=YARN, steps=(endless,), strength=0)])
    check_graphml(text)
    assert "edge-amount" not in text.split("<graph ")[1]
