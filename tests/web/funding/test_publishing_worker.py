"""A large portfolio is made by the worker: once, whole or not at all. All of this is committed."""

from typing import Any

import pytest
from tests.web.chained import worker
from tests.web.made_publishing import LAST, Desk, totals

from tadasu.web.foundation.access import acting
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.publishing.actions import preparing, run_waiting
from tadasu.web.funding.publishing.models import Identifier
from tadasu.web.funding.publishing.tasks import run_now
from tadasu.web.project.database import Server


@pytest.fixture
def desk(server: Server, committed: None) -> Desk:
    return Desk()


def jobs() -> list[dict[str, str]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(ProcrastinateJob.objects.filter(task_name=preparing.RUN_NOW).values_list("args", flat=True))


def waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    with monkeypatch.context() as patched:
        patched.setattr(preparing, "SMALL", 10)
        made = desk.prepare()
    assert made.state == "waiting"
    return made


def test_the_queue_holds_the_id_alone_and_the_worker_never_reads_what_is_withheld(
    server: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.full()
    small = desk.prepare()
    desk.awards([{"level": 3, "amount": 7_654_321, "payer": 1} for _ in range(7)])
    made = waiting(desk, monkeypatch)
    assert jobs() == [{"release": str(made.id)}]
    with worker(server):
        assert Award.objects.filter(level=3).count() == 7
        run_now(str(made.id))
        assert run_waiting(made.id) is None
    assert desk.now(made).document == small.document


def test_a_killed_run_leaves_nothing_and_is_taken_up_again(
    server: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.full()
    made = waiting(desk, monkeypatch)

    def killed(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, worker(server):
        patched.setattr(preparing, "document_of", killed)
        with pytest.raises(KeyboardInterrupt):
            run_waiting(made.id)
    left = desk.now(made)
    assert (left.state, left.document, left.told, left.officers) == ("waiting", None, {}, [])
    with acting(desk.actor(desk.publisher)):
        assert not Identifier.objects.exists()
    with worker(server):
        run_waiting(made.id)
    assert desk.now(made).state == "passed"


def test_two_thousand_awards_are_told_safely(server: Server, desk: Desk) -> None:
    regions = ("789", "89", "679", "289", "589")
    desk.awards(
        [
            {
                "payer": number % 4,
                "line": (desk.media, desk.rights)[number // 4 % 2],
                "region": regions[number * number // 7 % 5],
                "year": LAST - number % 2,
                "level": (1, 1, 2, 3, 0)[number % 5],
                "amount": 1_000_000 + number * 7919 % 9_000_000,
            }
            for number in range(2_000)
        ]
    )
    made = desk.prepare()
    assert made.state == "waiting"
    with worker(server):
        run_now(str(made.id))
    done = desk.now(made)
    assert (done.state, done.found) == ("passed", [])
    assert (
        sum(one.count or 0 for one in totals(done) if one.year == "All years" and one.region == "All regions") > 1_000
    )
    assert len(desk.files(done)["iati-activities.xml"]) > 100_000
