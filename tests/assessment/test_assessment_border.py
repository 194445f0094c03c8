"""What crosses a border, and which way: of a country, and of a group of countries of which two members are one inside."""

from datetime import date

import pytest
from tests.assessment.conftest import Make

from tadasu.assessment import flow_over
from tadasu.law import lies_in
from tadasu.schema import Flow, Party

ON = date(2026, 11, 25)
IN, OUT, HOME = Flow.IMPORT, Flow.EXPORT, Flow.DOMESTIC


def flow(
    make: Make, declared: Flow, seller: str, buyer: str, place: str = "jp", consigned: str = "", on: date = ON
) -> Flow | None:
    one = make(
        Party(name="Invented Seller", country=seller),
        Party(name="Invented Buyer", country=buyer),
        "6205",
        ON,
        flow=declared,
        consigned_from=consigned,
    )
    return flow_over(one, lambda country: lies_in(country, place, on))


@pytest.mark.parametrize(
    ("declared", "seller", "buyer", "expected"),
    [
        (IN, "cn", "jp", IN),
        (OUT, "jp", "us", OUT),
        (HOME, "jp", "jp", HOME),
        (IN, "jp", "jp", HOME),  # whatever the file calls it, it stays at home
        (OUT, "jp", "jp", HOME),
        (HOME, "cn", "jp", IN),  # and what it calls domestic comes in
        (IN, "cn", "vn", None),
        (HOME, "cn", "cn", None),
        (OUT, "cn", "jp", None),  # another country's document of what comes in
        (IN, "jp", "us", None),
    ],
)
def test_only_what_goes_over_the_border_crosses_it(
    make: Make, declared: Flow, seller: str, buyer: str, expected: Flow | None
) -> None:
    assert flow(make, declared, seller, buyer) is expected


@pytest.mark.parametrize(
    ("declared", "seller", "buyer", "expected"),
    [
        (IN, "cn", "", IN),
        (IN, "", "jp", IN),
        (IN, "", "", IN),
        (OUT, "jp", "", OUT),
        (OUT, "", "us", OUT),
        (HOME, "jp", "", HOME),
        (HOME, "", "jp", HOME),
        (HOME, "cn", "", None),
        (IN, "jp", "", OUT),
        (OUT, "", "jp", IN),
        (IN, "", "us", None),
    ],
)
def test_a_country_that_is_not_known_is_never_out_of_the_question(
    make: Make, declared: Flow, seller: str, buyer: str, expected: Flow | None
) -> None:
    assert flow(make, declared, seller, buyer) is expected


@pytest.mark.parametrize(
    ("declared", "seller", "buyer", "expected"),
    [
        (IN, "cn", "de", IN),
        (OUT, "fr", "us", OUT),
        (IN, "de", "fr", HOME),
        (OUT, "de", "fr", HOME),
        (HOME, "de", "de", HOME),
        (IN, "cn", "jp", None),
        (OUT, "jp", "de", None),
        (IN, "gb", "ie", IN),
    ],
)
def test_between_two_members_no_border_is_crossed(
    make: Make, declared: Flow, seller: str, buyer: str, expected: Flow | None
) -> None:
    assert flow(make, declared, seller, buyer, place="eu") is expected


def test_the_members_are_those_of_the_day(make: Make) -> None:
    assert flow(make, IN, "gb", "ie", place="eu", on=date(2019, 6, 1)) is HOME
    assert flow(make, IN, "cn", "gb", place="eu", on=date(2019, 6, 1)) is IN
    assert flow(make, IN, "cn", "gb", place="eu") is None


def test_goods_come_from_where_they_are_consigned_from(make: Make) -> None:
    assert flow(make, IN, "jp", "jp", consigned="cn") is IN
    assert flow(make, IN, "cn", "jp", consigned="jp") is IN
    assert flow(make, IN, "de", "fr", place="eu", consigned="cn") is IN
    assert flow(make, HOME, "jp", "jp", consigned="cn") is HOME
