"""The story in trade: quantities that can be followed on paper, truths that a slow search confirms, names that differ."""

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest

from tadasu.demo import DISPOSITIONS, FACTS, TIERS, World, follows, world
from tadasu.demo._plan import HABITS, LINES, WARES
from tadasu.demo._shapes import NOTE
from tadasu.schema import (
    WHOLE,
    CompanySubject,
    Declaration,
    Finding,
    Flow,
    GoodOfCompany,
    GoodOfCountry,
    Issue,
    PlaceSubject,
)


@pytest.fixture(scope="module", params=[1, 2, 3])
def told(request: pytest.FixtureRequest) -> World:
    return world(request.param)


def kilograms(told: World, part: str) -> Decimal:
    weight = told.declaration(part).weight
    assert weight is not None
    assert weight.unit == "KGM"
    return weight.amount


def test_the_importers_shirts_are_62_per_cent_yarn_of_the_mill_by_hand(told: World) -> None:
    spun_there = kilograms(told, "yarn") + kilograms(told, "yarn-again")
    spun_elsewhere = kilograms(told, "other-yarn")
    share = Fraction(spun_there) / Fraction(spun_there + spun_elsewhere)
    assert share == Fraction(62, 100)
    for part in ("cloth", "importer-shirts", "re-exported-shirts", "contested-shirts"):
        assert told.outcome(part).share == share * WHOLE


def test_stocks_are_nil_when_the_tainted_yarn_and_cloth_come_and_nothing_is_lost(told: World) -> None:
    old_yarn = kilograms(told, "old-yarn") + kilograms(told, "old-other-yarn")
    old_shirts = kilograms(told, "second-importer-shirts") + kilograms(told, "old-portugal-shirts")
    assert old_yarn == kilograms(told, "old-cloth") == old_shirts
    yarn = sum(kilograms(told, part) for part in ("yarn", "yarn-again", "other-yarn"))
    cloth = [kilograms(told, part) for part in ("cloth", "cloth-again", "contested-cloth")]
    shirts = sum(kilograms(told, part) for part in ("importer-shirts", "outward-shirts", "portugal-shirts"))
    assert yarn == sum(cloth)
    assert shirts == cloth[0] + cloth[1]
    yarn_days = [told.declaration(part).day for part in ("yarn", "yarn-again", "other-yarn")]
    cloth_days = [told.declaration(part).day for part in ("cloth", "cloth-again", "contested-cloth")]
    assert max(yarn_days) < min(cloth_days)
    assert told.declaration("old-portugal-shirts").day < min(cloth_days)


def test_no_other_cotton_reaches_the_weaver_or_the_garment_maker(told: World) -> None:
    """Else the share by hand would not be the share of the stocks."""
    parts = {outcome.declaration_id: outcome.part for outcome in told.outcomes}
    for declaration in told.declarations:
        if declaration.good in ("520512", "520832") and declaration.buyer.company in (
            "demo-weaver",
            "demo-garment-maker",
        ):
            assert parts[declaration.id]


def addresses(told: World) -> dict[str, str]:
    return {company.id: company.address for company in told.companies}


def touches(finding: Finding, declaration: Declaration, told: World) -> bool:
    if not finding.period.holds(declaration.day):
        return False
    match finding.subject:
        case CompanySubject(company=company):
            return declaration.seller.company == company
        case GoodOfCompany(good=good, company=company):
            return declaration.seller.company == company and declaration.good.startswith(good)
        case GoodOfCountry(good=good, country=country):
            return declaration.origin_country == country and declaration.good.startswith(good)
        case PlaceSubject(place="cn-xj"):
            return "Xinjiang" in addresses(told)[declaration.seller.company]
        case other:
            raise AssertionError(other)


def owned_halves(told: World) -> dict[str, set[str]]:
    """Company -> listed owners that hold at least half of it together, step after step."""
    listed = {
        f.subject.company for f in told.findings if f.kind.value == "listed" and isinstance(f.subject, CompanySubject)
    }
    owned: dict[str, set[str]] = {owner: {owner} for owner in listed}
    for _ in told.stakes:
        held: defaultdict[str, int] = defaultdict(int)
        by: defaultdict[str, set[str]] = defaultdict(set)
        for stake in told.stakes:
            if stake.owner in owned:
                held[stake.company] += stake.least or 0
                by[stake.company] |= owned[stake.owner]
        owned |= {
            company: by[company] for company, parts in held.items() if 2 * parts >= WHOLE and company not in owned
        }
    return owned


def reached(told: World) -> dict[str, tuple[int, set[str]]]:
    """Declaration -> fewest declarations of a chain from a finding, and all findings, by the definition and nothing else."""
    owned = owned_halves(told)
    listings: dict[str, str] = {f.subject.company: f.id for f in told.findings if isinstance(f.subject, CompanySubject)}
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for declaration in told.declarations:
        for finding in told.findings:
            if touches(finding, declaration, told):
                found[declaration.id][finding.id] = 1
        for owner in owned.get(declaration.seller.company, ()):
            found[declaration.id][listings[owner]] = 1
    for _ in range(TIERS - 1):
        for before in told.declarations:
            for after in told.declarations:
                joined = before.buyer.company == after.seller.company and before.day <= after.day
                if before is not after and joined and follows(before.good, after.good):
                    for finding_id, tiers in found[before.id].items():
                        known = found[after.id].get(finding_id, tiers + 1)
                        found[after.id][finding_id] = min(known, tiers + 1)
    return {d.id: (min(found[d.id].values(), default=0), set(found[d.id])) for d in told.declarations}


def test_what_is_said_of_each_line_is_what_a_slow_search_finds(told: World) -> None:
    found = reached(told)
    for outcome in told.outcomes:
        tiers, findings = found[outcome.declaration_id]
        assert (outcome.tiers, set(outcome.findings)) == (tiers, findings), outcome


def test_dispositions_agree_with_what_is_reached(told: World) -> None:
    bought: dict[str, set[tuple[str, str]]] = {}
    for one in told.declarations:
        bought.setdefault(one.buyer.company, set()).add((one.seller.company, one.good))

    def grown(seller: str, good: str) -> bool:
        """Whether it can be followed back to raw cotton."""
        inputs = [(firm, of) for firm, of in bought.get(seller, ()) if firm != seller and follows(of, good)]
        return any(of.startswith("5201") or grown(firm, of) for firm, of in inputs if of != good)

    assert {outcome.disposition for outcome in told.outcomes} == {*DISPOSITIONS, ""}
    for declaration, outcome in zip(told.declarations, told.outcomes, strict=True):
        at_border = declaration.flow == Flow.EXPORT or (
            declaration.flow == Flow.IMPORT and declaration.buyer.country == "jp"
        )
        assert bool(outcome.disposition) == at_border
        if outcome.disposition in ("hold", "ask"):
            assert outcome.findings
        if outcome.disposition in ("clear", "not-traceable"):
            assert not outcome.findings
            assert grown(declaration.seller.company, declaration.good) == (outcome.disposition == "clear"), outcome


def test_only_findings_on_forced_labour_and_listings_hold_goods(told: World) -> None:
    issues: dict[str, Issue] = {finding.id: finding.issue for finding in told.findings}
    holding = {Issue.STATE_IMPOSED_FORCED_LABOUR, Issue.FORCED_LABOUR, Issue.SANCTION}
    for outcome in told.outcomes:
        said = {issues[finding] for finding in outcome.findings}
        if outcome.disposition == "hold":
            assert holding & said
        if outcome.disposition == "ask" and outcome.why != "contested-link":
            assert not holding & said


def test_two_listed_owners_with_a_half_make_an_owned_company_and_a_ten_thousandth_less_does_not(told: World) -> None:
    owned = owned_halves(told)
    assert "demo-wheel-maker" in owned
    assert len(owned["demo-flooring-maker"]) == 2
    assert "demo-second-flooring-maker" not in owned
    assert (
        sum(stake.least or 0 for stake in told.stakes if stake.company == "demo-second-flooring-maker")
        == WHOLE // 2 - 1
    )


def test_owners_that_are_listed_stand_on_the_sanctions_list_and_supply_nobody(told: World) -> None:
    entries = {entry.id: entry for one in told.lists if one.id == "list_sanctions" for entry in one.listed}
    owners = [company for company in told.companies if company.role.startswith("listed-owner")]
    assert len({owner.id for owner in owners}) == 3
    for owner in owners:
        assert entries[str(owner.id)].name == owner.name
    assert not {owner.id for owner in owners} & {planted.entity_id for planted in told.truth}


def test_documents_write_the_same_firm_in_several_ways(told: World) -> None:
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    firms: defaultdict[str, set[str]] = defaultdict(set)
    for declaration in told.declarations:
        for party in (declaration.seller, declaration.buyer):
            spelled[party.company].add(party.name)
            firms[party.name].add(party.company)
    assert sum(len(names) >= 2 for names in spelled.values()) >= 8
    assert max(len(names) for names in spelled.values()) >= 4
    assert all(len(companies) == 1 for companies in firms.values())


def test_parties_are_companies_of_the_register_and_ids_are_in_order(told: World) -> None:
    register = {company.id for company in told.companies}
    assert len(register) == len(told.companies)
    assert [declaration.id for declaration in told.declarations] == [
        f"D-{row:03}" for row in range(1, len(told.declarations) + 1)
    ]
    assert [outcome.declaration_id for outcome in told.outcomes] == [
        declaration.id for declaration in told.declarations
    ]
    assert [d.day for d in told.declarations] == sorted(d.day for d in told.declarations)
    assert 40 <= len(told.declarations) <= 120
    for declaration, outcome in zip(told.declarations, told.outcomes, strict=True):
        assert (declaration.seller.company, declaration.buyer.company) == (outcome.seller, outcome.buyer)
        assert {outcome.seller, outcome.buyer} <= register
    assert all(company.note == NOTE and "Demo Road" in company.address for company in told.companies)


def test_the_story_has_its_parts_whatever_the_seed(told: World) -> None:
    parts = {outcome.part: outcome for outcome in told.outcomes if outcome.part}
    assert set(parts) == {line.part for line in LINES}
    assert parts["importer-shirts"].disposition == "hold"
    assert parts["importer-shirts"].tiers == 3
    assert parts["second-importer-shirts"].disposition == "clear"
    assert parts["unseen-shirts"].disposition == "not-traceable"
    assert parts["re-exported-shirts"].tiers == 4
    assert parts["gears"].disposition == "hold"
    assert told.declaration("gears").flow == Flow.EXPORT
    assert parts["batteries"].disposition == "ask"
    assert told.declaration("contested-cloth").contested
    shirts = told.declaration("re-exported-shirts")
    assert (shirts.origin_country, shirts.consigned_from) == ("bd", "my")
    with pytest.raises(KeyError):
        told.outcome("nobody")


def test_a_seed_changes_ordinary_trade_and_names_but_not_the_story() -> None:
    one, other = world(1), world(2)
    assert one.declarations != other.declarations
    for part in ("yarn", "cloth", "importer-shirts"):
        assert one.declaration(part).weight == other.declaration(part).weight
    assert Counter(o.why for o in one.outcomes) == Counter(o.why for o in other.outcomes)


def test_pieces_and_square_metres_weigh_what_the_line_weighs(told: World) -> None:
    for declaration in told.declarations:
        assert declaration.quantity is not None
        assert declaration.weight is not None
        ware = WARES[declaration.good]
        assert declaration.quantity.unit == ware.unit
        grams = declaration.quantity.amount * ware.grams
        assert abs(grams - declaration.weight.amount * 1000) < ware.grams


def test_goods_of_the_story_follow_the_table_of_the_room() -> None:
    codes = {line.hs for line in LINES} | {step[2] for habit in HABITS for step in habit.steps}
    assert codes == set(WARES)
    assert ("520512", "520832") in FACTS
    assert not follows("520832", "610990")
    assert not follows("520512", "844630")
