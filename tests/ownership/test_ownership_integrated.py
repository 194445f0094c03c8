"""Integrated shares: against exact fractions, against the plain loop, and by hand."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import ownership as oracle
from tests.ownership.worlds import NAMES, built, names, stake, whole_worlds, worlds

from tadasu.ownership import Share, integrated_share
from tadasu.ownership._groups_kernel import groups
from tadasu.ownership._integrated import _ways
from tadasu.ownership._integrated_kernel import ONE, integrate
from tadasu.schema import WHOLE, EntityId, Stake, StakeKind, UsageError

A, B, X = map(EntityId, "abx")


def test_direct_and_indirect_shares_add_up() -> None:
    found = integrated_share(built(stake("x", "a", 50), stake("a", "b", 50), stake("x", "b", 10)), X)
    assert list(found) == [(A, Share(least=500_000, most=500_000)), (B, Share(least=350_000, most=350_000))]


def test_a_cycle_comes_to_its_sum() -> None:
    """x holds 40 % of a; a holds half of b, b half of a. So a = 0.4 + 0.5 b, b = 0.5 a: a is 8/15, b is 4/15."""
    found = integrated_share(built(stake("x", "a", 40), stake("a", "b", 50), stake("b", "a", 50)), X)
    assert found.share(A) == Share(least=533_333, most=533_334)
    assert found.share(B) == Share(least=266_666, most=266_667)
    assert found.rested


def test_what_comes_back_to_the_owner_is_not_passed_on_again() -> None:
    crossed = built(stake("x", "a", 60), stake("a", "x", 30))
    assert dict(integrated_share(crossed, X)) == {A: Share(least=600_000, most=600_000)}


def test_bands_and_missing_figures_give_bounds() -> None:
    found = integrated_share(built(stake("x", "a", (25, 50)), stake("a", "b")), X)
    assert found.share(A) == Share(least=250_000, most=500_000)
    assert found.share(B) == Share(least=0, most=500_000)


def test_several_owners_together_hold_what_each_holds_in_the_others_once() -> None:
    stakes = built(stake("x", "y", 50), stake("y", "a", 40), stake("x", "a", 10))
    together = integrated_share(stakes, [X, EntityId("y")])
    assert dict(together) == {A: Share(least=500_000, most=500_000)}


def test_votes_and_control_are_no_shares() -> None:
    found = integrated_share(
        built(stake("x", "a", 90, kind=StakeKind.VOTES), stake("x", "b", kind=StakeKind.CONTROL)), X
    )
    assert (dict(found), found.share(A)) == ({}, Share(least=0, most=0))


def test_an_owner_that_nobody_recorded_is_refused() -> None:
    with pytest.raises(UsageError, match="ownership-unknown"):
        integrated_share(built(stake("x", "a", 1)), EntityId("unheard of"))


def test_a_company_over_the_whole_belongs_to_nobody_more_than_whole() -> None:
    ring = built(stake("x", "a", 60), stake("b", "a", 100), stake("a", "b", 100))
    assert integrated_share(ring, X).share(B) == Share(least=WHOLE, most=WHOLE)


def test_counting_that_stops_early_still_bounds_the_share() -> None:
    """A ring that passes on all but a part of a million gains so little each time that it would take a million times."""
    ring = (("x", "a", 1), ("d", "a", 999_999), ("a", "b", WHOLE), ("b", "c", WHOLE), ("c", "d", WHOLE))
    tight = [
        Stake(owner=EntityId(owner), company=EntityId(company), origin=stake("x", "a").origin, least=part, most=part)
        for owner, company, part in ring
    ]
    found = integrated_share(built(*tight), X)
    assert not found.rested
    assert found.share(A).least < WHOLE == found.share(A).most


def test_fine_parts_are_cut_from_below_and_raised_from_above() -> None:
    """8/15 of 10^12 is 533,333,333,333.3...; a ring of two loses or gains less than two parts for each of its steps."""
    stakes = built(stake("x", "a", 40), stake("a", "b", 50), stake("b", "a", 50))
    ways, links = _ways(stakes.links)
    members, begins = groups(ways, np.array([stakes.number(X)], np.int32))
    found = {}
    for up in (False, True):
        parts = np.zeros(len(stakes.ids), np.int64)
        parts[stakes.number(X)] = ONE
        assert integrate(ways, stakes.links.least[links], members, begins, parts, up)
        found[up] = int(parts[stakes.number(A)])
    assert 533_333_333_331 <= found[False] <= 533_333_333_333
    assert 533_333_333_334 <= found[True] <= 533_333_333_336


@given(worlds, names, st.booleans())
def test_every_fine_part_is_as_the_plain_loop_rounds_it(world: list[Stake], owners: set[str], up: bool) -> None:
    stakes = built(*world)
    sources = [stakes.number(EntityId(name)) for name in sorted(owners) if name in stakes]
    ways, links = _ways(stakes.links)
    members, begins = groups(ways, np.array(sources, np.int32))
    found = np.zeros(len(stakes.ids), np.int64)
    found[sources] = ONE
    share = stakes.links.most if up else stakes.links.least
    assert integrate(ways, share[links], members, begins, found, up)
    shares = {key[:2]: bounds[up] for key, bounds in oracle.links(world).items() if key[2] is StakeKind.SHARES}
    known = [stakes.ids[number] for number in sources]
    expected = oracle.settled(shares, known, up=up)
    assert {stakes.ids[at]: int(found[at]) for at in members if found[at]} == {k: v for k, v in expected.items() if v}


@given(worlds, names)
def test_groups_put_owners_first_and_hold_just_what_is_in_cycles(world: list[Stake], owners: set[str]) -> None:
    stakes = built(*world)
    sources = [stakes.number(EntityId(name)) for name in sorted(owners) if name in stakes]
    ways, _ = _ways(stakes.links)
    members, begins = groups(ways, np.array(sources, np.int32))
    group = {int(member): at for at in range(begins.size - 1) for member in members[begins[at] : begins[at + 1]]}
    holds = {at: set(ways.company[ways.first[at] : ways.first[at + 1]].tolist()) for at in range(len(stakes.ids))}

    def below(start: int) -> set[int]:
        found, waiting = set[int](), [start]
        while waiting:
            new = (holds[waiting.pop()] - found) - set(sources)
            found |= new
            waiting += new
        return found

    assert group.keys() == set().union(*(below(source) for source in sources))
    for one in group:
        assert {other for other in group if group[other] == group[one] and other != one} == {
            other for other in below(one) if one in below(other) and other != one
        }
        assert all(group[held] >= group[one] for held in holds[one] if held in group)


@given(worlds, names)
def test_the_loops_say_what_the_plain_loop_says(world: list[Stake], owners: set[str]) -> None:
    stakes = built(*world)
    known = [EntityId(name) for name in sorted(owners) if name in stakes]
    found = integrated_share(stakes, known)
    links = oracle.links(world)
    for up, values in ((False, found.least), (True, found.most)):
        shares = {key[:2]: bounds[up] for key, bounds in links.items() if key[2] is StakeKind.SHARES}
        fine = oracle.settled(shares, known, up=up)
        expected = {name: -(-part // WHOLE) if up else part // WHOLE for name, part in fine.items()}
        got = {stakes.ids[number]: int(value) for number, value in zip(found.companies, values, strict=True)}
        assert {name: part for name, part in got.items() if part} == {
            name: part for name, part in expected.items() if part
        }


@given(whole_worlds(), names)
def test_the_exact_share_lies_within_the_bounds_and_the_stated_error(world: list[Stake], owners: set[str]) -> None:
    stakes = built(*world)
    known = [EntityId(name) for name in sorted(owners) if name in stakes]
    shares = {key[:2]: bounds[0] for key, bounds in oracle.links(world).items()}
    found = integrated_share(stakes, known)
    exact = oracle.exact(shares, known, each=Fraction(0))
    error = oracle.exact(shares, known, each=Fraction(1, ONE))
    for name in stakes.ids:
        share = found.share(name)
        true = exact.get(name, Fraction(0))
        slack = Fraction(1, WHOLE) + error.get(name, Fraction(0))
        assert Fraction(share.least, WHOLE) <= true <= Fraction(share.most, WHOLE) <= 1
        assert true - Fraction(share.least, WHOLE) < slack
        assert Fraction(share.most, WHOLE) - true < slack


@given(whole_worlds())
def test_owners_at_the_top_never_share_more_than_the_whole_of_a_company(world: list[Stake]) -> None:
    stakes = built(*world)
    tops = [name for name in stakes.ids if not stakes.into(name)]
    sums = dict.fromkeys(NAMES, 0)
    for top in tops:
        for company, share in integrated_share(stakes, top):
            sums[company] += share.least
    assert max(sums.values(), default=0) <= WHOLE
