"""What a ban forbids, as far as declarations and findings can show it: which flows, for which findings, from what share.

It is read from the regime as it is set: prohibitions that hold, what they presume, the issues that they are about, and the
choices that this file names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tadasu.law import Asked, Family, Presumed, Prohibition, Regime, forbidden
from tadasu.schema import (
    CompanySubject,
    Finding,
    FindingKind,
    Flow,
    GoodOfCompany,
    Issue,
)

SHARE, PRESUMPTION, HOME_MADE = "share_min", "presumption", "made_in_japan"
"""Numbers and choices of a ban that act on what it touches: the least tainted share; of what State-imposed forced labour is
presumed; goods made at home."""
LEFT_TO_LABOUR_LAW = "none"
"""Of HOME_MADE: what is made at home with forced labour may go out and be sold."""
_MILLION = 1_000_000

_ISSUES: Mapping[str, frozenset[Issue]] = {
    "forced-labour": frozenset({Issue.FORCED_LABOUR, Issue.STATE_IMPOSED_FORCED_LABOUR}),
    "state-imposed-forced-labour": frozenset({Issue.STATE_IMPOSED_FORCED_LABOUR}),
    "child-labour": frozenset({Issue.CHILD_LABOUR}),
}
"""Issue of a regime -> issues of findings on which it forbids."""
_PERHAPS: Mapping[str, frozenset[Issue]] = {"forced-child-labour": frozenset({Issue.CHILD_LABOUR})}
"""The same, where a finding does not say whether it is that."""


class Ground(StrEnum):
    """What a finding rests on, as far as a presumption asks."""

    EVIDENCE = "evidence"
    """Of forced labour itself."""
    REGION = "region"
    """It is presumed of what a region or country sends."""
    ENTITY = "entity"
    """It is presumed of a company, or concluded from its place on a list or its part in what a State imposes."""


PRESUMPTIONS: Mapping[str, frozenset[Ground]] = {
    "region-entity": frozenset({Ground.REGION, Ground.ENTITY}),
    "region": frozenset({Ground.REGION}),
    "entity": frozenset({Ground.ENTITY}),
    "none": frozenset(),
}
"""Word of the choice PRESUMPTION -> of what is presumed."""
_PRESUMED: Mapping[Presumed, Ground] = {Presumed.REGION: Ground.REGION, Presumed.ENTITY: Ground.ENTITY}
_TAKES_PART = frozenset({FindingKind.LISTED, FindingKind.OWNED_BY_LISTED, FindingKind.LABOUR_TRANSFER})


def ground_of(finding: Finding) -> Ground:
    """On what a finding rests."""
    presumed = finding.presumption or finding.kind is FindingKind.PRESUMED
    imposed = finding.issue is Issue.STATE_IMPOSED_FORCED_LABOUR
    if not presumed and not (imposed and finding.kind in _TAKES_PART):
        return Ground.EVIDENCE
    return Ground.ENTITY if isinstance(finding.subject, CompanySubject | GoodOfCompany) else Ground.REGION


Grounds = Mapping[Issue, frozenset[Ground]]
"""Issue of a finding -> on what it may rest so that it suffices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banned:
    """`grounds` has the flows over the border of `place` (a country, or a group with its members of the day `on`), or within
    it, that are forbidden, each with the findings that suffice; findings on other grounds, and on issues of `perhaps`, leave it
    open. `least_share` is in parts of a million. `without_home`: findings on what is made at home do not count for what goes
    out or stays."""

    place: str
    on: date
    grounds: Mapping[Flow, Grounds]
    perhaps: frozenset[Issue] = frozenset()
    least_share: int = 0
    without_home: bool = False

    @property
    def issues(self) -> frozenset[Issue]:
        """The issues of findings that suffice for any flow."""
        return frozenset(issue for grounds in self.grounds.values() for issue in grounds)

    @property
    def forbids(self) -> bool:
        """Whether it forbids anything that findings can show."""
        return bool(self.grounds)


def banned_by(regime: Regime, asked: Asked) -> Banned:
    """What a regime forbids as it is set; nothing unless it is a ban on goods (`Family.PRODUCT_BAN`)."""
    is_ban = regime.family is Family.PRODUCT_BAN
    by_flow = {flow: _grounds(regime, asked, flow) for flow in Flow} if is_ban else {}
    perhaps = frozenset[Issue]().union(*(_PERHAPS.get(one.id, frozenset()) for one in regime.issues if is_ban))
    share = _set_to(regime, asked, SHARE)
    return Banned(
        place=regime.place,
        on=asked.on,
        grounds={flow: grounds for flow, grounds in by_flow.items() if grounds},
        perhaps=perhaps,
        least_share=round(share * _MILLION) if isinstance(share, Decimal) else 0,
        without_home=_set_to(regime, asked, HOME_MADE) == LEFT_TO_LABOUR_LAW,
    )


def _grounds(regime: Regime, asked: Asked, flow: Flow) -> Grounds:
    """What suffices for any prohibition of the flow: what is presumed for those that rest on a presumption, evidence for
    others."""
    out: dict[Issue, frozenset[Ground]] = {}
    every = tuple(one.id for one in regime.issues)
    for one in forbidden(regime, asked, flow):
        grounds = _rests_on(one, regime, asked)
        found = frozenset[Issue]().union(*(_ISSUES.get(issue, frozenset()) for issue in one.about or every))
        for issue in sorted(found):
            out[issue] = out.get(issue, frozenset()) | grounds
    return {issue: grounds for issue, grounds in out.items() if grounds}


def _rests_on(one: Prohibition, regime: Regime, asked: Asked) -> frozenset[Ground]:
    """Evidence, or what is presumed as far as the choice has it."""
    if not one.presumed_of:
        return frozenset({Ground.EVIDENCE})
    presumed, chosen = frozenset(_PRESUMED[each] for each in one.presumed_of), _set_to(regime, asked, PRESUMPTION)
    return presumed if chosen is None else presumed & PRESUMPTIONS.get(str(chosen), frozenset())


def _set_to(regime: Regime, asked: Asked, name: str) -> object:
    parameter = regime.parameters.get(name)
    return None if parameter is None else asked.value(parameter)
