"""A stake: somebody owns part of a company, or controls it without owning."""

from dataclasses import dataclass
from enum import StrEnum

from tadasu.schema.declaration import Certainty
from tadasu.schema.entity import EntityId, Origin
from tadasu.schema.period import ALWAYS, Period

VERSION = "1"

WHOLE = 1_000_000
"""All of it: shares are whole parts of a million."""


class StakeKind(StrEnum):
    """Shares (also votes) add up; control and consolidation do not, and say so by themselves."""

    SHARES = "shares"
    VOTES = "votes"
    CONTROL = "control"
    CONSOLIDATED = "consolidated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """`owner` holds between `least` and `most` parts of a million of `company`; both None when no figure is given.

    A source that gives one figure has `least == most`; one that gives a band (25 to 50 %) has the band.
    """

    owner: EntityId
    company: EntityId
    origin: Origin
    kind: StakeKind = StakeKind.SHARES
    least: int | None = None
    most: int | None = None
    period: Period = ALWAYS
    certainty: Certainty = Certainty.REPORTED
    contested: bool = False

    def __post_init__(self) -> None:
        if (self.least is None) != (self.most is None):
            raise ValueError("a share has both bounds or none")
        if self.least is not None and self.most is not None and not 0 <= self.least <= self.most <= WHOLE:
            raise ValueError("a share lies between 0 and 1,000,000 parts")
