"""Random small worlds of trade, with cycles, ties on one day, self-sales and goods that do not follow, for hypothesis."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.oracles.tracing import Line

from tadasu.tracing import NOTHING, Trade


@dataclass(frozen=True)
class SmallWorld:
    """Lines in the order of a file (not of days), the product table, and the two rules."""

    lines: list[Line]
    allowed: NDArray[np.uint8]
    tiers: int
    ageing: int

    @property
    def trade(self) -> Trade:
        return trade_of(self.lines)

    def seed(self, trade: Trade) -> NDArray[np.int32]:
        """Strength of the finding that touches each declaration, in the order of the trade."""
        return np.array([NOTHING if (s := self.lines[row].seed) is None else s for row in trade.row], np.int32)


def trade_of(lines: list[Line], companies: int = 12) -> Trade:
    """The lines as columns."""
    columns = {name: [getattr(one, name) for one in lines] for name in ("seller", "buyer", "product", "day", "weight")}
    return Trade.build(**columns, companies=companies)


@st.composite
def small_worlds(draw: st.DrawFn, most: int = 40) -> SmallWorld:
    """Few companies, few goods and few days, so that chains, cycles and ties are many."""
    companies = draw(st.integers(2, 10))
    products = draw(st.integers(1, 4))
    days = draw(st.integers(1, 8))
    party = st.integers(0, companies - 1)
    line = st.builds(
        Line,
        seller=party,
        buyer=party,
        product=st.integers(0, products - 1),
        day=st.integers(0, days - 1).map(lambda day: 20_000 + day),
        weight=st.integers(-1000, 0),
        seed=st.one_of(st.none(), st.none(), st.none(), st.integers(-2000, 0)),
    )
    table = draw(st.lists(st.booleans(), min_size=products**2, max_size=products**2))
    return SmallWorld(
        lines=draw(st.lists(line, max_size=most)),
        allowed=np.array(table, np.uint8).reshape(products, products),
        tiers=draw(st.integers(1, 6)),
        ageing=draw(st.integers(0, 50)),
    )


def spread_out(world: SmallWorld) -> SmallWorld:
    """The same world with goods 64 numbers apart, which sets of goods as 64 bits cannot tell from each other."""
    allowed = np.zeros((64 * len(world.allowed),) * 2, np.uint8)
    allowed[::64, ::64] = world.allowed
    lines = [replace(line, product=64 * line.product) for line in world.lines]
    return SmallWorld(lines, allowed, world.tiers, world.ageing)
