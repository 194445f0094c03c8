"""The named rules by which a declaration is held, asked about, cleared, or said to be not traceable.

The first rule that fits decides, in the order of `Rule`. No rule weighs one thing against another: severity is never
averaged, and what cannot be seen is never clear.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import Doubt, FindingKind, Issue, UsageError
from tadasu.tracing import Channel


class Disposition(IntEnum):
    """What is to be done, the gravest first."""

    HOLD = 0
    ASK = 1
    NOT_TRACEABLE = 2
    CLEAR = 3


class Rule(StrEnum):
    """Why. `wording` has a sentence for each."""

    TOUCHED = "touched"
    """A finding that the policy holds for touches the declaration itself."""
    IN_CHAIN = "in-chain"
    """Goods that such a finding touches may be in it, by a chain that is strong enough."""
    CONTESTED = "contested"
    """The same, but every chain has a link that a named party denies."""
    OWNER_UNSURE = "owner-unsure"
    """The same, if listed parties own half of a company, which the stakes leave open."""
    PLACE_OPEN = "place-open"
    """The same, if a seller is in the place that the finding is on, which its addresses leave open."""
    USED_UP = "used-up"
    """Such goods came to the seller, but by the amounts declared they had left before."""
    WEAK_CHAIN = "weak-chain"
    """The chain is weaker than the policy holds for."""
    OTHER_FINDING = "other-finding"
    """A finding of a kind or an issue that the policy asks about and does not hold for."""
    GOOD_UNKNOWN = "good-unknown"
    """The code names no good that can be traced."""
    NO_UPSTREAM = "no-upstream"
    """Nothing is known of what the seller made it from."""
    LITTLE_SEEN = "little-seen"
    """Less of what it was made from could be seen than the policy asks for."""
    ORIGIN_UNSEEN = "origin-unseen"
    """Less of it than the policy asks for could be followed to where its materials were grown, mined or caught."""
    NOTHING_FOUND = "nothing-found"
    """Nothing was found in what could be seen."""


RULES = tuple(Rule)
OUTCOME = {
    Rule.TOUCHED: Disposition.HOLD,
    Rule.IN_CHAIN: Disposition.HOLD,
    Rule.CONTESTED: Disposition.ASK,
    Rule.OWNER_UNSURE: Disposition.ASK,
    Rule.PLACE_OPEN: Disposition.ASK,
    Rule.USED_UP: Disposition.ASK,
    Rule.WEAK_CHAIN: Disposition.ASK,
    Rule.OTHER_FINDING: Disposition.ASK,
    Rule.GOOD_UNKNOWN: Disposition.ASK,
    Rule.NO_UPSTREAM: Disposition.NOT_TRACEABLE,
    Rule.LITTLE_SEEN: Disposition.ASK,
    Rule.ORIGIN_UNSEEN: Disposition.NOT_TRACEABLE,
    Rule.NOTHING_FOUND: Disposition.CLEAR,
}

KIND_ORDER = (
    FindingKind.DETERMINED,
    FindingKind.SUBSTANTIATED,
    FindingKind.LISTED,
    FindingKind.OWNED_BY_LISTED,
    FindingKind.LABOUR_TRANSFER,
    FindingKind.PRESUMED,
    FindingKind.GOOD_AT_RISK,
)
"""Findings by the strength of what they rest on; orders what is equally grave."""

SHARE_BANDS = (500_000, 250_000, 100_000, 1)
"""Least tainted share, in parts of a million, of each band of the queue; the last band holds what is 0 or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a ban holds for.

    `issues` and `kinds` are those that lead to a hold; others lead to a question. `least_strength` (thousandths of a nat;
    -2303 is one in ten) is the weakest chain that holds. For a declaration to be clear, `least_seen` (parts of a million)
    of what the seller bought for it must be on record, and `least_origin` of it be followed to its origin.
    """

    issues: frozenset[Issue] = frozenset({Issue.STATE_IMPOSED_FORCED_LABOUR, Issue.FORCED_LABOUR, Issue.SANCTION})
    kinds: frozenset[FindingKind] = frozenset(set(FindingKind) - {FindingKind.GOOD_AT_RISK})
    least_strength: int = -2303
    least_seen: int = 500_000
    least_origin: int = 500_000

    def __post_init__(self) -> None:
        if self.least_strength > 0:
            raise UsageError("policy-out-of-range", name="least_strength", value=str(self.least_strength))
        for name in ("least_seen", "least_origin"):
            if not 0 <= getattr(self, name) <= 1_000_000:
                raise UsageError("policy-out-of-range", name=name, value=str(getattr(self, name)))

    def holds_for(self, channel: Channel) -> bool:
        """Whether findings of this kind and issue lead to a hold."""
        kind, issue = channel
        return kind in self.kinds and issue in self.issues


def rule_of_hits(
    policy: Policy,
    channel: Channel,
    *,
    touched: NDArray[np.bool_],
    strength: NDArray[np.int32],
    uncontested: NDArray[np.int32],
    share_most: NDArray[np.int32],
    doubt: Doubt = Doubt.NONE,
) -> NDArray[np.int8]:
    """Number of the rule (in RULES) for each declaration that a channel reaches; parallel arrays.

    `uncontested` is the strength of the strongest chain without a contested link, `share_most` the most that may be
    tainted, in parts of a million.
    """
    if not policy.holds_for(channel):
        return np.full(strength.size, RULES.index(Rule.OTHER_FINDING), np.int8)
    strong = strength >= policy.least_strength
    rules = (
        (strong & (uncontested < policy.least_strength), Rule(doubt or Doubt.CONTESTED)),
        (touched & strong, Rule.TOUCHED),
        (strong & (share_most == 0), Rule.USED_UP),
        (strong, Rule.IN_CHAIN),
    )
    numbers = np.select(
        [where for where, _ in rules], [RULES.index(rule) for _, rule in rules], RULES.index(Rule.WEAK_CHAIN)
    )
    return numbers.astype(np.int8)


def share_band(least: NDArray[np.int32]) -> NDArray[np.int8]:
    """Band of the queue by the least tainted share, 0 the gravest.

    >>> share_band(np.array([620_000, 99_999, 0], np.int32)).tolist()
    [0, 3, 4]
    """
    return np.select([least >= bound for bound in SHARE_BANDS], range(len(SHARE_BANDS)), len(SHARE_BANDS)).astype(
        np.int8
    )
