"""Requests made up from the document, right ones and wrong ones, against every operation: no 500, and every answer as the
document says."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.foundation.procedure_made import Cast
from tests.web.made_api import UFLPA, Program, somebody, token_of
from tests.web.served import served

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
EXAMPLES = 40
"""For each operation, of right requests and of wrong ones each."""


NOT_WALKED = frozenset({"give_up_token"})
"""It would end the walk: the token of all the others."""

REAL_BODY = {"queries": {"a": {"schema": "Company", "properties": {"name": ["Hyohon Spinning"], "country": "cn"}}}}

Answers = set[tuple[str, int]]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
def test_no_request_breaks_an_operation(mode: GenerationMode) -> None:
    cast = Cast()
    real = {"dataset": "default", "entity_id": f"{UFLPA}:1", "run": str(cast.run().id)}
    headers = {"Authorization": f"ApiKey {token_of(cast.officer_user, cast.authority)}"}
    document = Program(None).get("/openapi.json").json()
    answers: Answers = set()
    with served() as address:
        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            operation = found.ok()  # type: ignore[union-attr]
            raw = operation.definition.raw
            nothing_to_get_wrong = not raw["parameters"] and "requestBody" not in raw
            if raw["operationId"] in NOT_WALKED or (nothing_to_get_wrong and mode is GenerationMode.NEGATIVE):
                continue
            walk(operation, mode, address=address, headers=headers, real=real, answers=answers)
    assert {"match", "search", "entity", "move", "case", "waiting"} <= {name for name, _ in answers}
    if mode is GenerationMode.POSITIVE:
        assert {(name, 200) for name in ("match", "search", "entity", "case", "waiting", "catalog")} <= answers


def walk(
    operation: Any,
    mode: GenerationMode,
    *,
    address: str,
    headers: dict[str, str],
    real: dict[str, str],
    answers: Answers,
) -> None:
    """One operation; half of the right requests are about something that is there."""
    name = operation.definition.raw["operationId"]
    there = {key: real[key] for key in real if f"{{{key}}}" in operation.path}

    @seed(20261125)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode), found=booleans(), plain=booleans())
    def ask(case: Any, found: bool, plain: bool) -> None:
        if found and mode is GenerationMode.POSITIVE:
            case.path_parameters = {**case.path_parameters, **there}
            case.body = REAL_BODY if name == "match" else case.body
            case.query = {} if plain else case.query
        answer = case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)
        answers.add((name, answer.status_code))

    ask()


def test_no_made_up_token_opens_anything() -> None:
    document = Program(somebody()).get("/openapi.json").json()
    for path, ways in document["paths"].items():
        address = path.removeprefix("/api/v1").replace("{run}", "00000000-0000-4000-8000-000000000000")
        for method, operation in ways.items():
            if "security" in operation:
                program = Program("tadasu_" + "A" * 43)
                ask = {"get": program.get, "delete": program.delete}.get(method)
                answer = ask(address) if ask else program.post(address, {})
                assert answer.status_code == 401, path
