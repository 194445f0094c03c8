"""Chains planted in a trade of any size, true ones and such as only look true, each with its answer known beforehand.

Every chain begins with a finding on a company. What is asked is whether the last declaration is reached from it: by
declarations in which the buyer of each is the seller of the next, the good of each may go into that of the next, none is
later than the next, and which are at most six. Companies of a chain serve no other chain.
"""

from dataclasses import dataclass

TIERS = 6
"""Declarations a chain has at most to count."""

TRUE_KINDS = ("cycle", "re-export", "same-day", "split", "straight", "third-country")
"""`straight` is a plain chain of 1 to 6 declarations. In the others goods go round in a circle before they leave; are
sold on unchanged; leave the day they arrive; come in several consignments, some too late; get another country of origin
from a trader in a third country."""

DECOY_KINDS = (
    "finding-behind",
    "late-finding",
    "other-good",
    "too-long",
    "wrong-date",
    "wrong-product",
)
"""The finding is on the last buyer of a circle; begins after the sale; is of another good of the company; is seven
declarations away; a good left before what it should be made of came; a good is not made of what came."""

CHAIN_KINDS = tuple(sorted((*TRUE_KINDS, *DECOY_KINDS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFinding:
    """On whom a chain's finding is; `good` is an HS code or empty for all, `since` a day from 1970-01-01 or None."""

    company: int
    good: str = ""
    since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A planted chain.

    `steps` are its declarations in order, as positions in the columns; a step has several when its goods came in parts.
    `tiers` is the fewest declarations that join the finding to the last one, 0 when none do; `reached` says whether they
    are at most six.
    """

    id: str
    kind: str
    finding: ChainFinding
    steps: tuple[tuple[int, ...], ...]
    tiers: int

    @property
    def reached(self) -> bool:
        """Whether the last declaration is reached from the finding."""
        return 0 < self.tiers <= TIERS

    @property
    def declarations(self) -> tuple[int, ...]:
        """Positions of all its declarations, step after step."""
        return tuple(position for step in self.steps for position in step)

    @property
    def last(self) -> int:
        """Position of the declaration that is asked about."""
        return self.steps[-1][-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A declaration before it has a position. `day` counts from the first day of its chain."""

    seller: int
    buyer: int
    good: str
    day: int
    country: str


@dataclass(slots=True, kw_only=True)
class Draft:
    """A chain before its legs have positions; `steps` are places in `legs`."""

    kind: str
    finding: ChainFinding
    legs: list[Leg]
    steps: list[list[int]]
    tiers: int
