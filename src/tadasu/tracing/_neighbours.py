"""Which declarations a company sold, and which exposed ones it bought: two indexes over a trade."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.tracing._neighbours_kernel import grouped
from tadasu.tracing._pass import Exposures
from tadasu.tracing._trade import Trade


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Company c has `item[first[c]:first[c + 1]]`, in the order of days."""

    first: NDArray[np.int32]
    item: NDArray[np.int32]

    @classmethod
    def sold(cls, trade: Trade) -> "Neighbours":
        """Positions of the declarations that each company sold."""
        return cls(*grouped(trade.seller, trade.companies))

    @classmethod
    def bought(cls, trade: Trade, found: Exposures) -> "Neighbours":
        """Rows of `found` (not positions) of the exposed declarations that each company bought."""
        return cls(*grouped(trade.buyer[found.declaration], trade.companies))
