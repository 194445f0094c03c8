"""Findings and stakes name parties in their own way -> the same said of the companies of the declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tadasu.assessment._companies import Companies
from tadasu.assessment._listings import LIKELY, strength_of
from tadasu.ownership import Stakes, owned_by
from tadasu.ownership import findings as findings_of_owned
from tadasu.schema import (
    LEAST_STRENGTH,
    CompanySubject,
    Entity,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    Issue,
    Party,
    Stake,
)
from tadasu.screening import Index, Options, screen

CERTAINLY = 0
"""Strength that a finding keeps on a company that resolved to the very party it names."""


def party_of(named: Entity) -> Party:
    """The party under which a named one is resolved together with sellers and buyers."""
    return Party(
        name=named.name,
        country=named.countries[0] if named.countries else "",
        address=named.addresses[0] if named.addresses else "",
    )


def on_companies(
    findings: Sequence[Finding],
    named: Sequence[Entity],
    companies: Companies,
    *,
    likely: float = LIKELY,
    threads: int | None = None,
) -> tuple[Finding, ...]:
    """The findings with the companies of `companies` in the place of the parties they name; those on places and goods of
    countries as they are.

    `named` are the parties that findings name, each resolved (`party_of`) with the rest. A finding lies on the company
    that its party resolved to, and, weaker by the logarithm of the probability, on each other company that is likely the
    same. A finding on a party that has no name lies on the company of that id, if there is one.
    """
    same = _same(named, companies)
    alike = _alike(named, companies, likely, threads)
    known = {entity.id for entity in companies.entities}
    out: list[Finding] = []
    for finding in findings:
        subject = finding.subject
        if not isinstance(subject, CompanySubject | GoodOfCompany):
            out.append(finding)
        elif subject.company in same:
            strengths = {**alike.get(subject.company, {}), same[subject.company]: CERTAINLY}
            out += [_moved(finding, company, strengths[company]) for company in sorted(strengths)]
        elif subject.company in known:
            out.append(finding)
    return tuple(out)


def owned_findings(
    stakes: Sequence[Stake],
    named: Sequence[Entity],
    findings: Sequence[Finding],
    companies: Companies,
    *,
    on: date,
    contested: bool = True,
) -> tuple[Finding, ...]:
    """Findings of ownership: companies that those on which a listing or determination lies own by half or more.

    `named` are the parties of the stakes, each resolved with the rest; `findings` lie on companies.
    """
    same = _same(named, companies)
    moved = [
        replace(stake, owner=same.get(stake.owner, stake.owner), company=same.get(stake.company, stake.company))
        for stake in stakes
    ]
    book = Stakes.build((stake for stake in moved if stake.owner != stake.company), on=on, contested=contested)
    issues: dict[EntityId, Issue] = {}
    for finding in sorted(findings, key=lambda one: list(Issue).index(one.issue), reverse=True):
        if finding.kind in (FindingKind.LISTED, FindingKind.DETERMINED) and isinstance(finding.subject, CompanySubject):
            issues[finding.subject.company] = finding.issue
    listed = [owner for owner in issues if owner in book.numbers]
    return findings_of_owned(owned_by(book, listed), issues=issues) if listed else ()


def _same(named: Sequence[Entity], companies: Companies) -> dict[EntityId, EntityId]:
    """Named party -> the company that it resolved to; of several of one id the first counts."""
    out: dict[EntityId, EntityId] = {}
    for one in named:
        out.setdefault(one.id, EntityId(companies.entities[companies.of(party_of(one))].id))
    return out


def _alike(
    named: Sequence[Entity], companies: Companies, likely: float, threads: int | None
) -> Mapping[EntityId, Mapping[EntityId, int]]:
    """Named party -> companies that are likely the same, and how strong a finding stays there."""
    if not named or not companies.entities:
        return {}
    found = screen(companies.entities, Index.build(named), options=Options(threshold=likely, threads=threads))
    out: dict[EntityId, dict[EntityId, int]] = {}
    for match in found.matches:
        out.setdefault(match.entity_id, {})[EntityId(match.query_id)] = strength_of(match.probability)
    return out


def _moved(finding: Finding, company: EntityId, strength: int) -> Finding:
    subject = finding.subject
    moved = GoodOfCompany(subject.good, company) if isinstance(subject, GoodOfCompany) else CompanySubject(company)
    return replace(
        finding,
        id=finding.id if strength == CERTAINLY else FindingId(f"{finding.id}:{company}"),
        subject=moved,
        strength=max(finding.strength + strength, LEAST_STRENGTH),
    )
