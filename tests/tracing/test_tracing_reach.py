"""What a new finding reaches, against tracing everything anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.tracing import Line
from tests.tracing.worlds import SmallWorld, small_worlds, trade_of

from tadasu.schema import UsageError
from tadasu.tracing import NOTHING, Exposures, Reach, Rules, trace

ONE = np.ones((1, 1), np.uint8)


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


def ready() -> Reach:
    trade = trade_of([Line(0, 1, 0, 20_000, 0), Line(1, 2, 0, 20_001, 0)])
    return Reach.of(trade, ONE, trace(trade, np.full(2, NOTHING, np.int32), ONE))


@pytest.mark.parametrize(
    ("touched", "strength"),
    [
        ([77], [0]),
        ([-1], [0]),
        ([0, 1], [0]),
        ([0], [0, 0]),
        ([1, 0], [0, 0]),
        ([0, 0], [0, 0]),
        ([0.0], [0]),
        ([0], [0.5]),
        ([0], [7]),
        ([[0]], [[0]]),
    ],
)
def test_a_question_that_does_not_fit_the_trade_is_refused(touched: list[float], strength: list[float]) -> None:
    with pytest.raises(UsageError):
        ready().raised(np.array(touched), np.array(strength))


def test_a_strength_of_nothing_raises_nothing() -> None:
    found = ready().raised(np.array([0, 1], np.int32), np.array([NOTHING, -5], np.int32))
    assert found.declaration.tolist() == [1]


def test_the_exposures_of_another_trade_or_of_other_rules_are_refused() -> None:
    asked = ready()
    for found, rules in (
        (asked.found, Rules(tiers=3)),
        (Exposures(declaration=np.array([5], np.int32), layer=np.zeros((1, 6), np.int32)), Rules()),
        (Exposures(declaration=np.array([0], np.int32), layer=np.zeros((2, 6), np.int32)), Rules()),
    ):
        with pytest.raises(UsageError):
            Reach.of(asked.trade, ONE, found, rules=rules)
    with pytest.raises(UsageError):
        Reach.of(trade_of([Line(0, 1, 1, 20_000, 0)]), ONE, asked.found)
