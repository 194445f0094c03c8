"""What waits for whom, and reminders: once each, however often the job runs, is killed, or runs beside itself."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from tests.web.chained import worker
from tests.web.foundation.procedure_made import DAY, Cast, actor, last_of
from tests.web.made import member_of, organisation, person

from tadasu.law import CalendarId, Clock, Unit
from tadasu.schema import StoreError
from tadasu.web.foundation.access import ANONYMOUS, Actor, acting
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.audit.models import Entry
from tadasu.web.foundation.procedure import reminders, tasks
from tadasu.web.foundation.procedure._times import TimeLeft, time_left
from tadasu.web.foundation.procedure.actions import Bound, extend, hand_over, make_move, suspend
from tadasu.web.foundation.procedure.conflicts import Conflict
from tadasu.web.foundation.procedure.models import Reminder, Run, Step, Task
from tadasu.web.foundation.procedure.queries import Waiting, waiting, waiting_count
from tadasu.web.foundation.procedure.reminders import kind_on, send_due
from tadasu.web.project.database import Server

WHY = "because the letter says so"


def seen_by(one: Actor, on: date = DAY) -> list[Waiting]:
    with acting(one):
        found = list(waiting(one, on))
        assert waiting_count(one) == len(found)
        return found


@pytest.mark.usefixtures("database")
def test_a_task_waits_for_everybody_who_plays_the_part_until_one_takes_it() -> None:
    cast = Cast()
    run = cast.run()
    (found,) = seen_by(cast.officer)
    assert (found.run.id, found.state.id, found.time.left, found.time.overdue) == (run.id, "received", 10, False)
    assert found.time.basis is not None
    assert found.time.basis.article == "Art. 7(3) (model)"
    assert len(seen_by(cast.decider)) == 1
    with acting(cast.officer):
        hand_over(cast.officer, run=run.id, to=cast.officer_user.id, seen=1, reason=WHY)
    assert len(seen_by(cast.officer)) == 1
    assert not seen_by(cast.decider)
    for other in (cast.analyst, ANONYMOUS, actor(person(organisation(), "officer"))):
        assert not seen_by(other)


@pytest.mark.usefixtures("database")
def test_what_was_left_behind_by_somebody_who_went_waits_for_the_others() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.officer):
        hand_over(cast.officer, run=run.id, to=cast.officer_user.id, seen=1, reason=WHY)
        assert not seen_by(cast.decider)
        Membership.objects.filter(user=cast.officer_user).update(until=timezone.now())
    (found,) = seen_by(cast.decider)
    assert found.left_behind


@pytest.mark.usefixtures("database")
def test_a_task_that_somebody_of_another_organisation_has_is_no_abandoned_one() -> None:
    """Their places are hidden from us: nobody is said to have left whom we never saw."""
    cast = Cast()
    partner = organisation("authority", "Partner Office (invented)")
    colleague = person(partner, "officer")
    run = cast.run(others=[Bound(part="authority", organisation=partner.id, role="officer")])
    theirs = actor(colleague)
    with acting(theirs):
        hand_over(theirs, run=run.id, to=colleague.id, seen=1, reason=WHY)
    assert seen_by(theirs)
    assert not seen_by(cast.decider)


@pytest.mark.usefixtures("database")
def test_the_most_urgent_waits_on_top_and_what_has_no_last_day_at_the_end() -> None:
    cast = Cast()
    late, stopped, early = cast.run(day=DAY + timedelta(days=20)), cast.run(), cast.run()
    with acting(cast.decider):
        suspend(cast.decider, run=stopped.id, seen=1, reason=WHY, day=DAY)
    assert [one.run.id for one in seen_by(cast.officer)] == [early.id, late.id, stopped.id]
    with acting(cast.officer):
        assert [one.run.id for one in waiting(cast.officer, DAY, most=1)] == [early.id]


@pytest.mark.usefixtures("database")
def test_the_same_queries_answer_one_waiting_case_and_twenty() -> None:
    cast = Cast()

    def asked() -> int:
        queries: list[str] = []

        def counted(execute: object, sql: str, params: object, many: bool, context: object) -> object:
            queries.append(sql)
            return execute(sql, params, many, context)  # type: ignore[operator]

        with acting(cast.officer):
            waiting(cast.officer, DAY)
            with connection.execute_wrapper(counted):
                waiting(cast.officer, DAY)
        return len(queries)

    cast.run()
    one = asked()
    for _ in range(19):
        cast.run()
    assert asked() == one


@pytest.mark.parametrize(
    ("left", "days", "kind"),
    [(6, 8, ""), (5, 7, "before"), (1, 1, "before"), (0, 1, "before"), (0, 0, "at"), (-1, -1, "overdue")],
)
def test_one_is_reminded_before_the_last_day_on_it_and_after_it(left: int, days: int, kind: str) -> None:
    assert kind_on(TimeLeft(on=DAY, due=DAY + timedelta(days=days), left=left, working=True)) == kind
    assert kind_on(TimeLeft(on=DAY, due=None, left=left)) == ""


def kinds() -> list[tuple[str, date, date]]:
    with acting(ANONYMOUS):
        return [(one.kind, one.due_on, one.day) for one in Reminder.objects.order_by("day", "kind")]


@pytest.mark.usefixtures("committed")
def test_reminders_are_sent_once_however_often_the_job_runs(server: Server) -> None:
    cast = Cast()
    run = cast.run()
    due = run.due_on
    assert due is not None
    days = [
        due - timedelta(days=30),
        due - timedelta(days=3),
        due - timedelta(days=3),
        due,
        due,
        due + timedelta(days=1),
    ]
    with worker(server):
        assert [send_due(day) for day in days] == [0, 1, 0, 1, 0, 1]
        assert [kind for kind, *_ in kinds()] == ["before", "at", "overdue"]
        assert Entry.objects.filter(act="procedure.remind").count() == 3
    (found,) = seen_by(cast.officer, due + timedelta(days=1))
    assert (found.reminder, found.time.overdue) == ("overdue", True)


@pytest.mark.usefixtures("committed")
def test_a_case_that_cannot_be_counted_keeps_no_other_waiting_and_the_job_counts_as_failed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = Cast()
    broken, whole = cast.run(), cast.run()
    due = whole.due_on
    assert due is not None
    counted = reminders._remind

    def of_a_changed_version(task: UUID, run: UUID, today: date) -> bool:
        if run == broken.id:
            raise StoreError("procedure: changed")
        return counted(task, run, today)

    with worker(server):
        monkeypatch.setattr(reminders, "_remind", of_a_changed_version)
        with pytest.raises(StoreError, match="1 of 2"):
            send_due(due)
        assert len(kinds()) == 1


def test_the_worker_reminds_every_night(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def noted(day: date) -> int:
        asked.append(day)
        return 0

    monkeypatch.setattr(tasks, "send_due", noted)
    tasks.remind_daily(timestamp=0)
    assert asked == [timezone.localdate()]
    assert app.tasks["procedure.remind"].queueing_lock == "procedure.remind"


@pytest.mark.usefixtures("committed")
def test_a_last_day_that_moves_is_reminded_of_anew(server: Server) -> None:
    cast = Cast()
    run = cast.run()
    due = run.due_on
    assert due is not None
    with worker(server):
        assert send_due(due) == 1
    with acting(cast.decider):
        week = Clock(count=5, unit=Unit.WORKING_DAY, calendar=CalendarId("jp"))
        step = extend(cast.decider, run=run.id, by=week, seen=1, reason=WHY, day=DAY)
    assert step.due_on is not None
    assert seen_by(cast.officer, due)[0].reminder == ""
    with worker(server):
        assert send_due(step.due_on) == 1
        assert [(kind, day) for kind, day, _ in kinds()] == [("at", due), ("at", step.due_on)]


@pytest.mark.usefixtures("committed")
def test_a_job_that_is_killed_in_the_middle_and_runs_again_has_its_effect_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = Cast()
    due, *_ = [cast.run().due_on for _ in range(3)]
    assert due is not None
    done = reminders._record
    sent = []

    def killed(run: Run, act: str, detail: dict[str, str]) -> None:
        done(run, act, detail)
        sent.append(run.id)
        if len(sent) == 2:
            raise KeyboardInterrupt

    with worker(server):
        with monkeypatch.context() as patched:
            patched.setattr(reminders, "_record", killed)
            with pytest.raises(KeyboardInterrupt):
                send_due(due)
        assert len(kinds()) == 1
        assert send_due(due) == 2
        assert len(kinds()) == 3
        assert Entry.objects.filter(act="procedure.remind").count() == 3


@pytest.mark.usefixtures("committed")
def test_two_jobs_at_once_remind_once(server: Server) -> None:
    cast = Cast()
    due, *_ = [cast.run().due_on for _ in range(4)]
    assert due is not None
    with worker(server), together(2) as pool:
        assert sum(pool.map(closing(send_due), [due, due])) == 4
        assert len(kinds()) == 4


@pytest.mark.usefixtures("committed")
def test_a_day_off_that_is_proclaimed_later_moves_times_that_run(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = Cast()
    run = cast.run()
    due = run.due_on
    assert due is not None

    def with_day_off(*said: object) -> TimeLeft:
        time = time_left(*said)  # type: ignore[arg-type]
        return replace(time, due=due + timedelta(days=1), left=9)

    monkeypatch.setattr("tadasu.web.foundation.procedure.reminders.time_left", with_day_off)
    with worker(server):
        assert send_due(due) == 0
        assert Task.objects.get(run=run).due_on == due + timedelta(days=1)
        assert Run.objects.get(id=run.id).due_on == due + timedelta(days=1)
        (entry,) = Entry.objects.filter(act="procedure.recount").select_related("text")
        assert entry.text.detail == {"before": due.isoformat(), "due": (due + timedelta(days=1)).isoformat()}


@pytest.mark.usefixtures("committed")
def test_of_two_who_act_at_once_one_acts_and_the_other_is_told() -> None:
    cast = Cast()
    run = cast.run()
    start = Barrier(2)

    def act(who: Actor) -> str:
        start.wait()
        try:
            with acting(who):
                make_move(who, run=run.id, move="take-up", seen=1, reason=WHY)
        except Conflict as told:
            return f"told of {told.steps[0].number}"
        return "done"

    with together(2) as pool:
        assert sorted(pool.map(closing(act), [cast.officer, cast.decider])) == ["done", "told of 2"]
    with acting(member_of(cast.authority.id)):
        assert last_of(run.id) == 2
        assert Step.objects.filter(run=run).count() == 2
        assert Task.objects.filter(run=run, done_at=None).count() == 1


@contextmanager
def together(count: int) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(count) as pool:
        yield pool


def closing(act):  # type: ignore[no-untyped-def]
    """A thread has a connection of its own, which it gives back."""

    def closed(*said: object) -> object:
        try:
            return act(*said)
        finally:
            connection.close()

    return closed
