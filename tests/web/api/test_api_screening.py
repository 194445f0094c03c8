"""Screening through the interface, in the shapes of yente."""

from typing import Any

import pytest
from tests.web.made_api import HYOHON, METI, UFLPA, Program, problem, somebody

from tadasu.lists import ftm_to_entity
from tadasu.schema import ListId, Origin
from tadasu.store import DataFolderError
from tadasu.web.foundation.parties import lists

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def program() -> Program:
    return Program(somebody("screening"))


def only(answer: Any, key: str = "q0") -> dict[str, Any]:
    """The answer to one query."""
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()["responses"][key]
    return found


def test_a_listed_name_is_found_with_its_score_and_reasons(program: Program) -> None:
    found = only(program.match("Hyohon Spinning Co., Ltd."))
    (result,) = found["results"]
    assert result["id"] == f"{UFLPA}:1"
    assert result["properties"]["name"] == [HYOHON]
    assert result["properties"]["topics"] == ["forced.labor"]
    assert result["datasets"] == [UFLPA]
    assert result["match"] is True
    assert 0.7 < result["score"] < 1
    assert sum(term["score"] for term in result["explanations"].values()) * 1000 == pytest.approx(
        result["tadasu"]["log_odds"]
    )
    assert result["features"] == {code: term["score"] for code, term in result["explanations"].items()}
    assert any("hyohon" in reason.lower() for reason in result["tadasu"]["reasons"])
    assert result["tadasu"]["list_version"] == lists.datasets()[UFLPA].versions[0].name


def test_the_score_is_that_of_the_command_line(program: Program) -> None:
    document = {"id": "query", "schema": "Company", "properties": {"name": ["Sorairo Example Weaving Ltd"]}}
    party = ftm_to_entity(document, origin=Origin(list_id=ListId("query"), row=1))
    (match,) = lists.search(lists.datasets()["default"], [party]).matches
    found = only(program.match("Sorairo Example Weaving Ltd"))
    assert [one["score"] for one in found["results"]] == [match.probability]


def test_an_answer_says_what_is_needed_to_get_it_again(program: Program) -> None:
    one, again = only(program.match("Hyohon Spinning")), only(program.match("Hyohon Spinning"))
    other = only(program.match("Hyohon Spinning", query="?limit=1"))
    assert one["tadasu"] == again["tadasu"]
    assert one["tadasu"]["run"] != other["tadasu"]["run"]
    assert set(one["tadasu"]["lists"]) == {UFLPA, METI}
    assert {"scorer", "normaliser", "places", "tadasu"} == set(one["tadasu"]["versions"])


def test_a_hundred_names_are_answered_under_their_own_keys_and_one_more_is_refused(program: Program) -> None:
    answer = program.match(*["Hyohon Spinning"] * 100)
    assert len(answer.json()["responses"]) == 100
    assert answer.headers["x-batch-size"] == "100"
    assert problem(program.match(*["Hyohon Spinning"] * 101)) == (400, "too-many-queries")


def test_the_threshold_marks_and_the_cutoff_leaves_out(program: Program) -> None:
    asked = "Hyohon Spinning"
    (result,) = only(program.match(asked))["results"]
    above = min(result["score"] + 0.0001, 1)
    (kept,) = only(program.match(asked, query=f"?threshold={above}&cutoff=0.1"))["results"]
    assert kept["match"] is False
    assert only(program.match(asked, query=f"?threshold={above}"))["results"] == [kept]  # the cutoff is 0.7 there
    assert only(program.match(asked, query=f"?threshold={above}&cutoff={above}"))["results"] == []


def test_a_name_in_another_script_finds_the_same_party(program: Program) -> None:
    (result,) = only(program.match("架空精機製作所"))["results"]
    assert result["caption"] == "Kakuu Precision Works"


def test_the_parts_of_a_person_s_name_are_put_together_and_it_is_said(program: Program) -> None:
    query = {"schema": "Person", "properties": {"firstName": "Minamo", "lastName": "Yumemiru", "birthDate": "1970"}}
    found = only(program.post("/match/default", {"queries": {"q0": query}}))
    assert [one["caption"] for one in found["results"]] == ["Minamo Yumemiru"]
    assert found["tadasu"]["composed_name"] is True
    assert found["tadasu"]["ignored"] == ["birthDate"]


def test_a_person_is_no_company_and_no_ship(program: Program) -> None:
    assert only(program.match("Minamo Yumemiru", schema="Company"))["results"] == []
    assert only(program.match("Minamo Yumemiru", schema="Vessel"))["results"] == []
    assert len(only(program.match("Minamo Yumemiru", schema="LegalEntity"))["results"]) == 1
    assert len(only(program.match("Marumaru Tsukurimono", schema="Vessel"))["results"]) == 1


def test_countries_are_understood_by_code_and_by_name(program: Program) -> None:
    def score(country: str) -> float:
        properties = {"name": ["Kakuu Precision"], "country": [country]}
        found = only(
            program.post(
                "/match/default?cutoff=0.01", {"queries": {"q0": {"schema": "Company", "properties": properties}}}
            )
        )
        return float(found["results"][0]["score"])

    assert score("kp") == score("North Korea") > score("Atlantis") > score("ch")


def test_an_identifier_finds_a_party_under_another_name(program: Program) -> None:
    properties = {"name": ["Zuttochigau Namae"], "registrationNumber": ["990000001K"]}
    query = {"id": "mine", "schema": "Company", "properties": properties}
    found = only(program.post("/match/default?cutoff=0", {"queries": {"q0": query}}))
    assert f"{METI}:1" in [one["id"] for one in found["results"]]
    assert found["query"]["id"] == "mine"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?topics=forced.labor", 1),
        ("?topics=forced.labour", 1),
        ("?topics=sanction", 0),
        ("?include_dataset=us-uflpa", 1),
        ("?exclude_dataset=us-uflpa", 0),
        ("?exclude_schema=Company", 0),
        ("?exclude_schema=LegalEntity", 0),
        ("?exclude_schema=Person", 1),
        ("?exclude_entity_ids=us-uflpa:1", 0),
        ("?algorithm=best", 1),
        ("?algorithm=tadasu", 1),
    ],
)
def test_filters_are_heeded(program: Program, query: str, found: int) -> None:
    assert only(program.match(HYOHON, query=query))["total"] == {"value": found, "relation": "eq"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?algorithm=logic-v2", "algorithm-unknown"),
        ("?changed_since=2026-01-01", "parameter-not-supported"),
        ("?fuzzy=true", "parameter-unknown"),
        ("?threshhold=0.9", "parameter-unknown"),
        ("?exclude_dataset=default", "datasets-apart"),
    ],
)
def test_what_is_not_supported_is_refused_and_never_left_out(program: Program, query: str, code: str) -> None:
    assert problem(program.match(HYOHON, query=query)) == (400, code)


def test_a_dataset_that_is_not_there_is_told_from_one_without_a_match(program: Program) -> None:
    assert problem(program.match(HYOHON, dataset="sanctions")) == (404, "dataset-unknown")
    assert problem(program.match(HYOHON, query="?include_dataset=sanctions")) == (404, "dataset-unknown")
    assert only(program.match("Nobody At All"))["results"] == []


def test_a_kind_that_no_list_holds_is_refused_and_never_an_empty_answer(program: Program) -> None:
    for schema in ("Address", "CryptoWallet", "Security", "Thing", "NoSuchSchema"):
        assert problem(program.match("Anything", schema=schema)) == (400, "schema-not-screened")


def test_a_query_without_a_name_and_a_request_without_a_query_are_refused(program: Program) -> None:
    nameless = {"queries": {"a": {"schema": "Company", "properties": {"country": ["cn"]}}}}
    assert problem(program.post("/match/default", nameless)) == (400, "query-refused")
    assert problem(program.post("/match/default", {"queries": {}})) == (400, "no-queries")
    tuned = {**nameless, "weights": {"name_literal": 0.8}}
    assert problem(program.post("/match/default", tuned)) == (400, "parameter-not-supported")


@pytest.mark.parametrize("name", ["\u200b", "---", "()", "\N{GRINNING FACE}", "株式会社", "Co., Ltd."])
def test_a_name_in_which_nothing_can_be_compared_is_refused_and_never_without_a_match(
    program: Program, name: str
) -> None:
    assert problem(program.match(name)) == (400, "query-refused")


def test_reasons_come_in_the_language_asked_for() -> None:
    program = Program(somebody("screening"), language="ja-JP,ja;q=0.9,en;q=0.5")
    answer = program.match("Hyohon Spinning")
    assert answer.headers["Content-Language"] == "ja"
    (result,) = only(answer)["results"]
    assert not "".join(result["tadasu"]["reasons"]).isascii()


def test_search_finds_a_part_of_a_name_in_any_script(program: Program) -> None:
    def ids(query: str) -> list[str]:
        answer = program.get(f"/search/default{query}")
        assert answer.status_code == 200, answer.content
        return [one["id"] for one in answer.json()["results"]]

    assert ids("?q=hyoh") == [f"{UFLPA}:1"]
    assert ids("?q=新疆") == [f"{UFLPA}:1"]
    assert ids("?q=xinjiang cotton") == [f"{UFLPA}:2"]
    assert ids("?q=Hyohon Spining") == [f"{UFLPA}:1"]
    assert len(ids("?limit=500")) == 6
    assert ids("?schema=Person") == [f"{METI}:2"]
    assert ids("?countries=kp&topics=export.control") == [f"{METI}:1"]
    assert ids("?q=nobody") == []


def test_search_is_walked_by_links_and_counts_all(program: Program) -> None:
    answer = program.get("/search/default?limit=2&offset=2&schema=LegalEntity")
    body = answer.json()
    assert body["total"] == {"value": 5, "relation": "eq"}
    assert len(body["results"]) == 2
    assert 'offset=0>; rel="prev"' in answer.headers["Link"]
    assert 'offset=4>; rel="next"' in answer.headers["Link"]
    assert "schema=LegalEntity" in answer.headers["Link"]
    facet = {one["name"]: one["count"] for one in body["facets"]["countries"]["values"]}
    assert facet == {"cn": 3, "kp": 2}


@pytest.mark.parametrize("query", ["?filter=programId:X", "?sort=name:asc", "?target=false", "?facets=genders"])
def test_what_search_cannot_do_is_refused(program: Program, query: str) -> None:
    assert problem(program.get(f"/search/default{query}")) == (400, "parameter-not-supported")


def test_an_entity_is_had_by_its_id(program: Program) -> None:
    assert program.get(f"/entities/{UFLPA}:1?nested=false").json()["caption"] == HYOHON
    assert problem(program.get("/entities/us-uflpa:99")) == (404, "entity-unknown")
    assert problem(program.get("/entities/a%2Fb")) == (404, "entity-unknown")


def test_links_between_parties_are_not_kept_and_it_is_said(program: Program) -> None:
    assert problem(program.get(f"/entities/{UFLPA}:1/adjacent")) == (404, "links-not-kept")
    assert problem(program.get(f"/entities/{UFLPA}:1/adjacent/ownershipOwner")) == (404, "links-not-kept")
    assert problem(program.get("/entities/nobody/adjacent")) == (404, "entity-unknown")


def test_the_catalogue_says_which_versions_and_is_not_sent_twice(program: Program) -> None:
    first = program.get("/catalog")
    datasets = {one["name"]: one for one in first.json()["datasets"]}
    assert datasets["default"]["children"] == [METI, UFLPA]
    assert datasets[UFLPA]["version"] == lists.datasets()[UFLPA].versions[0].name
    again = program.get("/catalog", if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_ours_is_the_only_algorithm(program: Program) -> None:
    body = program.get("/algorithms").json()
    assert [one["name"] for one in body["algorithms"]] == [body["default"]] == [body["best"]] == ["tadasu"]


def test_ready_once_the_lists_are_read_and_not_when_one_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = Program(None)
    assert nobody.get("/readyz").json() == nobody.get("/healthz").json() == {"status": "ok"}
    monkeypatch.setattr(lists, "warm", lambda: False)
    assert problem(nobody.get("/readyz")) == (503, "lists-unreadable")


def test_a_damaged_list_stops_screening_rather_than_being_left_out(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> None:
        raise DataFolderError("digest-mismatch", list=UFLPA, file="entities.parquet")

    monkeypatch.setattr(lists, "datasets", damaged)
    assert problem(program.match(HYOHON)) == (503, "lists-unreadable")
