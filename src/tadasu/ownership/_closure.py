"""The least fixed point of a rule of ownership: who is reached from given owners, and in which round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tadasu.ownership._arrays import Integers, Links
from tadasu.ownership._closure_kernel import Held, closure
from tadasu.schema import WHOLE, UsageError

HALF = 500_000
"""Half of the whole. "50 percent or more": OFAC, Revised Guidance on Entities Owned by Persons Whose Property and
Interests in Property Are Blocked, 13 August 2014. A law that says "more than 50 percent" takes one part more."""

NO_BOUND = 1 << 62
"""More than any sum of shares: where what others hold is not to bound anything."""

Bound = Literal["least", "most"]
Tiers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a company counts as its owners'.

    Their shares in it reach `threshold` parts of a million together; with `control`, also their votes do, or one of them
    controls or consolidates it. Raises `UsageError("ownership-threshold")` for a threshold of nothing or over the whole.
    """

    threshold: int = HALF
    control: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= WHOLE:
            raise UsageError("ownership-threshold", value=str(self.threshold))

    def tiers(self, links: Links, sources: Iterable[int], *, bound: Bound) -> Tiers:
        """The tier of every entity: 0 for the sources (numbers), n + 1 for what owners up to tier n reach, -1 for others.

        With the bound "least" only what is surely held counts; with "most" all that may be held, as far as what others
        surely hold leaves room for it.
        """
        share = links.least if bound == "least" else links.most
        held = Held(links.first, links.companies, links.kinds, share, links.least)
        starts = np.array(sorted(set(sources)), np.int32)
        tiers = closure(held, _spare(links, bound), starts, self.threshold, self.control)
        return np.asarray(tiers, np.int32)


def _spare(links: Links, bound: Bound) -> Integers:
    """What nobody surely holds; no bound with "least", and where more than the whole is held: there somebody is wrong."""
    if bound == "least":
        return np.full(links.held.size, NO_BOUND, np.int64)
    return np.where(links.held > WHOLE, NO_BOUND, WHOLE - links.held)
