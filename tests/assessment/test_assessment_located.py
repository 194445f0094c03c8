"""Where a company is said to be."""

import pytest

from tadasu.assessment import located
from tadasu.schema import Entity, EntityId, ListId, Origin


def company(name: str = "Demo", address: str = "", country: str = "cn") -> Entity:
    return Entity(
        id=EntityId("c"),
        schema="Company",
        name=name,
        origin=Origin(list_id=ListId("demo"), row=1),
        countries=(country,) if country else (),
        addresses=(address,) if address else (),
    )


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("459 Demo Road, Hotan, Xinjiang, China", "cn-653200"),
        ("新疆和田架空路459号", "cn-653200"),
        ("Xinjiang", "cn-xj"),
        ("No place that anybody knows", ""),
        ("", ""),
    ],
)
def test_the_narrowest_place_is_taken(address: str, place: str) -> None:
    assert located(company(address=address)) == place


def test_the_name_serves_where_no_address_says_anything() -> None:
    assert located(company(name="Hotan Sample Jujube Co., Ltd.")) == "cn-653200"


def test_a_place_of_another_country_is_not_meant() -> None:
    assert located(company(address="Hotan", country="jp")) == ""


def test_without_a_country_nothing_is_guessed() -> None:
    assert located(company(address="Hotan, Xinjiang", country="")) == ""


def test_two_towns_leave_what_both_lie_in() -> None:
    assert located(company(address="Hotan and Kashgar, Xinjiang")) == "cn-xj"
