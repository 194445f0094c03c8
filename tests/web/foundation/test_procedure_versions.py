"""A run keeps its version, and is brought to another only by a migration that leaves no state behind."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from tests.web.foundation.procedure_made import (
    DAY,
    REGIME,
    WHY,
    Cast,
    identity,
    longer,
)
from tests.web.foundation.procedure_ways import of_law

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.procedure.actions import (
    Bound,
    make_move,
    migrate,
)
from tadasu.web.foundation.procedure.models import Binding, Run, Task
from tadasu.web.foundation.procedure.queries import effect, open_on
from tadasu.web.foundation.procedure.versions import pin, procedure_of, same_states

pytestmark = pytest.mark.usefixtures("database")


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
