"""Who does the work in a run: tasks that are handed over, parts that change hands, and who sees it."""

import pytest
from tests.web.foundation.procedure_made import (
    WHY,
    Cast,
    actor,
    held_import,
    last_of,
)
from tests.web.made import organisation, person

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.procedure._writing import position_of
from tadasu.web.foundation.procedure.actions import (
    Bound,
    bind,
    hand_over,
    make_move,
)
from tadasu.web.foundation.procedure.models import Binding, Reason, Run, Step, Task

pytestmark = pytest.mark.usefixtures("database")


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
