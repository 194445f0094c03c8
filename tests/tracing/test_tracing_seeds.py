"""Which declarations a finding touches by itself."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadasu.schema import (
    CompanySubject,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    Period,
    PlaceSubject,
    Subject,
    UsageError,
)
from tadasu.tracing import NO_FINDING, NOTHING, Numbers, Trade, channels, seeds

EPOCH = date(1970, 1, 1)
DAY = 20_000
NUMBERS = Numbers(
    companies={f"c{n}": n for n in range(4)},
    products=("5201", "5205", "2804", "280461"),
    countries=("zz", "yy"),
    places=("north-town", "north", "", "south"),
    within={"north-town": frozenset({"north-town", "north"})},
)


def finding(number: int, subject: Subject, **other: object) -> Finding:
    given = {"issue": Issue.FORCED_LABOUR, "kind": FindingKind.LISTED, "basis": "an invented list", **other}
    return Finding(id=FindingId(f"f{number}"), subject=subject, **given)  # type: ignore[arg-type]


def trade(*lines: tuple[int, str, int, str]) -> Trade:
    """Lines of seller, product, day, country."""
    return Trade.build(
        seller=[line[0] for line in lines],
        buyer=[3] * len(lines),
        product=[NUMBERS.products.index(line[1]) for line in lines],
        day=[DAY + line[2] for line in lines],
        weight=[0] * len(lines),
        country=[NUMBERS.countries.index(line[3]) if line[3] else -1 for line in lines],
        companies=4,
    )


def touched(subject: Subject, *lines: tuple[int, str, int, str], **other: object) -> list[bool]:
    found = seeds([finding(0, subject, **other)], trade(*lines), NUMBERS)
    assert (found.finding >= 0).tolist() == (found.strength > NOTHING).tolist()
    return (found.finding == 0).tolist()  # type: ignore[no-any-return]


def test_a_finding_on_a_company_touches_what_it_sells() -> None:
    assert touched(CompanySubject(EntityId("c1")), (1, "5201", 0, ""), (2, "5201", 0, "")) == [True, False]


def test_a_finding_lasts_from_its_first_to_its_last_day() -> None:
    period = Period(start=EPOCH + timedelta(DAY + 1), end=EPOCH + timedelta(DAY + 2))
    lines = [(1, "5201", day, "") for day in range(4)]
    assert touched(CompanySubject(EntityId("c1")), *lines, period=period) == [False, True, True, False]


def test_a_finding_on_a_place_touches_sellers_in_places_within_it() -> None:
    lines = [(seller, "5201", 0, "") for seller in range(4)]
    assert touched(PlaceSubject("north"), *lines) == [True, True, False, False]
    assert touched(PlaceSubject("north-town"), *lines) == [True, False, False, False]


def test_a_finding_on_a_good_leaves_other_goods_alone() -> None:
    lines = [(1, "5201", 0, ""), (1, "5205", 0, "")]
    assert touched(GoodOfCompany("5205", EntityId("c1")), *lines) == [False, True]
    assert touched(GoodOfPlace("52", "north"), *lines) == [True, True]


def test_a_good_of_a_country_is_told_by_its_declared_origin() -> None:
    lines = [(1, "5201", 0, "zz"), (1, "5201", 0, "yy"), (1, "5201", 0, ""), (2, "5205", 0, "zz")]
    assert touched(GoodOfCountry("5201", "zz"), *lines) == [True, False, False, False]


def test_a_good_declared_by_its_heading_alone_may_be_the_subheading() -> None:
    lines = [(1, "2804", 0, ""), (1, "280461", 0, "")]
    assert touched(GoodOfCompany("280461", EntityId("c1")), *lines) == [True, True]


def test_what_nobody_knows_touches_nothing() -> None:
    for subject in (CompanySubject(EntityId("nobody")), PlaceSubject("nowhere"), GoodOfCountry("5201", "xx")):
        assert touched(subject, (1, "5201", 0, "zz")) == [False]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-50, 0)), min_size=1, max_size=8))
def test_the_strongest_finding_is_kept_and_the_first_of_equals(given_findings: list[tuple[int, int]]) -> None:
    findings = [
        finding(n, CompanySubject(EntityId(f"c{company}")), strength=strength)
        for n, (company, strength) in enumerate(given_findings)
    ]
    found = seeds(findings, trade(*((seller, "5201", 0, "") for seller in range(4))), NUMBERS)
    for seller in range(4):
        own = [(-strength, n) for n, (company, strength) in enumerate(given_findings) if company == seller]
        best = min(own, default=(-NOTHING, NO_FINDING))
        assert (int(-found.strength[seller]), int(found.finding[seller])) == best


def test_findings_of_different_kinds_are_kept_apart() -> None:
    listed = finding(2, CompanySubject(EntityId("c1")))
    presumed = finding(1, PlaceSubject("north"), kind=FindingKind.PRESUMED)
    child = finding(0, CompanySubject(EntityId("c2")), issue=Issue.CHILD_LABOUR)
    found = channels([presumed, listed, child])
    assert found == {
        (FindingKind.LISTED, Issue.CHILD_LABOUR): (child,),
        (FindingKind.LISTED, Issue.FORCED_LABOUR): (listed,),
        (FindingKind.PRESUMED, Issue.FORCED_LABOUR): (presumed,),
    }


def test_no_findings_touch_nothing() -> None:
    found = seeds([], trade((1, "5201", 0, "zz")), NUMBERS)
    assert np.array_equal(found.strength, [NOTHING])


@pytest.mark.parametrize(
    "numbers",
    [
        replace(NUMBERS, products=NUMBERS.products[:1]),
        replace(NUMBERS, countries=NUMBERS.countries[:1]),
        replace(NUMBERS, companies={"c0": 4}),
        replace(NUMBERS, places=("",) * 4 + ("north",)),
    ],
)
def test_numbers_that_do_not_fit_the_trade_are_refused(numbers: Numbers) -> None:
    findings = [
        finding(0, CompanySubject(company=EntityId("c0"))),
        finding(1, PlaceSubject(place="north")),
        finding(2, GoodOfCountry(country="zz", good="5201")),
    ]
    with pytest.raises(UsageError):
        seeds(findings, trade((0, "5205", 0, "yy")), numbers)
