"""What a ban would do to each declaration: the channels of its findings that suffice, and of those that leave it open.

Nothing is traced again where a channel counts whole. Shares of several channels are not added up where they speak for a ban,
and added up where they speak against it: they may be of different goods in one declaration.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._assess import Assessment, numbers_of
from tadasu.assessment._banned import Banned, ground_of
from tadasu.assessment._outcome import by_what_is_seen, hits
from tadasu.assessment._rules import OUTCOME, RULES, Disposition, Rule
from tadasu.assessment._sites import sites_of
from tadasu.assessment._traces import ChannelTrace, traced
from tadasu.law import lies_in
from tadasu.places import lineage
from tadasu.schema import (
    CompanySubject,
    Doubt,
    Finding,
    Flow,
    GoodOfCompany,
    GoodOfCountry,
    Subject,
)
from tadasu.tracing import Channel


class Touch(StrEnum):
    """What a ban would do to a declaration, as far as can be seen."""

    TOUCHED = "touched"
    PERHAPS = "perhaps"
    UNTRACEABLE = "untraceable"
    UNTOUCHED = "untouched"


TOUCHES = tuple(Touch)
_HOLDS = np.array([OUTCOME[rule] is Disposition.HOLD for rule in RULES], np.bool_)
_LEAVES_HOME = (Flow.EXPORT, Flow.DOMESTIC)


@dataclass(frozen=True, slots=True)
class Touched:
    """Parallel to the declarations: `touch` numbers TOUCHES; `spared` are untouched since too little of them is tainted."""

    touch: NDArray[np.int8]
    spared: NDArray[np.bool_]


Keep = Callable[[Finding], bool]


class Retraced:
    """The channels of an assessment with some of their findings alone; each choice of findings is traced once."""

    def __init__(self, result: Assessment) -> None:
        self.result = result
        self._findings = _findings_of(result)
        self._numbers = numbers_of(result.lines, result.companies, result.table)
        self._traces: dict[tuple[Finding, ...], tuple[ChannelTrace, ...]] = {}

    def channels(self, keep: Keep) -> Iterator[ChannelTrace]:
        """As they were traced where all findings of one are kept, else traced again."""
        for channel, own in self._findings.items():
            kept = tuple(one for one in own if keep(one))
            if len(kept) == len(own):
                yield from (one for one in self.result.channels if one.channel == channel)
            elif kept:
                if kept not in self._traces:
                    self._traces[kept] = self._traced(kept)
                yield from self._traces[kept]

    def _traced(self, kept: tuple[Finding, ...]) -> tuple[ChannelTrace, ...]:
        result = self.result
        return traced(
            result.lines,
            kept,
            numbers=self._numbers,
            sites=sites_of(result.lines, result.companies, kept),
            table=result.table,
            rules=result.rules,
        )


def touched(retraced: Retraced, banned: Banned, flow: Flow) -> Touched:
    """What the ban would do to each declaration if it were of this flow, one that it forbids."""
    result = retraced.result
    size, least_share = len(result.lines.declarations), banned.least_share
    policy = replace(result.policy, issues=banned.issues)
    sure, reached = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    most = np.zeros(size, np.int64)
    for hit in hits(result.lines, tuple(retraced.channels(_suffices(result, banned, flow))), policy):
        sure[hit.line] |= _HOLDS[hit.rule] & (hit.least >= least_share)
    for hit in hits(result.lines, tuple(retraced.channels(_counts(result, banned, flow))), policy):
        reached[hit.line] = True
        most[hit.line] += hit.most
    clear = by_what_is_seen(result.lines, policy, depth=result.depth, seen=result.seen, origin=result.origin)
    spared = reached & ~sure & (most < least_share)
    kinds = (
        (sure, Touch.TOUCHED),
        (spared, Touch.UNTOUCHED),
        (reached, Touch.PERHAPS),
        (clear != RULES.index(Rule.NOTHING_FOUND), Touch.UNTRACEABLE),
    )
    numbers = [TOUCHES.index(touch) for _, touch in kinds]
    touch = np.select([where for where, _ in kinds], numbers, TOUCHES.index(Touch.UNTOUCHED)).astype(np.int8)
    return Touched(touch, spared)


def _counts(result: Assessment, banned: Banned, flow: Flow) -> Keep:
    """Whether a finding may bring a declaration under the ban."""
    leaves_home = banned.without_home and flow in _LEAVES_HOME
    issues = {*banned.grounds.get(flow, {}), *banned.perhaps}

    def counts(one: Finding) -> bool:
        return one.issue in issues and not (leaves_home and _at_home(one.subject, result, banned))

    return counts


def _suffices(result: Assessment, banned: Banned, flow: Flow) -> Keep:
    """Whether it does so for sure, by what it rests on."""
    counts, grounds = _counts(result, banned, flow), banned.grounds.get(flow, {})
    return lambda one: ground_of(one) in grounds.get(one.issue, ()) and counts(one)


def _at_home(subject: Subject, result: Assessment, banned: Banned) -> bool:
    """Whether what a finding names is within the border."""
    match subject:
        case CompanySubject(company=company) | GoodOfCompany(company=company):
            found = result.companies.by_id.get(company)
            countries = () if found is None else found.countries
        case GoodOfCountry(country=country):
            countries = (country,)
        case _:
            countries = tuple(one.id for one in lineage(subject.place)[-1:])
    return any(lies_in(country, banned.place, banned.on) for country in countries)


def _findings_of(result: Assessment) -> dict[Channel, tuple[Finding, ...]]:
    """The findings of each channel as they were given: not those that tracing made weaker for an open place."""
    out: dict[Channel, tuple[Finding, ...]] = {}
    for one in result.channels:
        if one.doubt is not Doubt.PLACE_OPEN:
            out[one.channel] = out.get(one.channel, ()) + one.findings
    return out
