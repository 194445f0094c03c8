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

MAY_BE = 0.5
"""Probability from which two names do not speak against one number."""


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
    sell or buy. A finding lies on the one trader to which a document gives the number by which the finding names it, where
    the names do not speak against that; else on the company that its party resolved to, if that one trades; else, weaker by
    the logarithm of the probability, on each trader that is likely the same and not known to be in another country (where
    that are several, the probabilities are shared out: it is one of them), and on its own company besides.
    """
    same = resolved(named, companies)
    numbered = _numbered(named, companies, traders, threads)
    lost = [one for one in named if one.id not in numbered and same[one.id] not in traders]
    alike = _alike(lost, companies, traders, likely, threads)
    out: list[Finding] = []
    for finding in findings:
        subject = finding.subject
        if not isinstance(subject, CompanySubject | GoodOfCompany):
            out.append(finding)
            continue
        company = same.get(subject.company, subject.company)
        if subject.company in numbered:
            out.append(_moved(finding, numbered[subject.company], 0))
        elif company in traders:
            out.append(_moved(finding, company, 0))
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


def _numbered(
    named: Sequence[Entity], companies: Companies, traders: Container[EntityId], threads: int | None
) -> Mapping[EntityId, EntityId]:
    """Named party -> the one trader that bears its id as its number, unless the two have names that are not alike."""
    may_be = _may_be(named, companies, threads)
    out: dict[EntityId, EntityId] = {}
    for one in named:
        bearers = [company for company in companies.by_number.get(one.id, ()) if company in traders]
        if one.id not in out and len(bearers) == 1 and (one.id, bearers[0]) in may_be:
            out[one.id] = bearers[0]
    return out


def unlike_numbers(
    named: Sequence[Entity], companies: Companies, *, threads: int | None = None
) -> tuple[EntityId, ...]:
    """Ids that documents give, as a number, to companies of other names alone: there the number is not believed."""
    may_be = _may_be(named, companies, threads)
    borne = [one.id for one in named if companies.by_number.get(one.id)]
    return tuple(
        dict.fromkeys(one for one in borne if not any((one, each) in may_be for each in companies.by_number[one]))
    )


def _may_be(named: Sequence[Entity], companies: Companies, threads: int | None) -> frozenset[tuple[EntityId, EntityId]]:
    """Named parties and bearers of their numbers of whom any two names are as likely as not the same; who has no name but
    its id may be anyone."""
    asked = {one.id: one for one in named if companies.by_number.get(one.id)}
    if not asked:
        return frozenset()
    borne = {company for one in asked for company in companies.by_number[one]}
    bearers = [one for one in companies.entities if one.id in borne]
    options = Options(threshold=MAY_BE, names_only=True, threads=threads)
    found = screen(list(asked.values()), Index.build(bearers), options=options)
    alike = {(EntityId(match.query_id), match.entity_id) for match in found.matches}
    nameless = {
        (one.id, company) for one in asked.values() if one.name == one.id for company in companies.by_number[one.id]
    }
    return frozenset(alike | nameless)


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
    chances: dict[EntityId, dict[EntityId, float]] = {}
    for match in found.matches:
        company = EntityId(match.query_id)
        if not countries[match.entity_id] or not countries[company] or countries[match.entity_id] == countries[company]:
            chances.setdefault(match.entity_id, {})[company] = match.probability
    return {
        one: {company: strength_of(chance / max(1.0, sum(own.values()))) for company, chance in own.items()}
        for one, own in chances.items()
    }


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
