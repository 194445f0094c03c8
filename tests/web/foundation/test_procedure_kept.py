"""What is kept of a run: found by those who have a part in it, gapless, unchanged, and without words that were erased."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from tests.web.foundation.procedure_made import (
    DAY,
    KIND,
    WEEK,
    WHY,
    Cast,
    actor,
    held_import,
    last_of,
)
from tests.web.made import join, organisation, person

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting
from tadasu.web.foundation.procedure._times import time_left
from tadasu.web.foundation.procedure._writing import position_of
from tadasu.web.foundation.procedure.actions import (
    erase_reason,
    extend,
    make_move,
    resume,
    suspend,
)
from tadasu.web.foundation.procedure.models import Binding, Reason, Run, Step, Task, Version
from tadasu.web.foundation.procedure.queries import runs_about
from tadasu.web.foundation.procedure.versions import procedure_of

pytestmark = pytest.mark.usefixtures("database")


def test_the_runs_about_a_subject_are_found_by_those_who_have_a_part_in_them() -> None:
    cast = Cast()
    run = cast.run()
    for one, expected in ((cast.officer, [run.id]), (cast.analyst, [run.id]), (ANONYMOUS, [])):
        with acting(one):
            assert [found.id for found in runs_about(one, kind=KIND, subject=run.subject)] == expected


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
