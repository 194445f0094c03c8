"""The door: every error in one form, no cookie looked at, limits of size, depth and speed, and what hostile programs try."""

import io
import json
import logging
from typing import Any

import pytest
from django.test import Client
from tests.web.made import organisation, person
from tests.web.made_api import HYOHON, Program, problem, somebody, token_of
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.api import door
from tadasu.web.api._bodies import DEEPEST, LARGEST
from tadasu.web.api._codes import new_token
from tadasu.web.api._rate import Rate
from tadasu.web.api.problems import STATUS, of_status
from tadasu.web.api.screening import _matching
from tadasu.web.project.logs import Lines
from tadasu.wording import LANGUAGES, codes

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def program() -> Program:
    return Program(somebody("screening"))


def test_every_code_has_a_sentence_and_a_title() -> None:
    assert {f"api.{code}" for code in STATUS} | {f"api.status.{status}" for status in STATUS.values()} <= codes()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 409, 411, 413, 415, 422, 429, 500, 502, 503])
def test_an_answer_of_which_only_the_status_is_known_becomes_a_problem_too(status: int) -> None:
    assert problem(of_status(status))[0] in (status, 400, 500)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_told_in_the_language_asked_for(language: str) -> None:
    answer = Program(None, language=language).get("/catalog")
    assert problem(answer) == (401, "token-missing")
    assert answer.headers["Content-Language"] == language
    assert answer.json()["title"].isascii() == (language == "en")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("address", ["/nothing", "/match", "/entities/", "/v2/match/default", "/../../health/metrics"])
def test_an_address_that_is_not_there_is_a_problem_and_no_page(program: Program, address: str) -> None:
    assert problem(program.get(address)) == problem(program.post(address, {})) == (404, "not-found")


def test_without_a_token_nobody_learns_which_addresses_there_are() -> None:
    assert problem(Program(None).get("/nothing")) == problem(Program(None).get("/catalog")) == (401, "token-missing")


def test_another_method_is_refused_and_the_right_ones_are_named(program: Program) -> None:
    answer = program.get("/match/default")
    assert problem(answer) == (405, "method")
    assert "POST" in answer.headers["Allow"]
    assert problem(program.post("/catalog", {})) == (405, "method")


def test_what_cannot_be_accepted_is_not_sent(program: Program) -> None:
    assert problem(program.get("/catalog", accept="text/html")) == (406, "not-acceptable")
    assert program.get("/catalog", accept="text/html, */*;q=0.1").status_code == 200


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_of_another_kind_is_refused(program: Program, media: str) -> None:
    assert problem(program.post("/match/default", b"{}", content_type=media)) == (415, "media-type")


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"queries": NaN}', b'{"queries": {}, "queries": {}}'])
def test_a_body_that_is_no_json_is_refused(program: Program, body: bytes) -> None:
    assert problem(program.post("/match/default", body)) == (400, "json-broken")


@pytest.mark.parametrize("levels", [DEEPEST + 1, 900, 100_000])
def test_a_deep_body_is_refused(program: Program, levels: int) -> None:
    body = b'{"queries": ' + b"[" * levels + b"]" * levels + b"}"
    assert problem(program.post("/match/default", body)) == (400, "json-deep")


def test_a_large_body_is_refused_before_it_is_read(program: Program) -> None:
    assert problem(program.post("/match/default", b" " * (LARGEST + 1))) == (413, "too-large")


def test_a_number_of_thousands_of_digits_is_refused(program: Program) -> None:
    body = b'{"queries": {"a": {"schema": "Company", "properties": {"name": [' + b"9" * 5000 + b"]}}}}"
    assert problem(program.post("/match/default", body)) == (400, "json-broken")


@pytest.mark.parametrize("text", ["a\\u0000b", "a\\ud800b", "\\udc00"])
def test_text_that_cannot_be_kept_is_refused_wherever_it_stands(program: Program, text: str) -> None:
    form = '{"queries": {"KEY": {"schema": "Company", "properties": {"name": ["NAME"]}}}}'
    for body in (form.replace("NAME", text), form.replace("KEY", text)):
        assert problem(program.post("/match/default", body.encode())) == (400, "text-unreadable")
    assert problem(program.get("/search/default?q=a%00b")) == (400, "text-unreadable")
    assert problem(program.get("/search/de%00fault")) == (400, "text-unreadable")


def test_fields_are_named_by_where_they_stand_and_never_repeated(program: Program) -> None:
    answer = program.post("/match/default", {"queries": {"a": {"schema": 7, "properties": {"name": ["secret"]}}}})
    assert problem(answer) == (422, "fields-refused")
    assert answer.json()["errors"] == [{"pointer": "/body/asked/queries/a/schema", "code": "string_type"}]
    assert "secret" not in answer.content.decode()


def test_an_error_of_ours_is_a_problem_without_a_trace(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> None:
        raise ZeroDivisionError("a name that nobody should read")

    monkeypatch.setattr(_matching, "_run", broken)
    answer = program.match(HYOHON)
    assert problem(answer) == (500, "internal")
    assert "nobody should read" not in answer.content.decode()


FORGED = ("", "Bearer", "Bearer x", "Basic dXNlcjpwYXNz", "ApiKey ' OR 1=1 --", "Bearer é", "Bearer {}")


@pytest.mark.parametrize("said", FORGED)
def test_a_forged_token_opens_nothing(said: str) -> None:
    said = said.format(new_token())
    answer = Client().get("/api/v1/catalog", headers={"authorization": said})
    assert problem(answer)[0] == 401


def test_a_token_in_the_address_is_no_token() -> None:
    token = somebody("screening")
    assert problem(Program(None).get(f"/catalog?api_key={token}&token={token}")) == (401, "token-missing")


def test_the_session_of_a_browser_opens_nothing_here() -> None:
    user = person(organisation(), "analyst")
    with_authenticator(user)
    client = signed_in(user)
    assert client.get("/account/settings").status_code == 200
    assert problem(client.get("/api/v1/catalog")) == (401, "token-missing")


def test_a_scope_that_the_token_has_not_is_missed() -> None:
    program = Program(somebody("cases-read"))
    assert problem(program.match(HYOHON)) == (403, "scope-missing")
    assert program.get("/token").status_code == 200


def test_fields_that_nobody_asked_for_change_nothing() -> None:
    """Mass assignment: what is not in the document of an operation is refused where something is changed, else left out."""
    token = somebody()
    program = Program(token)
    body = {"move": "x", "seen": 1, "reason": "because", "organisation_id": "x", "user_id": "x", "state": "closed"}
    answer = program.post("/procedure/runs/00000000-0000-4000-8000-000000000000/moves", body)
    assert problem(answer) == (422, "fields-refused")
    query = {"schema": "Company", "properties": {"name": [HYOHON]}, "score": 1, "match": False, "datasets": ["x"]}
    found = program.post("/match/default", {"queries": {"a": query}, "user": "x"}).json()["responses"]["a"]
    assert set(found["query"]) == {"id", "schema", "properties"}
    assert found["results"][0]["match"] is True


def test_who_asks_too_fast_waits_and_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(door, "RATE", Rate(per_minute=40, clock=lambda: clock[0]))
    place = organisation()
    user = person(place, "analyst")
    one, other = Program(token_of(user, place)), Program(token_of(user, place))
    assert [one.get("/token").status_code for _ in range(10)] == [200] * 10
    answer = one.get("/token")
    assert problem(answer) == (429, "too-fast")
    assert int(answer.headers["Retry-After"]) == 2
    assert other.get("/token").status_code == 200
    clock[0] += int(answer.headers["Retry-After"])
    assert one.get("/token").status_code == 200


def test_a_batch_costs_as_much_as_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "RATE", Rate(per_minute=40, clock=lambda: 0.0))
    program = Program(somebody("screening"))
    assert program.match(*["Nobody At All"] * 10).status_code == 200
    assert problem(program.match("Nobody At All")) == (429, "too-fast")


def test_logs_hold_fixed_words_and_nothing_that_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.addHandler(handler)
    monkeypatch.setattr(root, "level", logging.DEBUG)
    evil = 'evil\r\n{"level": "critical", "message": "forged"}'
    token = somebody("screening")
    program = Program(token)
    try:
        program.match(evil, dataset="evil%0d%0aforged")
        program.match(evil)
        program.get("/search/default?q=evil%0d%0aforged&evil=1")
        program.post("/match/default", evil.encode())
        Client().get("/api/v1/evil%0d%0aforged", headers={"user-agent": "evil forged", "authorization": "Bearer evil"})
        monkeypatch.setattr(_matching, "_run", lambda *arguments: 1 / 0)
        program.match(HYOHON)
    finally:
        root.removeHandler(handler)
    lines = kept.getvalue().splitlines()
    assert any(json.loads(line)["message"] == "an operation broke" for line in lines)
    for word in ("evil", "forged", token, "Hyohon", "127.0.0.1"):
        assert word not in kept.getvalue()


def test_a_host_that_is_not_ours_gets_a_problem_too() -> None:
    answer = Client().get("/api/v1/catalog", headers={"host": "evil.example", "authorization": "Bearer x"})
    assert problem(answer)[0] in (400, 401)
    answer = Client().get("/api/v1/healthz", headers={"host": "evil.example"})
    assert problem(answer) == (400, "unreadable")


def test_the_answers_are_kept_nowhere_on_the_way(program: Program) -> None:
    assert program.get("/token").headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in program.match(HYOHON).headers
