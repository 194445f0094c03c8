"""The exact pass against its definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.tracing import Line, layers, layers_by_length
from tests.oracles.tracing_duckdb import layers as layers_by_joins
from tests.tracing.worlds import SmallWorld, small_worlds, spread_out, trade_of

from tadasu.schema import UsageError
from tadasu.tracing import NOTHING, Exposures, Rules, State, Trade, advance, exposures, trace
from tadasu.tracing._pass import MANY

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


@pytest.mark.parametrize(
    "rules", [{"tiers": 0}, {"tiers": 13}, {"tiers": 2.5}, {"tiers": True}, {"ageing": -1}, {"ageing": 5000}]
)
def test_a_rule_out_of_range_is_refused(rules: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Rules(**rules)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "column",
    [{"day": [-1]}, {"day": [90_000]}, {"seller": [-2]}, {"weight": [1]}, {"product": [40_000]}, {"day": [1.5]}],
)
def test_a_column_out_of_range_is_refused(column: dict[str, list[float]]) -> None:
    good = {"seller": [0], "buyer": [1], "product": [0], "day": [20_000], "weight": [0]}
    with pytest.raises(UsageError):
        Trade.build(**{**good, **column})  # type: ignore[arg-type]


def two_lines() -> Trade:
    return trade_of([Line(0, 1, 0, 20_000, 0), Line(1, 2, 2, 20_001, 0)])


@pytest.mark.parametrize(
    "allowed", [np.ones((2, 2), np.uint8), np.ones((3, 4), np.uint8), np.ones(3, np.uint8), np.ones((3, 3), np.int64)]
)
def test_a_table_that_does_not_fit_the_trade_is_refused(allowed: np.ndarray) -> None:
    with pytest.raises(UsageError):
        trace(two_lines(), np.array([0, NOTHING], np.int32), allowed)


@pytest.mark.parametrize(
    "seed", [[0.0, 0.0], [float("nan"), 0.0], [7, 0], [0, NOTHING + 1], [0, 1 << 32], [0], [[0, 0]], [True, False]]
)
def test_strengths_that_are_none_are_refused(seed: list[float]) -> None:
    with pytest.raises(UsageError):
        trace(two_lines(), np.array(seed), ANY)


def test_wide_whole_numbers_serve_as_strengths() -> None:
    found = trace(two_lines(), np.array([-3, NOTHING], np.int64), ANY)
    assert found.value.tolist() == [-3, -4]


@pytest.mark.parametrize("until", [-1, 3, 99])
def test_an_end_that_is_not_in_the_trade_is_refused(until: int) -> None:
    state = State.start(12, Rules())
    with pytest.raises(UsageError):
        advance(state, two_lines(), np.array([0, 0], np.int32), ANY, rules=Rules(), until=until)


@pytest.mark.parametrize("state", [State.start(2, Rules()), State.start(12, Rules(tiers=3))])
def test_the_state_of_another_trade_or_of_other_rules_is_refused(state: State) -> None:
    with pytest.raises(UsageError):
        advance(state, two_lines(), np.array([0, 0], np.int32), ANY, rules=Rules())


@settings(deadline=None, max_examples=50)
@given(small_worlds())
def test_goods_that_share_a_bit_are_told_apart(world: SmallWorld) -> None:
    assert traced(spread_out(world)) == traced(world)


def test_a_trade_with_many_declarations_is_traced_as_one_with_few() -> None:
    rng = np.random.default_rng(1)
    size = MANY + 5
    trade = Trade.build(
        seller=rng.integers(0, 900, size),
        buyer=rng.integers(0, 900, size),
        product=rng.integers(0, 200, size),
        day=np.sort(rng.integers(0, 50, size)),
        weight=np.zeros(size, np.int32),
    )
    allowed = (rng.random((200, 200)) < 0.05).astype(np.uint8)
    seed = np.where(trade.seller < 9, 0, NOTHING).astype(np.int32)
    whole, state = trace(trade, seed, allowed), State.start(trade.companies, Rules())
    for until in np.flatnonzero(np.diff(trade.day)) + 1:
        advance(state, trade, seed, allowed, rules=Rules(), until=int(until))
    advance(state, trade, seed, allowed, rules=Rules())
    assert np.array_equal(exposures(state, trade, Rules()).layer, whole.layer)
