"""Declarations, companies and findings -> what to do with each declaration, in which order, and why."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._columns import Lines, lines_of, natural
from tadasu.assessment._companies import Companies
from tadasu.assessment._outcome import Outcome, decided
from tadasu.assessment._rules import KIND_ORDER, OUTCOME, RULES, Policy, share_band
from tadasu.assessment._sites import sites_of
from tadasu.assessment._traces import ChannelTrace, shares, traced
from tadasu.goods import Transformations, transformations
from tadasu.schema import Declaration, Finding, Flow, Issue
from tadasu.tracing import NOTHING, Numbers, Rules, depths


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The result; arrays are parallel to `lines.declarations`.

    `seen` is what part of what the seller bought for it is on record, `origin` what part could be followed to where it was
    grown, mined or caught (parts of a million); `depth` is how many tiers could be seen, 1 for none upstream.
    `queue` holds the numbers of the declarations assessed, the first to look at first; `seconds` is by stage.
    """

    lines: Lines
    companies: Companies
    channels: tuple[ChannelTrace, ...]
    policy: Policy
    rules: Rules
    table: Transformations
    outcome: Outcome
    seen: NDArray[np.int32]
    origin: NDArray[np.int32]
    depth: NDArray[np.int8]
    queue: NDArray[np.int64]
    seconds: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def reached_by(self) -> Mapping[int, tuple[int, ...]]:
        """Declaration -> the channels that reach it, the deciding one first; those that none reaches are left out."""
        line_of = np.flatnonzero(self.lines.place >= 0)
        out: dict[int, list[int]] = {}
        for number, one in enumerate(self.channels):
            for line in line_of[one.found.declaration].tolist():
                out.setdefault(line, []).append(number)
        return {
            line: tuple(sorted(numbers, key=lambda number: (number != self.outcome.channel[line], number)))
            for line, numbers in out.items()
        }


def assess(
    declarations: Sequence[Declaration],
    companies: Companies,
    findings: Sequence[Finding],
    *,
    upstream: Sequence[Declaration] = (),
    policy: Policy | None = None,
    rules: Rules | None = None,
    table: Transformations | None = None,
    flow: Flow | None = None,
    country: str = "",
    without_contested: bool = False,
) -> Assessment:
    """Assess the declarations of one flow (all when None) into or out of one country (alpha-2, lower case; all when
    empty); the others, and all in `upstream`, serve as what is known upstream. Ids are unique over both.

    `findings` name companies by the ids of `companies`; with `without_contested` nothing comes over contested links.
    """
    clock = _Clock()
    policy, rules, table = policy or Policy(), rules or Rules(), table or transformations()
    own = frozenset(one.id for one in declarations)
    lines = lines_of((*declarations, *upstream), companies, without_contested=without_contested)
    clock.lap("columns")
    sites = sites_of(lines, companies, findings)
    clock.lap("places")
    numbers = numbers_of(lines, companies, table)
    traces = traced(lines, findings, numbers=numbers, sites=sites, table=table, rules=rules)
    clock.lap("tracing")
    depth = _on_lines(lines, depths(lines.trade, table.allowed, rules=rules), 1).astype(np.int8)
    upstream_of = shares(lines, np.full(len(lines.trade), NOTHING, np.int32), table)
    seen = _on_lines(lines, upstream_of.seen, 0)
    origin = _on_lines(lines, 1_000_000 - upstream_of.most, 0)
    outcome = decided(lines, traces, policy, depth=depth, seen=seen, origin=origin)
    clock.lap("outcome")
    assessed = np.array([one.id in own and _is_asked(one, flow, country) for one in lines.declarations], np.bool_)
    result = Assessment(
        lines=lines,
        companies=companies,
        channels=traces,
        policy=policy,
        rules=rules,
        table=table,
        outcome=outcome,
        depth=depth,
        seen=seen,
        origin=origin,
        queue=np.zeros(0, np.int64),
    )
    queue = ranked(result, np.flatnonzero(assessed))
    clock.lap("ranking")
    return replace(result, queue=queue, seconds=clock.laps)


def ranked(result: Assessment, lines: NDArray[np.int64]) -> NDArray[np.int64]:
    """These declarations, the first to look at first.

    One thing after the other, none weighed against another: disposition, state-imposed or not, band of the least tainted
    share, power of ten of the weight, nearer tiers, what the finding rests on, strength of the chain, id.
    """
    out = result.outcome
    channel = out.channel[lines]
    disposition = np.array([OUTCOME[rule] for rule in RULES], np.int8)[out.rule[lines]]
    kinds = [KIND_ORDER.index(one.channel[0]) for one in result.channels] + [len(KIND_ORDER)]
    imposed = [int(one.channel[1] is not Issue.STATE_IMPOSED_FORCED_LABOUR) for one in result.channels] + [1]
    by_id = sorted(range(lines.size), key=lambda place: natural(result.lines.declarations[lines[place]].id))
    last = np.empty(lines.size, np.int64)
    last[by_id] = np.arange(lines.size)
    keys = (
        last,
        -out.strength[lines].astype(np.int64),
        np.array(kinds, np.int8)[channel],
        out.tier[lines],
        -_digits(result.lines.milligrams[lines]),
        share_band(out.share_least[lines]),
        np.array(imposed, np.int8)[channel],
        disposition,
    )
    return lines[np.lexsort(keys)]


def _is_asked(one: Declaration, flow: Flow | None, country: str) -> bool:
    """Whether it is of the flow, and crosses the border of the country: in when it is an import, out when an export. Where
    the country of the party inside is not known, it may: unknown is never out of the question."""
    inside = one.seller.country if one.flow is Flow.EXPORT else one.buyer.country
    return flow in (None, one.flow) and (not country or inside in ("", country))


def numbers_of(lines: Lines, companies: Companies, table: Transformations) -> Numbers:
    """What the numbers of the trade stand for; places are told line by line (`_sites`)."""
    return Numbers(
        companies={entity.id: number for number, entity in enumerate(companies.entities)},
        products=table.products,
        countries=lines.countries,
    )


def _on_lines(lines: Lines, values: NDArray[np.int8] | NDArray[np.int32], other: int) -> NDArray[np.int32]:
    """Values of the trade on all lines; `other` for those that are not in it."""
    out = np.full(len(lines.declarations), other, np.int32)
    out[lines.place >= 0] = values
    return out


def _digits(amounts: NDArray[np.int64]) -> NDArray[np.int8]:
    """Digits of a whole amount, 0 when it is not known."""
    powers = 10 ** np.arange(18, dtype=np.int64)
    return np.where(amounts > 0, np.searchsorted(powers, amounts, side="right"), 0).astype(np.int8)


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.laps[stage] = self.laps.get(stage, 0.0) + now - self._last
        self._last = now
