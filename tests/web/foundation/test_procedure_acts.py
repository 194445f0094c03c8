"""What may be done with a run: everything or nothing, by those who may, with a reason, on the record."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from tests.web.foundation.procedure_made import (
    DAY,
    GUARDED,
    KIND,
    REGIME,
    Cast,
    actor,
    identity,
    last_of,
    without_second_factor,
)
from tests.web.foundation.procedure_ways import of_law
from tests.web.made import join, organisation, person
from tests.web.recorded import recorded

from tadasu.law import CalendarId, Clock, Procedure, Unit
from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.procedure._times import time_left
from tadasu.web.foundation.procedure._writing import position_of
from tadasu.web.foundation.procedure.actions import (
    Bound,
    bind,
    erase_reason,
    extend,
    hand_over,
    make_move,
    migrate,
    open_run,
    resume,
    suspend,
)
from tadasu.web.foundation.procedure.conflicts import Conflict
from tadasu.web.foundation.procedure.models import Binding, Reason, Run, Step, Task, Version
from tadasu.web.foundation.procedure.queries import effect, open_on, runs_about
from tadasu.web.foundation.procedure.versions import pin, procedure_of, same_states

pytestmark = pytest.mark.usefixtures("database")

WEEK = Clock(count=5, unit=Unit.WORKING_DAY, calendar=CalendarId("jp"))
WHY = "because the letter says so"


def longer(procedure: Procedure, state: str, days: int) -> Procedure:
    """A later version in which a state has another clock."""
    old = procedure.states[state]
    assert old.limit is not None
    assert old.limit.clock is not None
    limit = replace(old.limit, clock=replace(old.limit.clock, count=days))
    return replace(procedure, states=MappingProxyType({**procedure.states, state: replace(old, limit=limit)}))


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


def held_import(cast: Cast) -> Run:
    """A run in which it is the importer's turn."""
    run = cast.run()
    moves = ("take-up", "open", "notify", "silence", "determine", "declared", "hold-import")
    with acting(cast.officer):
        for n, move in enumerate(moves, 1):
            make_move(cast.officer, run=run.id, move=move, seen=n, reason=WHY, day=DAY)
        assert Run.objects.get(id=run.id).state == "held-import"
    return run


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


def test_a_task_is_handed_over_to_somebody_who_may_do_it_and_stays_theirs_in_the_next_state() -> None:
    cast = Cast()
    run = cast.run()
    stranger = person(organisation("authority", "Another Office (invented)"), "officer")
    with acting(cast.officer):
        hand_over(cast.officer, run=run.id, to=cast.officer_user.id, seen=1, reason=WHY)
        assert Task.objects.get(run=run).user_id == cast.officer_user.id
        for other in (stranger.id, cast.analyst_user.id):
            with pytest.raises(UsageError, match="run-not-a-player"):
                hand_over(cast.officer, run=run.id, to=other, seen=2, reason=WHY)
    colleague = person(cast.authority, "officer")
    with acting(actor(colleague)), pytest.raises(Refused):
        hand_over(actor(colleague), run=run.id, to=colleague.id, seen=2, reason=WHY)
    with acting(cast.decider):
        hand_over(cast.decider, run=run.id, to=colleague.id, seen=2, reason=WHY)
        make_move(cast.decider, run=run.id, move="take-up", seen=3, reason=WHY)
        assert Task.objects.get(run=run, done_at=None).user_id == colleague.id
        hand_over(cast.decider, run=run.id, to=None, seen=4, reason=WHY)
        assert Task.objects.get(run=run, done_at=None).user_id is None


def test_other_parties_do_not_see_who_does_the_work_inside_an_organisation() -> None:
    cast = Cast()
    run = held_import(cast)
    with acting(cast.officer):
        seen = last_of(run.id)
        make_move(cast.officer, run=run.id, move="silence", seen=seen, reason=WHY)
        hand_over(cast.officer, run=run.id, to=cast.decider_user.id, seen=seen + 1, reason="holidays (invented)")
        assert Step.objects.filter(run=run, what="handed-over").exists()
    with acting(cast.analyst):
        assert not Step.objects.filter(what="handed-over").exists()
        assert not Reason.objects.filter(text__contains="holidays").exists()
        assert position_of(tuple(Step.objects.filter(run=run).order_by("number"))).state == "border-decision"


def test_a_task_of_another_organisation_is_handed_over_by_its_own_people_alone() -> None:
    cast = Cast()
    run = held_import(cast)
    with acting(cast.decider):
        seen = last_of(run.id)
        with pytest.raises(Refused):
            hand_over(cast.decider, run=run.id, to=None, seen=seen, reason=WHY)
    with acting(cast.analyst):
        hand_over(cast.analyst, run=run.id, to=cast.analyst_user.id, seen=seen, reason=WHY)
        assert Task.objects.get(run=run, done_at=None).user_id == cast.analyst_user.id
    with acting(cast.officer):
        assert not Step.objects.filter(run=run, what="handed-over").exists()
        with pytest.raises(Refused):
            make_move(cast.officer, run=run.id, move="rebut", seen=seen, reason=WHY)
        make_move(cast.officer, run=run.id, move="silence", seen=seen, reason=WHY)


def test_whoever_plays_a_part_is_changed_with_a_reason_and_the_others_stop_seeing_the_run() -> None:
    cast = Cast()
    run = cast.run()
    other = organisation("company", "Ashgrove Trading (invented)")
    newcomer = person(other, "analyst")
    with acting(cast.decider):
        bind(
            cast.decider,
            run=run.id,
            part="importer",
            to=[Bound(part="importer", organisation=other.id, role="analyst")],
            seen=1,
            reason=WHY,
        )
        with pytest.raises(UsageError, match="run-unbound"):
            bind(cast.decider, run=run.id, part="importer", to=[], seen=2, reason=WHY)
        with pytest.raises(UsageError, match="run-no-such-part"):
            bind(cast.decider, run=run.id, part="king", to=[], seen=2, reason=WHY)
        ended = Binding.objects.get(run=run, part="importer", organisation=cast.company)
        assert (ended.since, ended.until) == (1, 2)
    with acting(cast.analyst):
        assert not Run.objects.filter(id=run.id).exists()
        assert not Step.objects.exists()
    with acting(actor(newcomer)):
        assert Run.objects.filter(id=run.id).exists()
    with acting(cast.officer), pytest.raises(Refused):
        bind(cast.officer, run=run.id, part="importer", to=[], seen=2, reason=WHY)


def test_whoever_loses_a_part_loses_its_open_task() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.decider):
        hand_over(cast.decider, run=run.id, to=cast.officer_user.id, seen=1, reason=WHY)
        only = [Bound(part="authority", organisation=cast.authority.id, role="decider")]
        bind(cast.decider, run=run.id, part="authority", to=only, seen=2, reason=WHY)
        assert Task.objects.get(run=run).user_id is None


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


def test_a_rule_that_would_stand_before_nothing_stops_opening_and_migrating() -> None:
    cast = Cast()
    with pytest.raises(UsageError, match="run-guard-loose"):
        cast.run(kind=GUARDED, procedure=of_law("us-uflpa"))


def test_a_run_keeps_its_version_whatever_becomes_of_the_law() -> None:
    cast = Cast()
    old = of_law(REGIME)
    run = cast.run()
    other = cast.run(procedure=longer(old, "received", 30))
    with acting(cast.officer):
        first, second = Run.objects.get(id=run.id), Run.objects.get(id=other.id)
        assert first.version_id != second.version_id
        assert first.due_on != second.due_on
        assert procedure_of(first.version).states["received"] == old.states["received"]
        assert pin(old) == first.version
        assert [one.id for one in open_on(cast.officer, first.version)] == [run.id]


def test_a_migration_is_seen_before_it_is_done_and_needs_every_state_mapped() -> None:
    cast = Cast()
    run = cast.run()
    old = of_law(REGIME)
    new = longer(old, "received", 30)
    with acting(cast.decider):
        before = Run.objects.get(id=run.id).due_on
        told = effect(cast.decider, run.id, procedure=new, mapping=identity(old), on=DAY)
        assert told.time_before.due == before
        assert told.time_after.due is not None
        assert before is not None
        assert told.time_after.due > before
        assert Run.objects.get(id=run.id).due_on == before
        partly = dict(list(identity(old).items())[1:])
        with pytest.raises(UsageError, match=r"run-mapping-open.*received"):
            migrate(cast.decider, run=run.id, procedure=new, mapping=partly, seen=1, reason=WHY)
        with pytest.raises(UsageError, match="run-mapping-unknown"):
            migrate(
                cast.decider,
                run=run.id,
                procedure=new,
                mapping={**identity(old), "received": "nowhere"},
                seen=1,
                reason=WHY,
            )
        with pytest.raises(UsageError, match="run-mapping-outcome"):
            migrate(
                cast.decider,
                run=run.id,
                procedure=new,
                mapping={**identity(old), "received": "released"},
                seen=1,
                reason=WHY,
            )
        with pytest.raises(UsageError, match="reason-missing"):
            migrate(cast.decider, run=run.id, procedure=new, mapping=identity(old), seen=1, reason="")
        with pytest.raises(UsageError, match="run-same-version"):
            migrate(cast.decider, run=run.id, procedure=old, mapping=identity(old), seen=1, reason=WHY)
        with pytest.raises(UsageError, match="run-other-procedure"):
            migrate(cast.decider, run=run.id, procedure=of_law("us-uflpa"), mapping={}, seen=1, reason=WHY)
        migrate(cast.decider, run=run.id, procedure=new, mapping=identity(old), seen=1, reason=WHY, day=DAY)
        found = Run.objects.get(id=run.id)
        assert found.due_on == told.time_after.due
        assert Task.objects.get(run=run, done_at=None).due_on == found.due_on
        assert procedure_of(found.version).states["received"].limit == new.states["received"].limit
    with acting(cast.officer), pytest.raises(Refused):
        migrate(cast.officer, run=run.id, procedure=new, mapping=identity(old), seen=2, reason=WHY)


def test_a_mapping_begins_with_the_states_that_are_called_the_same() -> None:
    cast = Cast()
    run = cast.run()
    old = of_law(REGIME)
    renamed = MappingProxyType({("taken-in" if key == "received" else key): one for key, one in old.states.items()})
    found = same_states(run.version, replace(old, states=renamed))
    assert set(old.states) - set(found) == {"received"}
    assert all(state == to for state, to in found.items())


def test_the_runs_about_a_subject_are_found_by_those_who_have_a_part_in_them() -> None:
    cast = Cast()
    run = cast.run()
    for one, expected in ((cast.officer, [run.id]), (cast.analyst, [run.id]), (ANONYMOUS, [])):
        with acting(one):
            assert [found.id for found in runs_about(one, kind=KIND, subject=run.subject)] == expected


def test_a_part_that_is_new_in_a_version_is_bound_with_the_migration() -> None:
    cast = Cast()
    run = cast.run()
    old = of_law(REGIME)
    ombuds = {"en": "Ombudsperson (invented)", "ja": "オンブズパーソン（架空）"}
    new = replace(old, actors=MappingProxyType({**old.actors, "ombudsperson": ombuds}))
    with acting(cast.decider):
        told = effect(cast.decider, run.id, procedure=new, mapping=identity(old), on=DAY)
        assert told.parts_new == ("ombudsperson",)
        with pytest.raises(UsageError, match=r"run-unbound.*ombudsperson"):
            migrate(cast.decider, run=run.id, procedure=new, mapping=identity(old), seen=1, reason=WHY)
        bound = [Bound(part="ombudsperson", organisation=cast.authority.id, role="decider", outside=True)]
        migrate(cast.decider, run=run.id, procedure=new, mapping=identity(old), bound=bound, seen=1, reason=WHY)
        assert Binding.objects.get(run=run, part="ombudsperson").since == 2


def test_states_that_are_renamed_keep_the_days_from_which_times_run() -> None:
    cast = Cast()
    old = of_law("us-uflpa")
    run = cast.run(procedure=old)
    renamed = {state: f"{state}-2" for state in old.states}
    states = {
        renamed[key]: replace(
            one,
            id=renamed[key],
            moves=tuple(replace(move, to=renamed[move.to]) for move in one.moves),
            limit=replace(one.limit, since=renamed[one.limit.since]) if one.limit and one.limit.since else one.limit,
        )
        for key, one in old.states.items()
    }
    new = replace(old, start=renamed[old.start], states=MappingProxyType(states))
    with acting(cast.decider):
        make_move(cast.decider, run=run.id, move="detain", seen=1, reason=WHY, day=DAY + timedelta(days=2))
        before = Run.objects.get(id=run.id).due_on
        migrate(cast.decider, run=run.id, procedure=new, mapping=renamed, seen=2, reason=WHY)
        found = Run.objects.get(id=run.id)
        assert (found.state, found.due_on, found.state_since) == ("detained-2", before, DAY + timedelta(days=2))
        make_move(cast.decider, run=run.id, move="exclude", seen=3, reason=WHY)


def test_words_of_a_reason_can_be_erased_and_the_step_stays() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.decider):
        make_move(cast.decider, run=run.id, move="take-up", seen=1, reason="A name that must go (invented)")
        erase_reason(cast.decider, run=run.id, number=2, reason="It names somebody.")
        assert not Reason.objects.filter(step__run=run).exists()
        assert Step.objects.filter(run=run, number=2).exists()
        with pytest.raises(UsageError, match="run-no-reason"):
            erase_reason(cast.decider, run=run.id, number=2, reason=WHY)
    with acting(cast.officer), pytest.raises(Refused):
        erase_reason(cast.officer, run=run.id, number=2, reason=WHY)


def test_a_run_of_a_kind_that_nobody_declares_is_not_moved() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.officer):
        Run.objects.filter(id=run.id).update(kind="desk.gone")
        with pytest.raises(Refused):
            make_move(cast.officer, run=run.id, move="take-up", seen=1, reason=WHY)


def test_what_is_kept_gives_what_the_run_says() -> None:
    cast = Cast()
    run = held_import(cast)
    with acting(cast.decider):
        seen = last_of(run.id)
        suspend(cast.decider, run=run.id, seen=seen, reason=WHY, day=DAY + timedelta(days=1))
        resume(cast.decider, run=run.id, seen=seen + 1, reason=WHY, day=DAY + timedelta(days=9))
        extend(cast.decider, run=run.id, by=WEEK, seen=seen + 2, reason=WHY, day=DAY + timedelta(days=9))
        found = Run.objects.get(id=run.id)
        steps = tuple(Step.objects.filter(run=run).order_by("number"))
        position = position_of(steps)
        assert [one.number for one in steps] == list(range(1, found.last + 1))
        assert (found.state, found.state_since) == (position.state, position.since)
        assert found.due_on == time_left(procedure_of(found.version), position, date(2026, 5, 20)).due


def test_the_database_keeps_steps_without_gaps_unchanged_and_one_open_task_a_part() -> None:
    cast = Cast()
    run = cast.run()
    with acting(cast.officer):
        first = Step.objects.get(run=run)
        again = {
            "run": run,
            "what": "resumed",
            "organisation_id": cast.authority.id,
            "version_id": first.version_id,
            "day": DAY,
        }
        for number in (1, 3):
            with pytest.raises(IntegrityError), transaction.atomic():
                Step.objects.create(number=number, **again)
        with pytest.raises(IntegrityError, match="procedure_first_step_opens"), transaction.atomic():
            Step.objects.create(number=2, **{**again, "what": "opened"})
        with pytest.raises(IntegrityError, match="procedure_one_open_task_a_part"), transaction.atomic():
            Task.objects.create(run=run, part="authority", state="received")
        for statement in (
            "UPDATE procedure_step SET day = day",
            "DELETE FROM procedure_step",
            "UPDATE procedure_version SET procedure = procedure",
            "DELETE FROM procedure_version",
            "DELETE FROM procedure_run",
            "DELETE FROM procedure_task",
            "UPDATE procedure_reason SET text = text",
        ):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_run_cannot_be_hidden_from_its_own_organisation() -> None:
    cast = Cast()
    run = cast.run()
    with (
        acting(cast.analyst),
        pytest.raises(IntegrityError, match="procedure_run_shown_to_its_own"),
        transaction.atomic(),
    ):
        Run.objects.filter(id=run.id).update(shown_to=[cast.company.id])


def test_who_has_no_part_in_a_run_sees_nothing_of_it() -> None:
    cast = Cast()
    run = held_import(cast)
    stranger = person(organisation("company", "Stranger Ltd (invented)"), "analyst")
    join(stranger, organisation("authority", "Third Office (invented)"), "officer", "decider")
    for one in (actor(stranger), ANONYMOUS):
        with acting(one):
            for model in (Run, Step, Reason, Task, Binding):
                assert not model.objects.exists(), model
            with pytest.raises(Run.DoesNotExist):
                make_move(one, run=run.id, move="rebut", seen=8, reason=WHY)
    with acting(ANONYMOUS):
        assert Version.objects.exists()
