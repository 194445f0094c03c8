"""A trade that grows or is put right ends where a trade that was whole from the beginning does."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.tracing import Line
from tests.tracing.worlds import SmallWorld, small_worlds, trade_of

from tadasu.schema import UsageError
from tadasu.tracing import NOTHING, Ledger, Rules, trace

Found = dict[int, list[int]]


def whole(world: SmallWorld) -> Found:
    trade = world.trade
    found = trace(trade, world.seed(trade), world.allowed, rules=Rules(tiers=world.tiers, ageing=world.ageing))
    return dict(zip(trade.row[found.declaration].tolist(), found.layer.tolist(), strict=True))


def ledger_of(world: SmallWorld) -> Ledger:
    return Ledger.start(world.allowed, rules=Rules(tiers=world.tiers, ageing=world.ageing))


def add(ledger: Ledger, lines: list[Line]) -> None:
    trade = trade_of(lines)
    seed = [NOTHING if lines[row].seed is None else lines[row].seed for row in trade.row]
    ledger.add(trade, np.array(seed, np.int32))


def found_by(ledger: Ledger) -> Found:
    found = ledger.exposures
    return dict(zip(ledger.trade.row[found.declaration].tolist(), found.layer.tolist(), strict=True))


@settings(deadline=None, max_examples=200)
@given(small_worlds(), st.lists(st.integers(0, 40), max_size=6), st.booleans())
def test_adding_bit_by_bit_equals_the_whole(world: SmallWorld, cuts: list[int], in_time: bool) -> None:
    if in_time:
        world.lines.sort(key=lambda one: one.day)
    ledger = ledger_of(world)
    bounds = [0, *sorted(min(cut, len(world.lines)) for cut in cuts), len(world.lines)]
    for low, high in pairwise(bounds):
        add(ledger, world.lines[low:high])
    assert found_by(ledger) == whole(world)


@settings(deadline=None, max_examples=150)
@given(small_worlds(), st.data())
def test_taking_out_equals_never_having_been_there(world: SmallWorld, data: st.DataObject) -> None:
    ledger = ledger_of(world)
    add(ledger, world.lines)
    gone = data.draw(st.sets(st.integers(0, max(len(world.lines) - 1, 0)), max_size=len(world.lines)))
    ledger.take_out(np.array(sorted(gone), np.int32))
    left = [row for row in range(len(world.lines)) if row not in gone]
    rest = SmallWorld([world.lines[row] for row in left], world.allowed, world.tiers, world.ageing)
    assert found_by(ledger) == {left[row]: sums for row, sums in whole(rest).items()}


@settings(deadline=None, max_examples=150)
@given(small_worlds(), st.data())
def test_a_finding_that_comes_or_goes_equals_a_fresh_trace(world: SmallWorld, data: st.DataObject) -> None:
    ledger = ledger_of(world)
    add(ledger, world.lines)
    other = [data.draw(st.one_of(st.none(), st.just(line.seed), st.integers(-9, 0))) for line in world.lines]
    changed = [Line(**{**vars(line), "seed": seed}) for line, seed in zip(world.lines, other, strict=True)]
    after = SmallWorld(changed, world.allowed, world.tiers, world.ageing)
    ledger.reseed(after.seed(ledger.trade))
    assert found_by(ledger) == whole(after)


def test_a_long_trade_keeps_few_snapshots_and_a_late_line_is_put_in_its_place() -> None:
    lines = [Line(n % 9, (n + 1) % 9, 0, 20_000 + n, -1, seed=0 if n == 0 else None) for n in range(600)]
    world = SmallWorld(lines, np.ones((1, 1), np.uint8), 6, 0)
    ledger = ledger_of(world)
    for low in range(0, 590, 7):
        add(ledger, lines[low : min(low + 7, 590)])
    add(ledger, lines[590:])
    assert 1 <= len(ledger.snapshots) <= 16
    add(ledger, [Line(4, 7, 0, 20_004, -1)])
    late = SmallWorld([*lines, Line(4, 7, 0, 20_004, -1)], world.allowed, 6, 0)
    assert found_by(ledger) == whole(late)


def test_an_unknown_row_is_refused_and_nothing_changes() -> None:
    ledger = Ledger.start(np.ones((1, 1), np.uint8))
    add(ledger, [Line(0, 1, 0, 20_000, 0, seed=0)])
    with pytest.raises(UsageError):
        ledger.take_out(np.array([0, 5], np.int32))
    assert found_by(ledger) == {0: [0] * 6}


@pytest.mark.parametrize("seed", [[0.5], [float("nan")], [7], [0, 0]])
def test_strengths_that_are_none_are_refused_and_nothing_changes(seed: list[float]) -> None:
    ledger = Ledger.start(np.ones((1, 1), np.uint8))
    add(ledger, [Line(0, 1, 0, 20_000, 0, seed=0)])
    with pytest.raises(UsageError):
        ledger.add(trade_of([Line(1, 2, 0, 20_001, 0)]), np.array(seed))
    with pytest.raises(UsageError):
        ledger.reseed(np.array(seed))
    assert found_by(ledger) == {0: [0] * 6}
    assert len(ledger.trade) == 1


def test_goods_outside_the_table_are_refused_and_nothing_changes() -> None:
    ledger = Ledger.start(np.ones((1, 1), np.uint8))
    with pytest.raises(UsageError):
        ledger.add(trade_of([Line(1, 2, 1, 20_001, 0)]), np.array([0], np.int32))
    assert len(ledger.trade) == 0


def test_rows_that_are_no_whole_numbers_are_refused() -> None:
    ledger = Ledger.start(np.ones((1, 1), np.uint8))
    add(ledger, [Line(0, 1, 0, 20_000, 0)])
    with pytest.raises(UsageError):
        ledger.take_out(np.array([0.0]))


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        Ledger.start(np.ones((2, 3), np.uint8))
