"""Goods of countries that an official list names for child or forced labour -> findings that ask, and never hold."""

from math import log

from tadasu.goods import Confidence, goods_at_risk
from tadasu.schema import MILLINATS, Finding, FindingId, FindingKind, GoodOfCountry, Issue

FIT = {Confidence.HIGH: 0.9, Confidence.MEDIUM: 0.5, Confidence.LOW: 0.2}
"""How well a code fits the good that the list names in words; set by hand."""


def risk_findings() -> tuple[Finding, ...]:
    """A finding for each code of each listed good, by issue; goods whose labour is in a traced input are left out.

    >>> {finding.kind.value for finding in risk_findings()}
    {'good-at-risk'}
    """
    out = []
    for one in goods_at_risk():
        if one.hs is None or one.derived or one.confidence not in FIT:
            continue
        for issue, named in ((Issue.FORCED_LABOUR, one.forced_labour), (Issue.CHILD_LABOUR, one.child_labour)):
            if named:
                out.append(
                    Finding(
                        id=FindingId(f"{one.id}:{issue}"),
                        subject=GoodOfCountry(one.hs, one.country),
                        issue=issue,
                        kind=FindingKind.GOOD_AT_RISK,
                        basis=one.source_list,
                        strength=round(MILLINATS * log(FIT[one.confidence])),
                    )
                )
    return tuple(out)
