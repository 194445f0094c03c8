"""How far upstream can be seen, against all chains backwards."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.tracing import Allowed, Line, follows
from tests.tracing.worlds import SmallWorld, small_worlds, spread_out, trade_of

from tadasu.schema import UsageError
from tadasu.tracing import Rules, depths

ONE = np.ones((1, 1), np.uint8)


def deepest(lines: Sequence[Line], allowed: Allowed, end: int, most: int, *, back: bool) -> int:
    """Tiers of the longest chain that ends in the line, no longer than `most`."""
    if most == 1:
        return 1
    before = [
        n
        for n, other in enumerate(lines)
        if follows(other, lines[end], allowed) and (back or other.seller != lines[end].buyer)
    ]
    return 1 + max((deepest(lines, allowed, n, most - 1, back=back) for n in before), default=0)


def by_line(world: SmallWorld, *, back: bool = False) -> list[int]:
    """Depths in the order of the lines."""
    trade = world.trade
    found = depths(trade, world.allowed, rules=Rules(tiers=world.tiers), back=back)
    return [int(found[place]) for place in np.argsort(trade.row)]


@settings(deadline=None, max_examples=300)
@given(small_worlds(most=10), st.booleans())
def test_depth_is_the_longest_chain(world: SmallWorld, back: bool) -> None:
    allowed = world.allowed.tolist()
    expected = [deepest(world.lines, allowed, n, world.tiers, back=back) for n in range(len(world.lines))]
    assert by_line(world, back=back) == expected


@settings(deadline=None, max_examples=50)
@given(small_worlds(), st.booleans())
def test_goods_that_share_a_bit_are_told_apart(world: SmallWorld, back: bool) -> None:
    assert by_line(spread_out(world), back=back) == by_line(world, back=back)


@settings(deadline=None)
@given(small_worlds(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(world: SmallWorld, shuffling: random.Random) -> None:
    order = list(range(len(world.lines)))
    shuffling.shuffle(order)
    found = by_line(SmallWorld([world.lines[n] for n in order], world.allowed, world.tiers, world.ageing))
    assert [found[order.index(n)] for n in range(len(order))] == by_line(world)


@pytest.mark.parametrize("days", [(1, 2, 3, 4), (1, 1, 1, 1)])
def test_two_firms_that_sell_to_each_other_have_nothing_upstream(days: tuple[int, ...]) -> None:
    xan, yun = 0, 1
    lines = [Line(*((xan, yun) if n % 2 else (yun, xan)), 0, 20_000 + day, 0) for n, day in enumerate(days)]
    assert depths(trade_of(lines), ONE).tolist() == [1, 1, 1, 1]
    assert depths(trade_of(lines), ONE, back=True).max() > 1


def test_what_came_from_elsewhere_goes_on_to_a_firm_that_also_sells_back() -> None:
    zed, xan, yun = 0, 1, 2
    lines = [Line(zed, xan, 0, 20_000, 0), Line(xan, yun, 0, 20_001, 0), Line(yun, xan, 0, 20_002, 0)]
    lines += [Line(xan, yun, 0, 20_003, 0), Line(yun, zed, 0, 20_004, 0)]
    assert depths(trade_of(lines), ONE).tolist() == [1, 2, 1, 2, 3]


def test_a_firm_that_sells_one_good_and_buys_all_has_room_for_them() -> None:
    lines = [Line(n % 4, 5, n % 3, 20_000 + n, 0) for n in range(300)] + [Line(5, 6, 2, 20_300, 0)]
    assert depths(trade_of(lines), np.ones((3, 3), np.uint8))[-1] == 2


@pytest.mark.parametrize("allowed", [np.ones((2, 2), np.uint8), np.ones((3, 2), np.uint8), np.ones((3, 3))])
def test_a_table_that_does_not_fit_is_refused(allowed: np.ndarray) -> None:
    with pytest.raises(UsageError):
        depths(trade_of([Line(0, 1, 2, 20_000, 0)]), allowed)
