"""Cases through the interface, and keys of idempotency: what is asked twice is done once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.web.foundation.procedure_made import Cast
from tests.web.made import organisation, person
from tests.web.made_api import Program, kept, later, problem, token_of

from tadasu.web.api._once import forget
from tadasu.web.api.models import Answer
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.procedure.models import Run

pytestmark = pytest.mark.usefixtures("database")


class Scene:
    """A case of an authority, and programs of those who know it and of one who does not."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.run = self.cast.run()
        self.officer = Program(token_of(self.cast.officer_user, self.cast.authority))
        self.decider = Program(token_of(self.cast.decider_user, self.cast.authority))
        elsewhere = organisation("authority", "Another Office (invented)")
        self.stranger = Program(token_of(person(elsewhere, "officer", "decider"), elsewhere))

    @property
    def address(self) -> str:
        return f"/procedure/runs/{self.run.id}"

    def steps(self) -> int:
        with acting(self.cast.officer):
            return Run.objects.get(pk=self.run.pk).last

    def move(self, program: Program, *, seen: int = 1, **headers: str) -> Any:
        body = {"move": "take-up", "seen": seen, "reason": "because the letter says so", "day": "2026-04-24"}
        return program.post(f"{self.address}/moves", body, **headers)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_what_waits_is_told_to_those_for_whom_it_waits(scene: Scene) -> None:
    (case,) = scene.officer.get("/procedure/waiting").json()["results"]
    assert case["run"] == str(scene.run.id)
    assert scene.stranger.get("/procedure/waiting").json() == {
        "results": [],
        "total": {"value": 0, "relation": "eq"},
        "limit": 20,
        "offset": 0,
    }


def test_a_case_is_shown_with_its_moves_and_to_nobody_else(scene: Scene) -> None:
    shown = scene.officer.get(scene.address).json()
    assert shown["seen"] == 1
    assert {one["move"]: one["may"] for one in shown["moves"]}["take-up"] is True
    assert {one["move"]: one["may"] for one in scene.decider.get(scene.address).json()["moves"]}["take-up"] is True
    assert problem(scene.stranger.get(scene.address)) == (404, "not-found")
    assert problem(scene.officer.get(f"/procedure/runs/{uuid4()}")) == (404, "not-found")


def test_a_move_is_made_once_and_somebody_else_s_change_is_a_conflict(scene: Scene) -> None:
    made = scene.move(scene.officer)
    assert made.status_code == 200, made.content
    assert made.json()["seen"] == scene.steps() == 2
    assert problem(scene.move(scene.officer)) == (409, "conflict")
    assert problem(scene.move(scene.stranger)) == (404, "not-found")
    assert scene.steps() == 2


def test_the_same_key_with_the_same_request_gets_the_same_answer_and_does_it_once(scene: Scene) -> None:
    first = scene.move(scene.officer, idempotency_key="k-1")
    again = scene.move(scene.officer, idempotency_key="k-1")
    assert again.status_code == first.status_code == 200
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert scene.steps() == 2


def test_the_same_key_with_another_request_is_refused(scene: Scene) -> None:
    scene.move(scene.officer, idempotency_key="k-1")
    assert problem(scene.move(scene.officer, seen=2, idempotency_key="k-1")) == (409, "key-reused")


def test_a_key_is_its_token_s_alone(scene: Scene) -> None:
    scene.move(scene.officer, idempotency_key="k-1")
    assert problem(scene.move(scene.decider, idempotency_key="k-1")) == (409, "conflict")


def test_of_what_failed_nothing_is_kept(scene: Scene) -> None:
    assert problem(scene.move(scene.officer, seen=7, idempotency_key="k-1"))[0] in (400, 409)
    assert scene.move(scene.officer, idempotency_key="k-1").status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\there", "näh\x00"])
def test_a_key_is_short_and_printable(scene: Scene, key: str) -> None:
    assert problem(scene.move(scene.officer, idempotency_key=key)) == (400, "key-malformed")


def test_a_key_is_kept_for_a_day(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.move(scene.officer, idempotency_key="k-1")
    with later(monkeypatch, timedelta(hours=25)):
        assert problem(scene.move(scene.officer, idempotency_key="k-1")) == (409, "conflict")


def test_what_is_older_is_forgotten(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.move(scene.officer, idempotency_key="k-1")
    with acting(scene.cast.officer):
        with later(monkeypatch, timedelta(hours=23)):
            assert forget() == 0
        with later(monkeypatch, timedelta(hours=25)):
            assert forget() == 1


def test_a_screening_is_no_act_and_nothing_of_it_is_kept(scene: Scene) -> None:
    assert (
        scene.officer.post(
            "/match/default",
            {"queries": {"a": {"schema": "Company", "properties": {"name": ["Himitsu Trading"]}}}},
            idempotency_key="k-1",
        ).status_code
        == 200
    )
    with acting(scene.cast.officer):
        assert not Answer.objects.exists()


def test_a_token_that_only_reads_makes_no_move(scene: Scene) -> None:
    reader = Program(token_of(scene.cast.officer_user, scene.cast.authority, "cases-read"))
    assert reader.get(scene.address).status_code == 200
    assert problem(scene.move(reader)) == (403, "scope-missing")
    assert kept(reader.headers["authorization"].split()[1]).scopes == ["cases-read"]
    assert scene.steps() == 1
