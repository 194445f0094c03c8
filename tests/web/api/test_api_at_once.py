"""Many at once: sixteen threads that screen, and two requests with one key."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connections
from tests.web.foundation.procedure_made import Cast
from tests.web.made_api import HYOHON, Program, problem, somebody, token_of

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.parties import lists
from tadasu.web.foundation.procedure.models import Run

pytestmark = pytest.mark.usefixtures("committed")

THREADS = 16
Told = TypeVar("Told")


def at_once(count: int, ask: Callable[[int], Told]) -> list[Told]:
    """What so many threads that begin together are told."""
    together = Barrier(count)

    def one(number: int) -> Told:
        try:
            together.wait()
            return ask(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_sixteen_threads_get_the_answers_of_one() -> None:
    token = somebody("screening")
    names = [HYOHON, "新疆標本紡織", "Kakuu Precision", "Nobody At All", "Mihon Cotton"]

    def ask(number: int) -> list[Any]:
        program = Program(token)
        return [json.loads(program.match(name, query="?cutoff=0.05").content) for name in names for _ in range(3)]

    alone = ask(0)
    lists._HELD.folder = None  # nothing is read when they begin
    assert at_once(THREADS, ask) == [alone] * THREADS


def test_of_two_with_one_key_at_the_same_time_both_get_the_answer_and_it_is_done_once() -> None:
    cast = Cast()
    run = cast.run()
    token = token_of(cast.officer_user, cast.authority)
    body = {"move": "take-up", "seen": 1, "reason": "because the letter says so", "day": "2026-04-24"}

    def ask(number: int) -> Any:
        return Program(token).post(f"/procedure/runs/{run.id}/moves", body, idempotency_key="once")

    answers = at_once(8, ask)
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    with acting(cast.officer):
        assert Run.objects.get(pk=run.id).last == 2


def test_without_a_key_one_of_two_is_told_of_the_conflict() -> None:
    cast = Cast()
    run = cast.run()
    token = token_of(cast.officer_user, cast.authority)
    body = {"move": "take-up", "seen": 1, "reason": "because the letter says so", "day": "2026-04-24"}
    answers = at_once(4, lambda number: Program(token).post(f"/procedure/runs/{run.id}/moves", body))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert {problem(answer) for answer in answers if answer.status_code != 200} == {(409, "conflict")}
