"""The exact pass against its definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.tracing import Line, layers, layers_by_length
from tests.oracles.tracing_duckdb import layers as layers_by_joins
from tests.tracing.worlds import SmallWorld, small_worlds, trade_of

from tadasu.schema import UsageError
from tadasu.tracing import NOTHING, Exposures, Rules, Trade, trace

ANY = np.ones((3, 3), np.uint8)


def by_line(world: SmallWorld, found: Exposures, trade: Trade) -> list[list[int | None]]:
    """Layers in the order of the lines, None where there is no chain."""
    out: list[list[int | None]] = [[None] * world.tiers for _ in world.lines]
    for place, sums in zip(found.declaration.tolist(), found.layer.tolist(), strict=True):
        out[trade.row[place]] = [None if value == NOTHING else value for value in sums]
    return out


def traced(world: SmallWorld) -> list[list[int | None]]:
    trade = world.trade
    found = trace(trade, world.seed(trade), world.allowed, rules=Rules(tiers=world.tiers, ageing=world.ageing))
    return by_line(world, found, trade)


@settings(deadline=None, max_examples=200)
@given(small_worlds(most=12))
def test_the_pass_equals_the_best_of_all_chains(world: SmallWorld) -> None:
    assert traced(world) == layers(world.lines, world.allowed.tolist(), tiers=world.tiers, ageing=world.ageing)


@settings(deadline=None, max_examples=200)
@given(small_worlds())
def test_the_pass_equals_chains_grown_one_by_one(world: SmallWorld) -> None:
    expected = layers_by_length(world.lines, world.allowed.tolist(), tiers=world.tiers, ageing=world.ageing)
    assert traced(world) == expected


@settings(deadline=None, max_examples=100)
@given(small_worlds())
def test_the_pass_equals_joins_a_level_at_a_time(world: SmallWorld) -> None:
    expected = layers_by_joins(world.lines, world.allowed.tolist(), tiers=world.tiers, ageing=world.ageing)
    assert traced(world) == expected


@settings(deadline=None)
@given(small_worlds(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(world: SmallWorld, random: object) -> None:
    order = list(range(len(world.lines)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = SmallWorld([world.lines[i] for i in order], world.allowed, world.tiers, world.ageing)
    found = traced(shuffled)
    assert [found[order.index(i)] for i in range(len(order))] == traced(world)


def test_what_arrives_on_a_day_may_leave_on_it_whatever_comes_first_in_the_file() -> None:
    out, back = Line(1, 2, 1, 20_000, 0), Line(0, 1, 0, 20_000, 0, seed=-5)
    for lines in ([out, back], [back, out]):
        found = trace(trade_of(lines), np.array([-5 if one.seed else NOTHING for one in lines], np.int32), ANY)
        assert found.value.tolist() == [-5, -5]


def test_a_good_that_left_before_the_input_came_is_clear() -> None:
    lines = [Line(1, 2, 1, 20_000, 0), Line(0, 1, 0, 20_001, 0, seed=0)]
    found = trace(trade_of(lines), np.array([NOTHING, 0], np.int32), ANY)
    assert found.declaration.tolist() == [1]


def test_a_good_that_cannot_hold_the_input_is_clear() -> None:
    lines = [Line(0, 1, 0, 20_000, 0, seed=0), Line(1, 2, 1, 20_001, 0)]
    found = trace(trade_of(lines), np.array([0, NOTHING], np.int32), np.eye(3, dtype=np.uint8))
    assert found.declaration.tolist() == [0]


def test_a_chain_ages_by_the_days_from_its_first_declaration() -> None:
    lines = [Line(0, 1, 0, 20_000, -10, seed=-1), Line(1, 2, 0, 20_030, -20)]
    found = trace(trade_of(lines), np.array([-1, NOTHING], np.int32), ANY, rules=Rules(ageing=3))
    assert found.value.tolist() == [-11, -1 - 10 - 20 - 90]
    assert found.tiers.tolist() == [1, 2]


def test_nothing_in_nothing_out() -> None:
    found = trace(trade_of([]), np.zeros(0, np.int32), ANY)
    assert found.declaration.size == 0


@pytest.mark.parametrize("rules", [{"tiers": 0}, {"tiers": 13}, {"ageing": -1}, {"ageing": 5000}])
def test_a_rule_out_of_range_is_refused(rules: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        Rules(**rules)


@pytest.mark.parametrize(
    "column",
    [{"day": [-1]}, {"day": [90_000]}, {"seller": [-2]}, {"weight": [1]}, {"product": [40_000]}, {"day": [1.5]}],
)
def test_a_column_out_of_range_is_refused(column: dict[str, list[float]]) -> None:
    good = {"seller": [0], "buyer": [1], "product": [0], "day": [20_000], "weight": [0]}
    with pytest.raises(UsageError):
        Trade.build(**{**good, **column})  # type: ignore[arg-type]
