"""Planted trade with seeds nobody has tried: every chain is found, and no decoy is."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tadasu.assessment import Assessment, PathTeller, assess, resolve, table
from tadasu.demo import TradeWorld, trade
from tadasu.schema import (
    CompanySubject,
    Declaration,
    DeclarationId,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    Flow,
    GoodOfCompany,
    Issue,
    ListId,
    Origin,
    Party,
    Period,
    Quantity,
)

DAY_0 = date(1970, 1, 1)
SEEDS = [secrets.randbelow(1 << 31) for _ in range(3)]
"""New in every run; a failure names the seed."""


def declarations_of(made: TradeWorld) -> list[Declaration]:
    """The columns as declarations; parties by number alone, as a customs register has them."""
    parties = [
        Party(name=f"Demo Party {number}", reference=f"demo:{number}", country=made.countries[seat])
        for number, seat in enumerate(made.seats.tolist())
    ]
    return [
        Declaration(
            id=DeclarationId(made.declaration_id(position)),
            flow=Flow.IMPORT,
            seller=parties[made.seller[position]],
            buyer=parties[made.buyer[position]],
            good=made.goods[made.good[position]],
            day=DAY_0 + timedelta(days=int(made.day[position])),
            origin=Origin(list_id=ListId("demo"), row=position),
            weight=Quantity(amount=Decimal(int(made.grams[position])) / 1000, unit="KGM"),
            origin_country=made.countries[made.country[position]],
            certainty=made.certainties[made.certainty[position]],
        )
        for position in range(len(made))
    ]


def findings_of(made: TradeWorld) -> list[Finding]:
    out = []
    for chain in made.chains:
        company, since = EntityId(made.company_id(chain.finding.company)), chain.finding.since
        out.append(
            Finding(
                id=FindingId(chain.id),
                subject=GoodOfCompany(chain.finding.good, company) if chain.finding.good else CompanySubject(company),
                issue=Issue.FORCED_LABOUR,
                kind=FindingKind.SUBSTANTIATED,
                basis="an invented case",
                period=Period(start=None if since is None else DAY_0 + timedelta(days=since)),
            )
        )
    return out


def assessed(made: TradeWorld) -> Assessment:
    declarations = declarations_of(made)
    companies = resolve(party for one in declarations for party in (one.seller, one.buyer))
    number = {one.seller.reference: companies.of(one.seller) for one in declarations}
    number |= {one.buyer.reference: companies.of(one.buyer) for one in declarations}
    same = {
        EntityId(made.company_id(company)): companies.entities[number[f"demo:{company}"]].id
        for company in {chain.finding.company for chain in made.chains}
    }
    findings = [replace(one, subject=_on(one.subject, same)) for one in findings_of(made)]
    return assess(declarations, companies, findings)


def _on(subject: object, same: dict[EntityId, EntityId]) -> CompanySubject | GoodOfCompany:
    assert isinstance(subject, CompanySubject | GoodOfCompany)
    company = same[subject.company]
    return GoodOfCompany(subject.good, company) if isinstance(subject, GoodOfCompany) else CompanySubject(company)


@pytest.mark.parametrize("seed", SEEDS, ids=("first", "second", "third"))
def test_every_planted_chain_is_found_and_no_decoy_is(seed: int) -> None:
    made = trade(seed, declarations=4000, chains=120)
    result = assessed(made)
    queue = {row["declaration"]: row for row in table(result).iter_rows(named=True)}
    for chain in made.chains:
        row = queue[made.declaration_id(chain.last)]
        found = row["kind"] is not None
        assert found == chain.reached, (seed, chain)
        assert (row["disposition"] == "hold") == (chain.reached and row["strength"] >= -2303), (seed, chain, row)
        if chain.reached:
            assert row["tier"] == chain.tiers, (seed, chain, row)


def test_the_ways_to_planted_chains_begin_where_they_were_planted() -> None:
    made = trade(SEEDS[0], declarations=2000, chains=60)
    result = assessed(made)
    line = {one.id: number for number, one in enumerate(result.lines.declarations)}
    teller = PathTeller(result)
    for chain in made.chains:
        if chain.reached:
            (path, *_) = teller.paths(line[DeclarationId(made.declaration_id(chain.last))], most=1)
            assert path.finding.id == chain.id, (SEEDS[0], chain)
            assert path.steps[-1].declaration == made.declaration_id(chain.last)
