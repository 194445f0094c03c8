"""Each kind of finding on each issue, traced by itself: exposures, shares, and what is left without contested links.

Findings in doubt (a denied stake, an owner or a place that is open) are traced apart from those that are not, so that what
a sure finding leads to never rests on a doubtful one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._columns import Lines
from tadasu.assessment._sites import Sites, perhaps_touched, surely_touched
from tadasu.goods import Transformations
from tadasu.schema import Doubt, Finding
from tadasu.tracing import (
    NOTHING,
    Channel,
    Exposures,
    Lots,
    Makings,
    Numbers,
    Rules,
    Seeds,
    Shares,
    Trade,
    channels,
    depths,
    tainted_shares,
    trace,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTrace:
    """What one kind of finding on one issue reaches; positions are those of `Lines.trade`.

    `doubt` is that of all its findings: where there is one, it leads to a question at most, and `uncontested` is NOTHING.
    Parallel to `found` are `uncontested`, the strength by chains without contested links, NOTHING where there is none, and
    `unsettled`: whether what the seller has left is told by a tie or a denial alone (touched goods came on the same day,
    or a sale of the seller's that is contested).
    """

    channel: Channel
    findings: tuple[Finding, ...]
    seeds: Seeds
    found: Exposures
    shares: Shares
    uncontested: NDArray[np.int32]
    unsettled: NDArray[np.bool_]
    doubt: Doubt = Doubt.NONE


def traced(
    lines: Lines,
    findings: Sequence[Finding],
    *,
    numbers: Numbers,
    sites: Sites,
    table: Transformations,
    rules: Rules,
) -> tuple[ChannelTrace, ...]:
    """Trace the findings channel by channel, and within a channel those of each doubt; a doubt that touches nothing is left
    out."""
    return tuple(
        _traced(lines, channel, own, touched, doubt, table, rules)
        for channel, of_channel in channels(findings).items()
        for doubt, own, touched in _by_doubt(lines, of_channel, numbers, sites)
        if not doubt or (touched.strength > NOTHING).any()
    )


def _by_doubt(
    lines: Lines, findings: Sequence[Finding], numbers: Numbers, sites: Sites
) -> Iterator[tuple[Doubt, tuple[Finding, ...], Seeds]]:
    for doubt in Doubt:
        own = tuple(one for one in findings if one.doubt is doubt)
        if own:
            yield doubt, own, surely_touched(own, lines, sites, numbers)
    yield Doubt.PLACE_OPEN, *perhaps_touched([one for one in findings if not one.doubt], lines, sites)


def _traced(
    lines: Lines,
    channel: Channel,
    findings: tuple[Finding, ...],
    touched: Seeds,
    doubt: Doubt,
    table: Transformations,
    rules: Rules,
) -> ChannelTrace:
    found = trace(lines.trade, touched.strength, table.allowed, rules=rules)
    return ChannelTrace(
        channel=channel,
        findings=findings,
        seeds=touched,
        found=found,
        shares=shares(lines, touched.strength, table),
        uncontested=np.full_like(found.value, NOTHING)
        if doubt
        else _uncontested(lines, touched.strength, found, table, rules),
        unsettled=_unsettled(lines, found),
        doubt=doubt,
    )


def shares(lines: Lines, seed: NDArray[np.int32], table: Transformations) -> Shares:
    """Tainted shares by weight, in the order of the trade. What feeds nobody leaves no stock either."""
    milligrams = lines.milligrams[lines.place >= 0]
    lots = Lots.build(amount=milligrams, seed=seed, begins=_begins(lines, table))
    nobody = np.int32(lines.trade.companies - 1)
    trade = replace(lines.trade, seller=np.where(lines.trade.buyer == nobody, nobody, lines.trade.seller))
    return tainted_shares(trade, lots, Makings(allowed=table.allowed))


def _begins(lines: Lines, table: Transformations) -> NDArray[np.bool_]:
    """Where a chain begins: a good that nothing else becomes, sold by one who is not known to have bought it before."""
    heads = np.array([code[:4] for code in table.products])
    made_of = (heads[np.flatnonzero(column)] for column in table.allowed.T)
    primary = np.array([bool((others == head).all()) for others, head in zip(made_of, heads, strict=True)], np.bool_)
    first: NDArray[np.bool_] = depths(lines.trade, table.allowed, rules=Rules(tiers=2), back=True) == 1
    return primary[lines.trade.product] & first


def _unsettled(lines: Lines, found: Exposures) -> NDArray[np.bool_]:
    """Whether a seller got touched goods on the very day, or is said to have sold some before and denies it."""
    trade, at = lines.trade, found.declaration
    day = trade.day.astype(np.int64)
    came = np.unique((trade.buyer[at].astype(np.int64) << 32) + day[at])
    same_day = np.isin((trade.seller[at].astype(np.int64) << 32) + day[at], came)
    first = np.full(trade.companies, np.iinfo(np.int64).max)
    np.minimum.at(first, trade.seller[lines.contested], day[lines.contested])
    return same_day | (first[trade.seller[at]] <= day[at])


def _uncontested(
    lines: Lines, seed: NDArray[np.int32], found: Exposures, table: Transformations, rules: Rules
) -> NDArray[np.int32]:
    if not lines.contested.any():
        return found.value
    keep, trade = np.flatnonzero(~lines.contested), lines.trade
    rest = Trade.build(
        seller=trade.seller[keep],
        buyer=trade.buyer[keep],
        product=trade.product[keep],
        day=trade.day[keep],
        weight=trade.weight[keep],
        companies=trade.companies,
    )
    again = trace(rest, seed[keep], table.allowed, rules=rules)
    value = np.full(len(trade), NOTHING, np.int32)
    value[keep[again.declaration]] = again.value
    return value[found.declaration]
