"""How far upstream can be seen, against all chains backwards."""

from collections.abc import Sequence

from hypothesis import given, settings
from tests.oracles.tracing import Allowed, Line, follows
from tests.tracing.worlds import SmallWorld, small_worlds

from tadasu.tracing import Rules, depths


def deepest(lines: Sequence[Line], allowed: Allowed, end: int, most: int) -> int:
    """Tiers of the longest chain that ends in the line, no longer than `most`."""
    if most == 1:
        return 1
    before = [n for n, other in enumerate(lines) if follows(other, lines[end], allowed)]
    return 1 + max((deepest(lines, allowed, n, most - 1) for n in before), default=0)


@settings(deadline=None, max_examples=200)
@given(small_worlds(most=10))
def test_depth_is_the_longest_chain(world: SmallWorld) -> None:
    trade = world.trade
    found = depths(trade, world.allowed, rules=Rules(tiers=world.tiers)).tolist()
    allowed = world.allowed.tolist()
    assert found == [deepest(world.lines, allowed, row, world.tiers) for row in trade.row.tolist()]
