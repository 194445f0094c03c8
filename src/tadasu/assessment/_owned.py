"""Stakes and listings -> findings of ownership, each for the days on which both hold.

A company is owned by listed parties on a day when parties that are listed on that day hold half or more of it on that day.
So the days between two changes of a listing or of a stake are asked one stretch at a time. The finding is as strong as the
weakest listing that it rests on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tadasu.assessment._companies import Companies
from tadasu.assessment._named import resolved
from tadasu.ownership import Owned, Proof, Stakes, owned_by
from tadasu.ownership import findings as findings_of_owned
from tadasu.schema import WHOLE, CompanySubject, Entity, EntityId, Finding, FindingId, FindingKind, Issue, Period, Stake

_COUNT = (FindingKind.LISTED, FindingKind.DETERMINED)
_ONE_DAY = timedelta(days=1)


def owned_findings(
    stakes: Sequence[Stake],
    named: Sequence[Entity],
    findings: Sequence[Finding],
    companies: Companies,
    *,
    days: Period,
    contested: bool = True,
) -> tuple[Finding, ...]:
    """Findings that companies are owned by those on which a listing or a determination lies.

    `named` are the parties of the stakes, each resolved with the rest; `findings` lie on companies; `days` are those of
    the declarations (both ends known).
    """
    same = resolved(named, companies)
    moved = [
        replace(stake, owner=same.get(stake.owner, stake.owner), company=same.get(stake.company, stake.company))
        for stake in stakes
    ]
    listings: dict[EntityId, list[Finding]] = {}
    for finding in findings:
        if finding.kind in _COUNT and isinstance(finding.subject, CompanySubject):
            listings.setdefault(finding.subject.company, []).append(finding)
    reached = _reached(moved, listings)
    out: list[Finding] = []
    for stretch in _stretches(reached, [one for own in listings.values() for one in own], days):
        out += _owned_on(stretch, reached, listings, companies, contested)
    return tuple(out)


def _reached(stakes: Sequence[Stake], listings: Mapping[EntityId, object]) -> list[Stake]:
    """Stakes of the listed and of whom they hold, on whatever day: no other can matter."""
    by_owner: dict[EntityId, list[Stake]] = {}
    for stake in stakes:
        if stake.owner != stake.company:
            by_owner.setdefault(stake.owner, []).append(stake)
    seen, waiting = set(listings), sorted(listings)
    out: list[Stake] = []
    while waiting:
        for stake in by_owner.get(waiting.pop(), ()):
            out.append(stake)
            if stake.company not in seen:
                seen.add(stake.company)
                waiting.append(stake.company)
    return out


def _stretches(stakes: Sequence[Stake], listings: Sequence[Finding], days: Period) -> list[Period]:
    """The days cut where a stake or a listing begins or ends; the first and last are open."""
    assert days.start is not None
    assert days.end is not None
    periods = [stake.period for stake in stakes] + [one.period for one in listings]
    begins = {period.start for period in periods if period.start} | {
        period.end + _ONE_DAY for period in periods if period.end and period.end < date.max
    }
    cuts = sorted(day for day in begins if days.start < day <= days.end)
    starts: list[date | None] = [None, *cuts]
    ends: list[date | None] = [*(day - _ONE_DAY for day in cuts), None]
    return [Period(start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _owned_on(
    stretch: Period,
    stakes: Sequence[Stake],
    listings: Mapping[EntityId, Sequence[Finding]],
    companies: Companies,
    contested: bool,
) -> list[Finding]:
    day = stretch.start or stretch.end or date.max
    book = Stakes.build(stakes, on=day, contested=contested)
    held = {
        owner: [one for one in own if one.period.holds(day)] for owner, own in listings.items() if owner in book.numbers
    }
    issues = {owner: min((one.issue for one in own), key=list(Issue).index) for owner, own in held.items() if own}
    if not issues:
        return []
    owned = owned_by(book, list(issues))
    return [_told(finding, stretch, owned, held, companies) for finding in findings_of_owned(owned, issues=issues)]


def _told(
    finding: Finding,
    stretch: Period,
    owned: Owned,
    held: Mapping[EntityId, Sequence[Finding]],
    companies: Companies,
) -> Finding:
    """For the stretch, as strong as the weakest listing it rests on, its basis in names."""
    assert isinstance(finding.subject, CompanySubject)
    proof = owned.proof(finding.subject.company)
    return replace(
        finding,
        id=FindingId(f"{finding.id}:{stretch.start}" if stretch.start else finding.id),
        period=stretch,
        strength=min(max(one.strength for one in held[owner]) for owner in proof.listed),
        basis=_basis(proof, companies),
    )


def _basis(proof: Proof, companies: Companies) -> str:
    """Who holds how much of whom, and where it is written: `A 60 % of B (stakes.csv, row 2)`; steps joined by `; `."""
    name = {entity.id: entity.name for entity in companies.entities}
    parts = []
    for step in proof.steps:
        for link in step.links:
            rows = ", ".join(f"{stake.origin.list_id}, row {stake.origin.row}" for stake in link.stakes)
            share = f"{link.least * 100 / WHOLE:g} %" if step.total else step.kind.value
            parts.append(
                f"{name.get(link.owner, link.owner)} {share} of {name.get(step.company, step.company)} ({rows})"
            )
    return "; ".join(parts)
