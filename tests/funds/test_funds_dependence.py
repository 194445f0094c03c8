"""Who depends on whom: concentration in whole numbers, and falls tried out one by one."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.chains import END, RETURN, THREE, flow, grown, made, returned
from tests.oracles import chain as twin

from tadasu.funds import (
    Sealed,
    chain_of,
    concentration,
    concentration_problems,
    dependence,
    dependence_problems,
    received_at,
)
from tadasu.schema import UsageError


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10**12), min_size=1, max_size=12))
def test_the_index_is_the_sum_of_squared_shares(amounts: dict[str, int]) -> None:
    found, whole = concentration(amounts), sum(amounts.values())
    exact = sum(Fraction(one, whole) ** 2 for one in amounts.values()) * 10_000 if whole else Fraction(0)
    assert found.herfindahl == round(exact)
    assert found.count == sum(one > 0 for one in amounts.values())
    if whole:
        assert amounts[found.largest] == max(amounts.values())
        assert found.share == round(Fraction(max(amounts.values()) * 1_000_000, whole))


def test_a_half_is_allowed_and_a_yen_more_is_not() -> None:
    assert concentration_problems({"a": 500, "b": 300, "c": 200}) == ()
    barely = 10**12
    found = concentration_problems({"a": barely + 1, "b": barely, "c": 0}, least=1)
    assert [one.code for one in found] == ["one-above-half"]
    assert dict(found[0].params)["share"] == "500000"


def test_fewer_than_three_intermediaries_are_too_few_and_an_empty_one_does_not_count() -> None:
    assert [one.code for one in concentration_problems({"a": 5, "b": 5, "c": 0})] == ["few-intermediaries"]
    assert [one.code for one in concentration_problems({})] == ["few-intermediaries"]
    with pytest.raises(UsageError):
        concentration({"a": -1})


def test_amounts_are_told_by_level_in_the_currency_that_entered() -> None:
    chain = made(*THREE, flow("d1", "fund>take", 500, currency="USD"))
    assert received_at(chain, 1) == {"JPY": {"ume": 10_000_000}, "USD": {"take": 500}}
    assert received_at(chain, 2) == {"JPY": {"outlet-b": 2_000_000, "take": 6_000_000}}


def test_a_second_way_saves_from_an_intermediary_and_not_from_the_donor() -> None:
    chain = made(*THREE, flow("f5", "ministry>matsu", 500), flow("f6", "matsu>outlet-a", 400, END, parent="f5"))
    found = dependence(chain)
    assert dict(found.routes) == {"outlet-a": 2, "outlet-b": 1}
    assert found.on_one == ("outlet-b",)
    assert [(one.organisation, one.donor, one.losing) for one in found.points] == [
        ("ministry", True, ("outlet-a", "outlet-b")),
        ("ume", False, ("outlet-b",)),
    ]
    assert [one.at for one in dependence_problems(found)] == ["ministry"]


def test_two_ways_through_one_organisation_fall_with_it() -> None:
    chain = made(
        flow("f1", "d1>ume", 100),
        flow("f2", "d2>ume", 100),
        flow("f3", "ume>a", 10, END, parent="f1"),
        flow("f4", "ume>a", 10, END, parent="f2"),
    )
    found = dependence(chain)
    assert (dict(found.routes), found.on_one) == ({"a": 2}, ())
    assert [(one.organisation, one.losing) for one in found.points] == [("ume", ("a",))]


def test_two_payments_the_same_way_are_one_way() -> None:
    chain = made(*THREE, flow("f5", "ume>outlet-b", 100, END, parent="f1"))
    assert dict(dependence(chain).routes) == {"outlet-a": 1, "outlet-b": 1}


def test_money_falls_with_its_own_parent_though_its_source_has_other_money() -> None:
    chain = made(flow("f1", "d1>ume", 100), flow("f2", "d2>ume", 100), flow("f3", "ume>a", 10, END, parent="f1"))
    assert [one.organisation for one in dependence(chain).points] == ["d1", "ume"]


def test_sealed_recipients_are_told_apart_and_warn_too() -> None:
    group = Sealed(id="s", parent="f2", count=5, amount=100, attested_by="auditor")
    found = dependence(made(*THREE, sealed=(group,)))
    assert found.sealed == 5
    assert [(one.organisation, len(one.losing), one.sealed) for one in found.points] == [
        ("ministry", 2, 5),
        ("ume", 2, 5),
        ("take", 1, 5),
    ]
    assert [dict(one.params)["losing"] for one in dependence_problems(found)] == ["7", "7", "6"]


def test_who_gave_all_back_receives_nothing_and_loses_nothing() -> None:
    chain = made(flow("f1", "d>a", 10, END), flow("r", "a>d", 10, RETURN, parent="f1"))
    assert dependence(chain).points == ()


@given(st.integers(0, 2**32), st.integers(1, 25))
@settings(max_examples=100)
def test_who_falls_with_whom_is_what_taking_one_out_shows(seed: int, size: int) -> None:
    flows, sealed = grown(seed, size)
    flows = returned(flows, sealed, seed)
    found = dependence(chain_of(flows, sealed)[0])
    losing = {one.organisation: set(one.losing) for one in found.points if one.losing}
    for name in {one.source for one in flows} | {one.destination for one in flows}:
        others = twin.losing(flows, name)
        assert losing.get(name, set()) == others, name
