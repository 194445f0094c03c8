"""The document of all operations: OpenAPI 3.1, whole, and true of every answer."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from schemathesis.specs.openapi.definitions import OPENAPI_31
from tests.web.made_api import HYOHON, UFLPA, Program, somebody

from tadasu.web.api._bodies import DEEPEST, LARGEST
from tadasu.web.api._once import LONGEST as LONGEST_KEY
from tadasu.web.api.actions import MOST
from tadasu.web.api.problems import STATUS
from tadasu.web.api.scopes import scopes
from tadasu.web.api.screening.shapes import MOST_PROPERTIES, MOST_QUERIES, MOST_VALUES

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def document() -> dict[str, Any]:
    found: dict[str, Any] = Program(None).get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["operationId"]: one for ways in document["paths"].values() for one in ways.values()}


def test_it_is_openapi_3_1_by_the_schema_of_its_authors(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    jsonschema_rs.validator_for(OPENAPI_31).validate(document)


def test_every_operation_says_its_scope_and_that_errors_are_problems(document: dict[str, Any]) -> None:
    public = {"healthz", "readyz", "problems"}
    for name, one in operations(document).items():
        assert one["responses"]["4XX"] == one["responses"]["5XX"] == {"$ref": "#/components/responses/Problem"}
        if name in public:
            assert "security" not in one
            continue
        (wanted,) = one["security"]
        assert set(wanted["token"]) <= set(scopes())


def test_a_key_of_idempotency_is_offered_where_something_is_done(document: dict[str, Any]) -> None:
    with_key = {
        name
        for name, one in operations(document).items()
        if any(parameter["name"] == "Idempotency-Key" for parameter in one["parameters"])
    }
    assert with_key == {"move"}


def test_every_code_of_a_problem_is_listed(document: dict[str, Any]) -> None:
    codes = document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
    assert codes == sorted(STATUS) == [one["code"] for one in Program(None).get("/problems").json()]


def test_there_is_no_page_that_loads_from_others() -> None:
    program = Program(somebody())
    for address in ("/docs", "/redoc", "/"):
        assert program.get(address).status_code == 404


def test_answers_are_as_the_document_says(document: dict[str, Any]) -> None:
    program = Program(somebody())
    found = operations(document)
    answers = {
        "match": program.match(HYOHON, "Nobody At All"),
        "search": program.get("/search/default?q=cotton"),
        "entity": program.get(f"/entities/{UFLPA}:1"),
        "catalog": program.get("/catalog"),
        "algorithms": program.get("/algorithms"),
        "token": program.get("/token"),
        "waiting": program.get("/procedure/waiting"),
        "problems": program.get("/problems"),
        "healthz": program.get("/healthz"),
    }
    for name, answer in answers.items():
        said = found[name]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**said, "components": document["components"]}
        jsonschema_rs.validator_for(whole).validate(answer.json())
    missing = program.get("/entities/nobody")
    said = {**document["components"]["schemas"]["Problem"], "components": document["components"]}
    jsonschema_rs.validator_for(said).validate(missing.json())


def test_the_manual_names_every_operation_scope_and_limit(document: dict[str, Any]) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    for path, ways in document["paths"].items():
        for method in ways:
            assert path.removeprefix("/api/v1") in manual, path
            assert method.upper() in manual
    assert all(f"| `{scope}` |" in manual for scope in scopes())
    for number in (LARGEST, MOST_PROPERTIES, MOST_VALUES, MOST_QUERIES, DEEPEST, LONGEST_KEY, MOST, settings.API_RATE):
        assert f"{number:,}" in manual
