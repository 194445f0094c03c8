"""What a new finding reaches: the declarations whose exposure it raises, without tracing everything anew.

The greatest sum over chains from old and new findings is the greater of the two, so only chains from the new ones are
followed, and none further than where an old chain of no more declarations is as strong. Exact: `trace` with all findings
gives the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.tracing import _checked
from tadasu.tracing._neighbours import Neighbours
from tadasu.tracing._pass import Exposures, Rules
from tadasu.tracing._reach_kernel import spread
from tadasu.tracing._trade import Trade
from tadasu.tracing._weights import NOTHING


@dataclass(slots=True)
class Reach:
    """A trade made ready to ask, again and again, what a new finding would reach. Not for two threads at once."""

    trade: Trade
    allowed: NDArray[np.uint8]
    found: Exposures
    rules: Rules
    sold: Neighbours
    _layer: NDArray[np.int32]
    _company: NDArray[np.int32]

    @classmethod
    def of(cls, trade: Trade, allowed: NDArray[np.uint8], found: Exposures, *, rules: Rules | None = None) -> "Reach":
        """`found` are the exposures by the findings of today. Raises UsageError `trade-column` for those of another trade."""
        rules = rules or Rules()
        allowed = _checked.table(allowed, trade.product)
        return cls(
            trade=trade,
            allowed=allowed,
            found=found,
            rules=rules,
            sold=Neighbours.sold(trade),
            _layer=as_potential(found, trade, rules),
            _company=np.full((trade.companies, 2), -1, np.int32),
        )

    def raised(self, touched: NDArray[np.int32], strength: NDArray[np.int32]) -> Exposures:
        """The declarations whose sums a finding raises that touches these (positions, ascending) so strongly; sums after it.

        Raises UsageError `trade-column`: a position that is not there or comes twice, a strength that is none.
        """
        trade = self.trade
        touched = _checked.places("touched", touched, len(trade))
        strength = _checked.strengths("strength", strength, touched.size)
        touched, strength = touched[strength > NOTHING], strength[strength > NOTHING]
        declaration, layer = spread(
            touched, strength, trade.seller, trade.buyer, trade.product, trade.day, trade.weight, self.sold.first,
            self.sold.item, self.allowed, self.rules.ageing, NOTHING, self.found.declaration, self._layer, self._company,
        )  # fmt: skip
        order = np.argsort(declaration, kind="stable")
        aged = (self.rules.ageing * trade.day[declaration[order]])[:, None]
        sums = layer[order]
        return Exposures(declaration=declaration[order], layer=np.where(sums > NOTHING, sums - aged, np.int32(NOTHING)))


def as_potential(found: Exposures, trade: Trade, rules: Rules) -> NDArray[np.int32]:
    """Sums with the ageing up to their day added back, so that those of different days can be compared."""
    declaration = _checked.places("declaration", found.declaration, len(trade))
    layer = _checked.layers(found.layer, declaration.size, rules.tiers)
    aged = (rules.ageing * trade.day[declaration])[:, None]
    return np.where(layer > NOTHING, layer + aged, np.int32(NOTHING)).astype(np.int32)
