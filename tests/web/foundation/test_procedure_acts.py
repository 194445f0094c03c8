"""What may be done with a run: everything or nothing, by those who may, with a reason, on the record."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.web.foundation.procedure_made import (
    DAY,
    GUARDED,
    KIND,
    REGIME,
    WEEK,
    WHY,
    Cast,
    held_import,
    identity,
    last_of,
    longer,
    without_second_factor,
)
from tests.web.foundation.procedure_ways import of_law
from tests.web.recorded import recorded

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.procedure.actions import (
    Bound,
    extend,
    make_move,
    migrate,
    open_run,
    resume,
    suspend,
)
from tadasu.web.foundation.procedure.conflicts import Conflict
from tadasu.web.foundation.procedure.models import Run, Task

pytestmark = pytest.mark.usefixtures("database")


def test_an_opened_run_stands_at_the_start_with_its_clock_and_a_task_for_whose_turn_it_is() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.officer):
        found = Run.objects.get(id=run.id)
        assert (found.state, found.state_since, found.last, found.outcome, found.over) == (
            "received",
            DAY,
            1,
            "",
            False,
        )
        task = Task.objects.get(run=run)
        assert (task.part, task.user_id, task.due_on) == ("authority", None, found.due_on)
        assert found.due_on is not None
        assert set(found.shown_to) == {cast.authority.id, cast.company.id}
    (entry,) = recorded(organisation=cast.authority.id)
    assert (entry.act, entry.subject, entry.subject_id) == ("procedure.open", "procedure.run", run.id)


def test_a_run_is_opened_with_somebody_for_every_part_by_a_role_that_opens_such_runs() -> None:
    cast = Cast()
    procedure = of_law(REGIME)

    def opened(actor: object = None, kind: str = KIND, bound: list[Bound] | None = None, day: date = DAY) -> Run:
        with acting(cast.officer):
            return open_run(
                actor or cast.officer,  # type: ignore[arg-type]
                kind=kind,
                organisation=cast.authority.id,
                subject=uuid4(),
                procedure=procedure,
                bound=cast.bound(list(procedure.actors)) if bound is None else bound,
                day=day,
            )

    with pytest.raises(UsageError, match=r"run-unbound.*court"):
        opened(bound=cast.bound(["authority", "customs"]))
    with pytest.raises(UsageError, match="run-no-such-part"):
        opened(bound=[Bound(part="king", organisation=cast.authority.id, role="officer")])
    with pytest.raises(UsageError, match="run-day-ahead"):
        opened(day=date(2099, 1, 1))
    for other in (cast.decider, cast.analyst, ANONYMOUS, without_second_factor(cast.officer_user)):
        with pytest.raises(Refused):
            opened(actor=other)
    with pytest.raises(Refused):
        opened(kind="nobody.declared")
    assert not Run.objects.exists()


def test_a_move_leads_on_closes_the_task_and_makes_the_next() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.officer):
        step = make_move(cast.officer, run=run.id, move="ask-completion", seen=1, reason=WHY, day=DAY)
        found = Run.objects.get(id=run.id)
        assert (found.state, found.last) == ("completion", 2)
        assert (step.part, step.outside, step.state_from, step.state_to) == (
            "authority",
            False,
            "received",
            "completion",
        )
        assert step.reason.text == WHY
        assert {(one.part, one.done_at is None) for one in run.tasks.all()} == {
            ("authority", False),
            ("petitioner", True),
        }
        step = make_move(cast.officer, run=run.id, move="complete", seen=2, reason=WHY, day=DAY)
        assert (step.part, step.outside) == ("petitioner", True)
    _, first, second = recorded(organisation=cast.authority.id)
    assert (first.act, first.text.reason, first.text.detail["move"]) == ("procedure.move", WHY, "ask-completion")
    assert (second.actor, second.text.detail["part"]) == (cast.officer_user.id, "petitioner")


def test_a_move_is_refused_without_reason_part_factor_or_on_a_day_that_cannot_be() -> None:
    cast = Cast()
    run = cast.run()

    def tried(actor: object, move: str = "take-up", reason: str = WHY, day: date | None = None) -> None:
        with acting(cast.officer):
            make_move(actor, run=run.id, move=move, seen=1, reason=reason, day=day)  # type: ignore[arg-type]

    with pytest.raises(UsageError, match="reason-missing"):
        tried(cast.officer, reason=" \n ")
    with pytest.raises(UsageError, match="run-reason-long"):
        tried(cast.officer, reason="x" * 4001)
    with pytest.raises(UsageError, match="run-day-before"):
        tried(cast.officer, day=DAY - timedelta(days=1))
    with pytest.raises(UsageError, match="run-day-ahead"):
        tried(cast.officer, day=date(2099, 1, 1))
    with pytest.raises(UsageError, match="run-no-such-move"):
        tried(cast.officer, move="refuse")
    for other in (cast.analyst, ANONYMOUS, without_second_factor(cast.officer_user)):
        with pytest.raises(Refused):
            tried(other)
    with acting(cast.officer):
        assert last_of(run.id) == 1
    assert [one.act for one in recorded(organisation=cast.authority.id)] == ["procedure.open"]


def test_somebody_who_acted_meanwhile_is_told_and_nothing_is_done() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.officer):
        first = make_move(cast.officer, run=run.id, move="take-up", seen=1, reason=WHY, day=DAY)
    with acting(cast.decider):
        with pytest.raises(Conflict) as told:
            make_move(cast.decider, run=run.id, move="decline", seen=1, reason=WHY, day=DAY)
        assert [one.id for one in told.value.steps] == [first.id]
        assert last_of(run.id) == 2
        with pytest.raises(UsageError, match="run-no-such-step"):
            make_move(cast.decider, run=run.id, move="open", seen=99, reason=WHY, day=DAY)


def test_a_party_makes_its_own_move_and_the_task_of_the_authority_closes() -> None:
    cast = Cast()
    run = held_import(cast)
    with acting(cast.analyst):
        step = make_move(cast.analyst, run=run.id, move="rebut", seen=last_of(run.id), reason=WHY)
        assert (step.part, step.outside, step.organisation_id) == ("importer", False, cast.company.id)
        assert Run.objects.get(id=run.id).state == "border-decision"
    with acting(cast.officer):
        assert Task.objects.get(run=run, done_at=None).part == "authority"
        with pytest.raises(Refused):
            make_move(cast.analyst, run=run.id, move="release", seen=last_of(run.id), reason=WHY)


def test_a_suspension_stops_the_clock_and_resuming_gives_back_what_was_left() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.decider):
        before = Run.objects.get(id=run.id).due_on
        suspend(cast.decider, run=run.id, seen=1, reason=WHY, day=DAY)
        stopped = Run.objects.get(id=run.id)
        assert (stopped.due_on, stopped.suspended_on, Task.objects.get(run=run).due_on) == (None, DAY, None)
        with pytest.raises(UsageError, match="run-suspended"):
            suspend(cast.decider, run=run.id, seen=2, reason=WHY, day=DAY)
        resume(cast.decider, run=run.id, seen=2, reason=WHY, day=DAY + timedelta(days=3))
        again = Run.objects.get(id=run.id)
        assert again.suspended_on is None
        assert before is not None
        assert again.due_on is not None
        assert again.due_on >= before
        assert Task.objects.get(run=run).due_on == again.due_on
        with pytest.raises(UsageError, match="run-not-suspended"):
            resume(cast.decider, run=run.id, seen=3, reason=WHY)
    for act in (suspend, resume):
        with acting(cast.officer), pytest.raises(Refused):
            act(cast.officer, run=run.id, seen=3, reason=WHY)


def test_an_extension_moves_the_last_day_and_needs_a_time_that_runs() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.decider):
        before = Run.objects.get(id=run.id).due_on
        step = extend(cast.decider, run=run.id, by=WEEK, seen=1, reason=WHY, day=DAY)
        after = Run.objects.get(id=run.id).due_on
        assert before is not None
        assert after is not None
        assert after > before
        assert step.extension == {"count": 5, "unit": "working-day", "calendar": "jp"}
        with pytest.raises(UsageError, match="reason-missing"):
            extend(cast.decider, run=run.id, by=WEEK, seen=2, reason="", day=DAY)
    with acting(cast.officer), pytest.raises(Refused):
        extend(cast.officer, run=run.id, by=WEEK, seen=2, reason=WHY)


def test_a_rule_before_a_move_lets_nobody_pass_who_led_the_case_there() -> None:
    cast = Cast()
    run = cast.run(kind=GUARDED)
    with acting(cast.officer):
        make_move(cast.officer, run=run.id, move="take-up", seen=1, reason=WHY)
        with pytest.raises(UsageError, match=r"run-guard.*two-persons"):
            make_move(cast.officer, run=run.id, move="open", seen=2, reason=WHY)
        with pytest.raises(UsageError, match=r"run-guard.*nobody-declared-this"):
            make_move(cast.officer, run=run.id, move="decline", seen=2, reason=WHY)
    with acting(cast.decider):
        make_move(cast.decider, run=run.id, move="open", seen=2, reason=WHY)


def test_a_migration_in_between_does_not_let_the_same_person_pass_the_rule_for_two() -> None:
    cast = Cast()
    run = cast.run(kind=GUARDED)
    old = of_law(REGIME)
    with acting(cast.officer):
        make_move(cast.officer, run=run.id, move="take-up", seen=1, reason=WHY)
    with acting(cast.decider):
        new = longer(old, "received", 30)
        migrate(cast.decider, run=run.id, procedure=new, mapping=identity(old), seen=2, reason=WHY)
    with acting(cast.officer), pytest.raises(UsageError, match=r"run-guard.*two-persons"):
        make_move(cast.officer, run=run.id, move="open", seen=3, reason=WHY)
    with acting(cast.decider):
        make_move(cast.decider, run=run.id, move="open", seen=3, reason=WHY)


def test_a_rule_that_would_stand_before_nothing_stops_opening_and_migrating() -> None:
    cast = Cast()
    with pytest.raises(UsageError, match="run-guard-loose"):
        cast.run(kind=GUARDED, procedure=of_law("us-uflpa"))
