"""A place finding reaches a declaration by what is said there of where the seller is."""

from datetime import date
from typing import Any

import pytest
from tests.assessment.conftest import IMPORTER, MAKER, WEAVER, Make

from tadasu.assessment import Assessment, PathTeller, assess, resolve, table
from tadasu.schema import (
    CompanySubject,
    Declaration,
    Doubt,
    Finding,
    FindingId,
    FindingKind,
    Flow,
    GoodOfPlace,
    Issue,
    Party,
    Period,
    PlaceSubject,
    Subject,
)

GIN = "Quaverdin Demo Ginning Co., Ltd."
REGION = PlaceSubject("cn-xj")


def gin(address: str = "", name: str = GIN) -> Party:
    return Party(name=name, country="cn", address=address)


def presumed(subject: Subject = REGION, **other: Any) -> Finding:
    given: dict[str, Any] = {
        "issue": Issue.STATE_IMPOSED_FORCED_LABOUR,
        "kind": FindingKind.PRESUMED,
        "basis": "a law",
        **other,
    }
    return Finding(id=FindingId("p"), subject=subject, **given)


def run(make: Make, *sellers: Party, findings: tuple[Finding, ...] = (presumed(),)) -> Assessment:
    """Cotton from each seller to the weaver, the last of them to the importer; what is asked about is the import."""
    lines: list[Declaration] = [make(one, WEAVER, "5201", date(2026, 2, 1 + n)) for n, one in enumerate(sellers[:-1])]
    lines.append(make(sellers[-1], IMPORTER, "5201", date(2026, 4, 1), flow=Flow.IMPORT))
    companies = resolve([party for one in lines for party in (one.seller, one.buyer)])
    return assess(lines, companies, findings, flow=Flow.IMPORT)


def answer(result: Assessment) -> tuple[str, str | None]:
    row = table(result).row(0, named=True)
    return row["disposition"], row["kind"]


def rule(result: Assessment) -> str:
    """The rule that decided on the first of the queue."""
    return str(table(result)["rule"][0])


HELD = ("hold", "presumed")


@pytest.mark.parametrize(
    "address",
    [
        "Urumqi, Xinjiang, China",
        "88 Beijing Road, Urumqi, Xinjiang, China",
        "新疆乌鲁木齐市北京南路88号",
        "新疆喀什地区喀什市深圳路2号",
        "Shenzhen Industrial Park, Kashgar, Xinjiang",
        "Zhejiang Industrial Park, Aksu, Xinjiang",
        "Guangdong Textile Park, Tumxuk, XPCC 3rd Division",
    ],
)
def test_a_street_called_after_another_city_does_not_hide_the_region(make: Make, address: str) -> None:
    assert answer(run(make, gin(address))) == HELD


def test_the_address_of_the_declaration_itself_counts(make: Make) -> None:
    old, here = gin("Shanghai, China"), gin("Urumqi, Xinjiang, China")
    assert answer(run(make, old, here)) == HELD
    assert answer(run(make, here, old))[1] is None


def test_other_addresses_of_the_company_serve_where_the_declaration_gives_none(make: Make) -> None:
    assert answer(run(make, gin("Urumqi, Xinjiang"), gin())) == HELD
    assert answer(run(make, gin("Urumqi, Xinjiang"), gin("China"))) == HELD


def test_addresses_that_disagree_are_a_question(make: Make) -> None:
    result = run(make, gin("Urumqi, Xinjiang"), gin("Shanghai"), gin())
    row = table(result).row(0, named=True)
    assert (row["disposition"], row["kind"], row["finding"], row["strength"]) == ("ask", "presumed", "p", -693)
    assert rule(result) == "place-open"
    (one,) = [each for each in result.channels if each.doubt]
    assert one.doubt is Doubt.PLACE_OPEN
    (path, *_) = PathTeller(result).paths(int(result.queue[0]))
    assert path.finding.doubt is Doubt.PLACE_OPEN


def test_what_an_open_place_leads_to_down_the_chain_is_a_question_too(make: Make) -> None:
    lines = [
        make(gin("Urumqi or Shanghai"), WEAVER, "5201", date(2026, 2, 1)),
        make(WEAVER, MAKER, "5205", date(2026, 3, 1)),
        make(MAKER, IMPORTER, "6205", date(2026, 4, 1), flow=Flow.IMPORT),
    ]
    companies = resolve([party for one in lines for party in (one.seller, one.buyer)])
    result = assess(lines, companies, [presumed()], flow=Flow.IMPORT)
    assert answer(result) == ("ask", "presumed")


def test_a_sure_place_holds_beside_an_open_one(make: Make) -> None:
    lines = [
        make(gin("Urumqi, Xinjiang"), WEAVER, "5201", date(2026, 2, 1)),
        make(gin("Urumqi or Shanghai"), WEAVER, "5201", date(2026, 2, 2)),
        make(WEAVER, IMPORTER, "5205", date(2026, 4, 1), flow=Flow.IMPORT),
    ]
    companies = resolve([party for one in lines for party in (one.seller, one.buyer)])
    result = assess(lines, companies, [presumed()], flow=Flow.IMPORT)
    assert answer(result) == HELD
    assert len(result.reached_by[int(result.queue[0])]) == 2
    assert table(result)["also"].to_list() == [None]


def test_a_good_of_a_place_keeps_to_that_good(make: Make) -> None:
    of_cotton, of_coal = GoodOfPlace("5201", "cn-xj"), GoodOfPlace("2701", "cn-xj")
    assert answer(run(make, gin("Urumqi"), findings=(presumed(of_cotton),))) == HELD
    assert answer(run(make, gin("Urumqi"), findings=(presumed(of_coal),)))[1] is None
    assert answer(run(make, gin("Urumqi or Shanghai"), findings=(presumed(of_cotton),)))[0] == "ask"


def test_a_finding_on_a_place_keeps_to_its_days(make: Make) -> None:
    before = presumed(period=Period(end=date(2026, 3, 31)))
    assert answer(run(make, gin("Urumqi"), findings=(before,)))[1] is None


def test_the_stronger_of_place_and_company_is_named(make: Make) -> None:
    seller = gin("Urumqi, Xinjiang")
    companies = resolve([seller, IMPORTER])
    subject = CompanySubject(companies.entities[companies.of(seller)].id)
    strong = presumed(subject, strength=-10)
    weak = Finding(id=FindingId("a"), subject=REGION, issue=strong.issue, kind=strong.kind, basis="a law", strength=-90)
    assert table(run(make, seller, findings=(strong, weak)))["finding"].to_list() == ["p"]


def test_a_doubtful_finding_is_a_question_and_a_sure_one_beside_it_holds(make: Make) -> None:
    seller = gin("Shanghai")
    companies = resolve([seller, IMPORTER])
    subject = CompanySubject(companies.entities[companies.of(seller)].id)
    for doubt in (Doubt.CONTESTED, Doubt.OWNER_UNSURE):
        doubtful = presumed(subject, kind=FindingKind.OWNED_BY_LISTED, doubt=doubt)
        result = run(make, seller, findings=(doubtful,))
        assert (*answer(result), rule(result)) == ("ask", "owned-by-listed", doubt)
        sure = presumed(subject, kind=FindingKind.OWNED_BY_LISTED, strength=-500)
        row = table(run(make, seller, findings=(doubtful, sure))).row(0, named=True)
        assert (row["disposition"], row["strength"]) == ("hold", -500)
