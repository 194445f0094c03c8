"""Findings name parties in their own way -> the same said of the companies of the declarations."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from tadasu.assessment._companies import Companies
from tadasu.assessment._listings import LIKELY, strength_of
from tadasu.schema import (
    LEAST_STRENGTH,
    CompanySubject,
    Entity,
    EntityId,
    Finding,
    FindingId,
    GoodOfCompany,
    Party,
)
from tadasu.screening import Index, Options, screen


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
    traders: Container[EntityId],
    likely: float = LIKELY,
    threads: int | None = None,
) -> tuple[Finding, ...]:
    """The findings with companies of `companies` in the place of the parties they name; those on places and goods of
    countries as they are.

    `named` are the parties that findings name, each resolved (`party_of`) with the rest; `traders` are the companies that
    sell or buy. A finding lies on the company that its party resolved to, if that one trades; else on the one trader to
    which a document gives the number by which the finding names it; else, weaker by the logarithm of the probability, on
    each trader that is likely the same and not known to be in another country, and on its own company besides.
    """
    same = resolved(named, companies)
    lost = [one for one in named if same[one.id] not in traders and one.id not in companies.by_number]
    alike = _alike(lost, companies, traders, likely, threads)
    out: list[Finding] = []
    for finding in findings:
        subject = finding.subject
        if not isinstance(subject, CompanySubject | GoodOfCompany):
            out.append(finding)
            continue
        company = same.get(subject.company, subject.company)
        numbered = companies.by_number.get(subject.company, ())
        if company in traders:
            out.append(_moved(finding, company, 0))
        elif len(numbered) == 1:
            out.append(_moved(finding, numbered[0], 0))
        else:  # it touches nothing here, but others may be owned by it
            out.append(_moved(finding, company, 0))
            out += [_moved(finding, other, weight) for other, weight in sorted(alike.get(subject.company, {}).items())]
    return tuple(out)


def resolved(named: Sequence[Entity], companies: Companies) -> dict[EntityId, EntityId]:
    """Named party -> the company that it resolved to; of several of one id the first counts."""
    out: dict[EntityId, EntityId] = {}
    for one in named:
        out.setdefault(one.id, EntityId(companies.entities[companies.of(party_of(one))].id))
    return out


def _alike(
    named: Sequence[Entity],
    companies: Companies,
    traders: Container[EntityId],
    likely: float,
    threads: int | None,
) -> Mapping[EntityId, Mapping[EntityId, int]]:
    """Named party -> traders that are likely the same, and how strong a finding stays there."""
    asked = [one for one in companies.entities if one.id in traders]
    if not named or not asked:
        return {}
    countries = {one.id: one.countries[:1] for one in (*named, *asked)}
    found = screen(asked, Index.build(named), options=Options(threshold=likely, threads=threads))
    out: dict[EntityId, dict[EntityId, int]] = {}
    for match in found.matches:
        company = EntityId(match.query_id)
        if not countries[match.entity_id] or not countries[company] or countries[match.entity_id] == countries[company]:
            out.setdefault(match.entity_id, {})[company] = strength_of(match.probability)
    return out


def _moved(finding: Finding, company: EntityId, weight: int) -> Finding:
    subject = finding.subject
    moved = GoodOfCompany(subject.good, company) if isinstance(subject, GoodOfCompany) else CompanySubject(company)
    return replace(
        finding,
        id=FindingId(f"{finding.id}:{company}") if weight else finding.id,
        subject=moved,
        strength=max(finding.strength + weight, LEAST_STRENGTH),
        likeness=weight,
    )
