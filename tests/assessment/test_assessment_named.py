"""Findings and stakes name parties in their own way; what they say lands on the right companies, and on no others."""

from datetime import date
from typing import Any

from tadasu.assessment import on_companies, owned_findings, party_of, resolve, unlike_numbers
from tadasu.schema import (
    CompanySubject,
    Entity,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    Issue,
    ListId,
    Origin,
    Party,
    Period,
    Stake,
)

MILL = Party(name="Sepmulun Demo Cotton Spinning Co., Ltd.", country="cn", reference="orders:77")
OTHER = Party(name="Quaverdin Sample Fisheries Ltd", country="cn")
DAYS = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))


def entity(key: str, name: str, country: str = "cn") -> Entity:
    countries = (country,) if country else ()
    origin = Origin(list_id=ListId("findings"), row=1)
    return Entity(id=EntityId(key), schema="Company", name=name, origin=origin, countries=countries)


def finding(key: str, **other: Any) -> Finding:
    given: dict[str, Any] = {
        "issue": Issue.FORCED_LABOUR,
        "kind": FindingKind.LISTED,
        "basis": "an invented list",
        **other,
    }
    return Finding(id=FindingId("f"), subject=CompanySubject(EntityId(key)), **given)


def placed(named: Entity, *traders: Party) -> list[tuple[str, int]]:
    """Names of the traders that a finding on the named party lands on, and how surely."""
    companies = resolve([*traders, OTHER, party_of(named)])
    trading = {EntityId(companies.entities[companies.of(one)].id) for one in (*traders, OTHER)}
    names = {one.id: one.name for one in companies.entities}
    out = []
    for one in on_companies([finding(named.id)], [named], companies, traders=trading):
        assert isinstance(one.subject, CompanySubject)
        if one.subject.company in trading:
            out.append((names[one.subject.company], one.likeness))
    return out


def test_a_party_that_trades_bears_its_finding_alone() -> None:
    like = Party(name="Sepmulun Demo Cotton Weaving Co., Ltd.", country="cn")
    assert placed(entity("x", MILL.name), MILL, like) == [(MILL.name, 0)]


def test_a_namesake_in_another_country_is_left_alone() -> None:
    assert placed(entity("x", MILL.name, "vn"), MILL) == []


def test_a_party_without_a_country_may_be_the_trader_of_that_name() -> None:
    ((name, likeness),) = placed(entity("x", MILL.name, ""), MILL)
    assert name == MILL.name
    assert likeness <= 0


def test_a_party_is_known_by_the_number_that_the_declarations_give_it() -> None:
    assert placed(entity("77", "77", ""), MILL) == [(MILL.name, 0)]


def test_likeness_is_said_and_weakens_the_finding() -> None:
    slip = entity("x", "Sepmulum Demo Cotton Spinnning", "cn")
    found = placed(slip, MILL)
    assert [name for name, _ in found] == [MILL.name]


def stake(owner: Party, company: Party, least: int, period: Period | None = None) -> Stake:
    origin = Origin(list_id=ListId("stakes"), row=1)
    given: dict[str, Any] = {"owner": EntityId(owner.name), "company": EntityId(company.name), "origin": origin}
    return Stake(**given, least=least, most=least, period=period or Period())


def owned_by(listed: Period | None, held: Period | None, *, strength: int = 0) -> list[Finding]:
    """Findings of ownership where the mill is listed in one period and holds 60 % of the other in another."""
    mill = Party(name=MILL.name, country="cn")
    companies = resolve([mill, OTHER])
    names = [entity(one.name, one.name) for one in (mill, OTHER)]
    company = companies.entities[companies.of(mill)].id
    given = finding(company, strength=strength, period=listed or Period())
    return list(owned_findings([stake(mill, OTHER, 600_000, held)], names, [given], companies, days=DAYS))


def test_ownership_holds_while_the_listing_does() -> None:
    (found,) = owned_by(Period(end=date(2026, 3, 31)), None)
    assert found.period == Period(end=date(2026, 3, 31))
    assert owned_by(Period(end=date(2020, 1, 1)), None) == []
    (later,) = owned_by(Period(start=date(2026, 5, 1)), None)
    assert later.period == Period(start=date(2026, 5, 1))


def test_ownership_holds_while_the_stake_does() -> None:
    (found,) = owned_by(None, Period(end=date(2026, 3, 20)))
    assert found.period.holds(date(2026, 3, 10))
    assert not found.period.holds(date(2026, 3, 21))


def test_ownership_is_as_strong_as_the_listing_it_rests_on() -> None:
    (found,) = owned_by(None, None, strength=-2000)
    assert found.strength == -2105  # and the stake is reported, not verified


def test_the_basis_of_ownership_names_who_holds_whom() -> None:
    (found,) = owned_by(None, None)
    assert found.basis == f"{MILL.name} 60 % of {OTHER.name} (stakes, row 1)"


TWIN = Party(name="Cotton Sepmulun Demo Spinning Co., Ltd.", country="cn", reference="orders:78")
"""The same words in another order: so alike that likeness alone cannot tell the two apart."""


def test_the_number_and_the_exact_name_come_before_likeness() -> None:
    assert placed(entity("78", TWIN.name, ""), MILL, TWIN) == [(TWIN.name, 0)]
    assert placed(entity("77", MILL.name, ""), MILL, TWIN) == [(MILL.name, 0)]
    assert placed(entity("no-number", TWIN.name, ""), MILL, TWIN) == [(TWIN.name, 0)]


def test_a_number_that_stands_for_another_name_in_the_documents_is_not_believed() -> None:
    assert placed(entity("77", "Velmora Sample Holding"), MILL) == []
    companies = resolve([MILL, OTHER, party_of(entity("77", "Velmora Sample Holding"))])
    assert unlike_numbers([entity("77", "Velmora Sample Holding")], companies) == ("77",)
    assert unlike_numbers([entity("77", MILL.name)], companies) == ()


def test_a_party_without_a_country_that_two_countries_know_is_each_of_them_with_half_the_chance() -> None:
    abroad = Party(name=MILL.name, country="vn")
    found = placed(entity("x", MILL.name, ""), MILL, abroad)
    assert [name for name, _ in found] == [MILL.name, MILL.name]
    assert all(-760 <= likeness <= -690 for _, likeness in found)  # about the logarithm of a half
