"""Findings and stakes of the story: what somebody concluded, and who owns whom."""

from collections.abc import Mapping
from datetime import date

from tadasu.demo._cast import LISTED_OWNERS, Member
from tadasu.schema import (
    ALWAYS,
    CompanySubject,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    Issue,
    ListId,
    Origin,
    Period,
    PlaceSubject,
    Stake,
    Subject,
)

REGION = "cn-xj"
"""The place whose goods are presumed to be tainted, by its id in `tadasu.places`."""

MARCH = date(2026, 3, 1)
"""From when the mill's finding and the presumption hold."""

_SINCE_MARCH = Period(start=MARCH)
_BONDAGE = Period(start=date(2026, 2, 1), end=date(2026, 8, 31))
_RECYCLING = Period(start=date(2025, 9, 1))
_SITE = "https://demo.example.org/findings#"
_STOCKBOOK = ListId("stakes")

_HOLDINGS: tuple[tuple[str, str, int], ...] = (
    ("holding", "wheel-maker", 750_000),
    ("listed-owner-1", "holding", 600_000),
    ("listed-owner-2", "flooring-maker", 300_000),
    ("listed-owner-2", "second-flooring-maker", 300_000),
    ("listed-owner-3", "flooring-maker", 200_000),
    ("listed-owner-3", "second-flooring-maker", 199_999),
    ("mill-owner", "mill", 800_000),
    ("wheel-maker", "holding", 50_000),
)
"""Owner, company, parts of a million. 60 % of 75 % is 45 %, yet the half holds at each step; 30 + 20 % is a half, 30 +
19.9999 % is not; the wheel maker owns a little of its owner, which closes a cycle."""


def findings(members: Mapping[str, Member]) -> tuple[Finding, ...]:
    """Every finding of the story, in the order of ids."""

    def company(role: str) -> EntityId:
        return members[role].company.id

    made = [
        _finding(
            "mill-yarn",
            GoodOfCompany(good="5205", company=company("mill")),
            Issue.STATE_IMPOSED_FORCED_LABOUR,
            FindingKind.SUBSTANTIATED,
            period=_SINCE_MARCH,
        ),
        _finding(
            "palm-oil",
            GoodOfCountry(good="1511", country="id"),
            Issue.CHILD_LABOUR,
            FindingKind.GOOD_AT_RISK,
            strength=-1_200,
        ),
        _finding(
            "parts-bondage",
            CompanySubject(company=company("parts-maker")),
            Issue.FORCED_LABOUR,
            FindingKind.SUBSTANTIATED,
            period=_BONDAGE,
        ),
        _finding(
            "stream",
            CompanySubject(company=company("lead-recycler")),
            Issue.POLLUTION,
            FindingKind.SUBSTANTIATED,
            period=_RECYCLING,
        ),
        _finding(
            "poisoning",
            CompanySubject(company=company("lead-recycler")),
            Issue.TOXIC_EXPOSURE,
            FindingKind.SUBSTANTIATED,
            period=_RECYCLING,
        ),
        _finding(
            "region",
            PlaceSubject(place=REGION),
            Issue.STATE_IMPOSED_FORCED_LABOUR,
            FindingKind.PRESUMED,
            strength=-700,
            period=_SINCE_MARCH,
            presumption=True,
        ),
    ]
    for number, role in enumerate(LISTED_OWNERS, 1):
        entry = company(role)
        made.append(
            _finding(
                f"listed-{number}",
                CompanySubject(company=entry),
                Issue.SANCTION,
                FindingKind.LISTED,
                basis=f"list_sanctions {entry}",
            )
        )
    return tuple(sorted(made, key=lambda finding: finding.id))


def stakes(members: Mapping[str, Member]) -> tuple[Stake, ...]:
    """Who owns how much of whom."""
    return tuple(
        Stake(
            owner=members[owner].company.id,
            company=members[company].company.id,
            origin=Origin(list_id=_STOCKBOOK, row=row),
            least=parts,
            most=parts,
        )
        for row, (owner, company, parts) in enumerate(_HOLDINGS, 1)
    )


def _finding(
    name: str,
    subject: Subject,
    issue: Issue,
    kind: FindingKind,
    *,
    basis: str = "",
    strength: int = 0,
    period: Period = ALWAYS,
    presumption: bool = False,
) -> Finding:
    return Finding(
        id=FindingId(name),
        subject=subject,
        issue=issue,
        kind=kind,
        basis=basis or f"demo case {name}",
        strength=strength,
        period=period,
        presumption=presumption,
        source_url=f"{_SITE}{name}",
    )
