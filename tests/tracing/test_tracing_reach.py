"""What a new finding reaches, against tracing everything anew."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tracing.worlds import SmallWorld, small_worlds

from tadasu.tracing import NOTHING, Reach, Rules, trace


@settings(deadline=None, max_examples=300)
@given(small_worlds(), st.data())
def test_old_and_new_findings_together_equal_a_fresh_trace(world: SmallWorld, data: st.DataObject) -> None:
    trade, rules = world.trade, Rules(tiers=world.tiers, ageing=world.ageing)
    old = world.seed(trade)
    found = trace(trade, old, world.allowed, rules=rules)
    reach = Reach.of(trade, world.allowed, found, rules=rules)
    for _ in range(2):  # the second time shows that the work space is as it was
        touched = np.array(sorted(data.draw(st.sets(st.integers(0, max(len(trade) - 1, 0)), max_size=4))), np.int32)
        touched = touched[touched < len(trade)]
        strength = np.array([data.draw(st.integers(-2000, 0)) for _ in touched], np.int32)
        new = old.copy()
        new[touched] = np.maximum(new[touched], strength)
        after = trace(trade, new, world.allowed, rules=rules)
        expected = dict(zip(after.declaration.tolist(), after.layer.tolist(), strict=True))
        before = dict(zip(found.declaration.tolist(), found.layer.tolist(), strict=True))
        changed = {place: sums for place, sums in expected.items() if sums != before.get(place)}
        raised = reach.raised(touched, strength)
        assert dict(zip(raised.declaration.tolist(), raised.layer.tolist(), strict=True)) == changed


def test_a_finding_that_touches_nothing_raises_nothing() -> None:
    world = SmallWorld([], np.ones((1, 1), np.uint8), 6, 1)
    trade = world.trade
    found = trace(trade, np.full(0, NOTHING, np.int32), world.allowed)
    none = np.zeros(0, np.int32)
    assert Reach.of(trade, world.allowed, found).raised(none, none).declaration.size == 0
