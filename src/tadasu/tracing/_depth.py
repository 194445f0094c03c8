"""How far upstream a declaration can be seen, whatever was found there: the tiers of its longest chain.

A declaration of whose seller nothing is known that could have gone into the good has depth 1; one more for each step back
through goods that may be in it and came no later. Deeper than the tiers of the rules is not asked.
"""

import numpy as np
from numpy.typing import NDArray

from tadasu.tracing._depth_kernel import measure
from tadasu.tracing._pass import Rules
from tadasu.tracing._trade import Trade


def depths(trade: Trade, allowed: NDArray[np.uint8], *, rules: Rules | None = None) -> NDArray[np.int8]:
    """Depth of each declaration, from 1 to the tiers of the rules, int8.

    >>> trade = Trade.build(seller=[0, 1], buyer=[1, 2], product=[0, 0], day=[1, 2], weight=[0, 0])
    >>> depths(trade, np.ones((1, 1), np.uint8)).tolist()
    [1, 2]
    """
    tiers = (rules or Rules()).tiers
    found: NDArray[np.int8] = measure(
        trade.seller, trade.buyer, trade.product, trade.day, allowed, trade.companies, tiers
    )
    return found
