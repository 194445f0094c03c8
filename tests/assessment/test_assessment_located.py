"""Where a company is said to be."""

import pytest

from tadasu.assessment import located, whereabouts
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


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("88 Beijing Road, Urumqi, Xinjiang, China", "cn-650100"),
        ("88 Beijing Road, Urumqi", "cn-650100"),
        ("No. 5 Shanghai South 2nd Road, Korla, Xinjiang", "cn-652801"),
        ("新疆乌鲁木齐市北京南路88号", "cn-650100"),
        ("新疆喀什地区喀什市深圳路2号", "cn-653101"),
        ("乌鲁木齐市上海大厦3楼", "cn-650100"),
        ("Shenzhen Industrial Park, Kashgar, Xinjiang", "cn-653100"),
        ("Zhejiang Industrial Park, Aksu, Xinjiang", "cn-652900"),
        ("Guangdong Textile Park, Tumxuk, XPCC 3rd Division", "cn-xj"),
        ("喀什地区深圳产业园1号", "cn-653100"),
        ("Shanghai Building, Urumqi, Xinjiang", "cn-650100"),
        ("Beijing liaison desk, Urumqi, Xinjiang", "cn-650100"),
        ("上海市乌鲁木齐中路12号", "cn-sh"),
        ("12 Middle Urumqi Road, Xuhui, Shanghai", "cn-sh"),
        ("9 Xinjiang Road, Qingdao, Shandong", "cn-370200"),
        ("Xinjiang, Hotan Industrial Park", "cn-653200"),
        ("Hotan Industrial Park", "cn-653200"),
        ("Chaoyang District, Beijing", "cn-110105"),
    ],
)
def test_a_street_or_park_called_after_a_city_is_not_in_it(address: str, place: str) -> None:
    assert located(company(address=address)) == place


@pytest.mark.parametrize(
    ("address", "sure", "perhaps"),
    [
        ("Urumqi or Shanghai", {"cn"}, {"cn-xj", "cn-sh"}),
        ("Pudong, Shanghai; Hotan, Xinjiang", {"cn"}, {"cn-xj", "cn-653200", "cn-sh"}),
        ("Xinjiang liaison desk, Haidian, Beijing", {"cn", "cn-bj"}, {"cn-xj"}),
        ("9 Xinjiang Road", {"cn"}, {"cn-xj"}),
        ("9 Hotan Road, Xinjiang", {"cn-xj"}, {"cn-653200"}),
        ("Hotan and Kashgar, Xinjiang", {"cn-xj"}, {"cn-653200", "cn-653100"}),
        ("Suzhou", {"cn"}, {"cn-320500", "cn-341300"}),
    ],
)
def test_names_that_do_not_agree_leave_each_place_open(address: str, sure: set[str], perhaps: set[str]) -> None:
    found = whereabouts("cn", [[address]])
    assert sure <= found.certain
    assert perhaps <= found.open
    assert found.certain.isdisjoint(found.open)


@pytest.mark.parametrize(
    "address",
    [
        "上海市乌鲁木齐中路12号",
        "12 Middle Urumqi Road, Xuhui, Shanghai",
        "9 Xinjiang Road, Qingdao, Shandong",
        "Shawan Town, Panyu, Guangzhou, Guangdong",
    ],
)
def test_a_namesake_elsewhere_leaves_nothing_open(address: str) -> None:
    found = whereabouts("cn", [[address]])
    assert "cn-xj" not in found.certain | found.open


def test_the_next_texts_serve_only_where_the_first_name_nothing() -> None:
    assert whereabouts("cn", [["Shanghai"], ["Urumqi"]]) == whereabouts("cn", [["Shanghai"]])
    assert "cn-650100" in whereabouts("cn", [["7 Demo Road"], ["Urumqi", "no place"]]).certain
    assert "cn-650100" in whereabouts("cn", [["7 Shanghai Road"], ["Urumqi"]]).certain
    both = whereabouts("cn", [[""], ["Urumqi", "Shanghai"]])
    assert {"cn-650100", "cn-sh"} <= both.open


def test_a_park_alone_and_another_place_in_the_name_leave_it_open() -> None:
    found = whereabouts("cn", [["Zhejiang Industrial Park"], [], ["Aksu Demo Spinning"]])
    assert {"cn-zj", "cn-xj"} <= found.open


def test_every_seller_is_surely_in_its_country() -> None:
    assert whereabouts("cn", [["No place that anybody knows"]]).certain == {"cn"}
    assert whereabouts("", [["Hotan, Xinjiang"]]).certain == frozenset()


def test_two_towns_leave_what_both_lie_in() -> None:
    assert located(company(address="Hotan and Kashgar, Xinjiang")) == "cn-xj"
