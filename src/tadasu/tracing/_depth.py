"""How far upstream a declaration can be seen, whatever was found there: the tiers of its longest chain.

A chain is as in `docs/tracing.md` (the buyer of each declaration is the seller of the next, the good may go into the next
good, none is later than the next), and in it no firm passes on to its buyer what it bought from that buyer: the buyer of a
declaration is never the seller of the one before it. So two firms that sell to each other do not seem to have anything
upstream. A ring of three or more still does. A declaration before which there is none has depth 1. Deeper than the tiers
of the rules is not asked.
"""

import numpy as np
from numpy.typing import NDArray

from tadasu.tracing import _checked
from tadasu.tracing._depth_kernel import HOLDING, measure, rooms
from tadasu.tracing._pass import Rules
from tadasu.tracing._pass_kernel import sets_of_inputs
from tadasu.tracing._trade import Trade


def depths(
    trade: Trade, allowed: NDArray[np.uint8], *, rules: Rules | None = None, back: bool = False
) -> NDArray[np.int8]:
    """Depth of each declaration, from 1 to the tiers of the rules, int8.

    With `back`, what came from the buyer counts too: then 1 says that the seller bought nothing at all for it. Raises
    UsageError `trade-column` when the table does not fit the trade.

    >>> trade = Trade.build(seller=[0, 1, 2], buyer=[1, 2, 1], product=[0, 0, 0], day=[1, 2, 3], weight=[0, 0, 0])
    >>> depths(trade, np.ones((1, 1), np.uint8)).tolist()
    [1, 2, 1]
    >>> depths(trade, np.ones((1, 1), np.uint8), back=True).tolist()
    [1, 2, 3]
    """
    tiers = (rules or Rules()).tiers
    allowed = _checked.table(allowed, trade.product)
    depth = np.ones(len(trade), np.int8)
    if tiers == 1:
        return depth
    inputs = sets_of_inputs(allowed)
    firm = np.zeros((trade.companies, 3), np.int32)
    sets = np.zeros((trade.companies, 2), np.uint64)
    room = rooms(trade.seller, trade.buyer, trade.product, inputs, firm, sets)
    # Made here and not in the loop: NumPy asks for large pages, which take a third off the time of ten million.
    holding = np.empty(room, HOLDING)
    measure(
        trade.seller, trade.buyer, trade.product, trade.day, np.ascontiguousarray(allowed.T), inputs, tiers, back, firm,
        sets, holding, depth,
    )  # fmt: skip
    return depth
