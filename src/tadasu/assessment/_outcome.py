"""What each declaration comes to: the gravest that any kind of finding leads to, else what could be seen upstream."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._columns import Lines
from tadasu.assessment._rules import KIND_ORDER, OUTCOME, RULES, SHARE_BANDS, Policy, Rule, rule_of_hits, share_band
from tadasu.assessment._traces import ChannelTrace
from tadasu.schema import Issue
from tadasu.tracing import NOTHING, Channel

NO_CHANNEL = -1
MOST_TIERS = 100
"""More than a chain can have (tiers are int8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Parallel to the declarations. `rule` numbers RULES; `channel` the channels, NO_CHANNEL where no finding reaches.

    `strength` (thousandths of a nat, NOTHING for none) and `tier` (0 for none) are of the strongest chain; `share_least`
    and `share_most` are parts of a million by weight.
    """

    rule: NDArray[np.int8]
    channel: NDArray[np.int16]
    strength: NDArray[np.int32]
    tier: NDArray[np.int8]
    share_least: NDArray[np.int32]
    share_most: NDArray[np.int32]


def decided(
    lines: Lines,
    traced: Sequence[ChannelTrace],
    policy: Policy,
    *,
    depth: NDArray[np.int8],
    seen: NDArray[np.int32],
    origin: NDArray[np.int32],
) -> Outcome:
    """The outcome of every declaration; `depth`, `seen` and `origin` say what could be seen upstream of it."""
    size = len(lines.declarations)
    out = Outcome(
        rule=by_what_is_seen(lines, policy, depth=depth, seen=seen, origin=origin),
        channel=np.full(size, NO_CHANNEL, np.int16),
        strength=np.full(size, NOTHING, np.int32),
        tier=np.zeros(size, np.int8),
        share_least=np.zeros(size, np.int32),
        share_most=np.zeros(size, np.int32),
    )
    gravest = np.full(size, 1 << 30, np.int64)
    for number, one in enumerate(hits(lines, traced, policy)):
        gravity = _gravity(one.channel, one.rule, one.least, one.tiers)
        better = gravity < gravest[one.line]
        line = one.line[better]
        gravest[line] = gravity[better]
        out.rule[line] = one.rule[better]
        out.channel[line] = number
        out.strength[line] = one.strength[better]
        out.tier[line] = one.tiers[better]
        out.share_least[line] = one.least[better]
        out.share_most[line] = one.most[better]
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The declarations that one channel reaches (`line`), and what it alone comes to there; parallel arrays. `rule` numbers
    RULES, `least` and `most` are the tainted share in parts of a million."""

    channel: Channel
    line: NDArray[np.int64]
    rule: NDArray[np.int8]
    strength: NDArray[np.int32]
    tiers: NDArray[np.int32]
    least: NDArray[np.int32]
    most: NDArray[np.int32]


def hits(lines: Lines, traced: Sequence[ChannelTrace], policy: Policy) -> Iterator[Hits]:
    """What each channel comes to, one after the other."""
    line_of = np.flatnonzero(lines.place >= 0)
    for one in traced:
        at, line = one.found.declaration, line_of[one.found.declaration]
        open_ = (lines.milligrams[line] < 0) | (one.unsettled & (one.shares.most[at] == 0))
        most = np.where(open_, 1_000_000, one.shares.most[at]).astype(np.int32)
        rule = rule_of_hits(
            policy,
            one.channel,
            touched=one.seeds.strength[at] > NOTHING,
            strength=one.found.value,
            uncontested=one.uncontested,
            share_most=most,
            doubt=one.doubt,
        )
        yield Hits(
            channel=one.channel,
            line=line,
            rule=rule,
            strength=one.found.value,
            tiers=one.found.tiers,
            least=one.shares.least[at],
            most=most,
        )


def by_what_is_seen(
    lines: Lines,
    policy: Policy,
    *,
    depth: NDArray[np.int8],
    seen: NDArray[np.int32],
    origin: NDArray[np.int32],
) -> NDArray[np.int8]:
    """Number of the rule of each declaration by what could be seen upstream of it, whatever reaches it."""
    rules = (
        (lines.place < 0, Rule.GOOD_UNKNOWN),
        (depth <= 1, Rule.NO_UPSTREAM),
        (seen < policy.least_seen, Rule.LITTLE_SEEN),
        (origin < policy.least_origin, Rule.ORIGIN_UNSEEN),
    )
    numbers = [RULES.index(rule) for _, rule in rules]
    return np.select([where for where, _ in rules], numbers, RULES.index(Rule.NOTHING_FOUND)).astype(np.int8)


def _gravity(
    channel: Channel, rule: NDArray[np.int8], least: NDArray[np.int32], tiers: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Which of several kinds of finding decides, the least first: in the order of the queue, so that a declaration stands
    where its gravest one puts it. Disposition, state-imposed or not, band of the share, rule, issue, tier, kind."""
    kind, issue = channel
    disposition = np.array([OUTCOME[each] for each in RULES], np.int64)[rule]
    out = disposition * 2 + int(issue is not Issue.STATE_IMPOSED_FORCED_LABOUR)
    out = out * (len(SHARE_BANDS) + 1) + share_band(least)
    out = out * len(RULES) + rule
    out = out * len(Issue) + list(Issue).index(issue)
    out = out * (MOST_TIERS + 1) + tiers
    gravest: NDArray[np.int64] = out * len(KIND_ORDER) + KIND_ORDER.index(kind)
    return gravest
