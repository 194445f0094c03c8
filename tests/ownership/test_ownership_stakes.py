"""Stakes become links: what adds up, what does not, and what is remarked on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from tests.oracles import ownership as oracle
from tests.ownership.worlds import DAY, built, stake, worlds

from tadasu.ownership import REMARKS, Link, Stakes
from tadasu.ownership._remarks import remark
from tadasu.schema import WHOLE, EntityId, Period, Stake, StakeKind, UsageError

A, X = EntityId("a"), EntityId("x")


def only(stakes: Stakes) -> Link:
    (link,) = stakes.into(A)
    return link


def remarks(stakes: Stakes) -> list[tuple[str, dict[str, str]]]:
    return [(found.code, dict(found.params)) for found in stakes.remarks]


def test_stakes_of_one_list_add_up_and_keep_their_rows() -> None:
    link = only(built(stake("x", "a", 20, row=7), stake("x", "a", (10, 30), row=3)))
    assert (link.least, link.most) == (300_000, 500_000)
    assert [found.origin.row for found in link.stakes] == [3, 7]


def test_a_sum_is_bounded_by_the_whole() -> None:
    link = only(built(stake("x", "a", 80, row=1), stake("x", "a", 80, row=2)))
    assert (link.least, link.most) == (WHOLE, WHOLE)


def test_shares_and_votes_do_not_mix() -> None:
    links = built(stake("x", "a", 30), stake("x", "a", 40, kind=StakeKind.VOTES)).into(A)
    assert [(link.kind, link.least) for link in links] == [(StakeKind.SHARES, 300_000), (StakeKind.VOTES, 400_000)]


def test_two_lists_that_speak_of_one_holding_narrow_it_and_do_not_add_up() -> None:
    link = only(
        built(stake("x", "a", (25, 50)), stake("x", "a", 30, list_id="other"), stake("x", "a", list_id="third"))
    )
    assert (link.least, link.most, link.disputed) == (300_000, 300_000, False)


def test_two_lists_that_contradict_each_other_are_remarked_on_and_both_kept() -> None:
    stakes = built(stake("x", "a", 60), stake("x", "a", 20, list_id="other"))
    assert (only(stakes).least, only(stakes).most, only(stakes).disputed) == (200_000, 600_000, True)
    said = {"owner": "x", "company": "a", "kind": "shares", "lists": "other, own"}
    assert remarks(stakes) == [("sources-disagree", said)]


def test_a_company_over_the_whole_is_remarked_on_and_its_stakes_stay() -> None:
    stakes = built(stake("x", "a", 70), stake("y", "a", 40), stake("y", "a", 100, kind=StakeKind.VOTES))
    assert remarks(stakes) == [("shares-over-whole", {"company": "a", "total": "1100000"})]
    assert stakes.recorded(A) == WHOLE
    assert [link.most for link in stakes.into(A)] == [700_000, 400_000, WHOLE]


def test_votes_over_the_whole_have_a_remark_of_their_own() -> None:
    votes = [stake(owner, "a", 60, kind=StakeKind.VOTES) for owner in "xy"]
    assert remarks(built(*votes)) == [("votes-over-whole", {"company": "a", "total": "1200000"})]


def test_a_company_that_holds_itself_is_left_out_with_a_remark() -> None:
    stakes = built(stake("a", "a", 10, row=4), stake("x", "a", 60))
    assert [link.owner for link in stakes.into(A)] == [X]
    assert remarks(stakes) == [("self-stake", {"company": "a", "list": "own", "row": "4"})]


def test_the_very_same_stake_counts_once() -> None:
    twice = built(stake("x", "a", 30), stake("x", "a", 30))
    assert only(twice).least == 300_000
    assert remarks(twice) == [("stake-repeated", {"owner": "x", "company": "a", "list": "own", "row": "1"})]
    elsewhere = replace(stake("x", "a", 30), period=Period(start=date(2020, 1, 1)))
    assert only(built(stake("x", "a", 30), elsewhere)).least == 600_000


def test_what_others_surely_hold_is_not_left_for_a_band() -> None:
    band, other = built(stake("x", "a", (10, 80)), stake("y", "a", 70)).into(A)
    assert (band.least, band.most, other.least) == (100_000, 300_000, 700_000)


@pytest.mark.parametrize(
    ("day", "held"), [(date(2026, 1, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)
def test_only_stakes_of_the_day_count(day: date, held: bool) -> None:
    bounded = stake("x", "a", 60, period=Period(start=date(2026, 1, 1), end=date(2026, 12, 31)))
    assert (A in Stakes.build([bounded], on=day)) is held


def test_contested_stakes_count_unless_left_out() -> None:
    contested = [stake("x", "a", 60, contested=True), stake("x", "a", 10, row=2)]
    assert (only(built(*contested)).least, only(built(*contested)).contested) == (700_000, True)
    assert (only(built(*contested, contested=False)).least, only(built(*contested, contested=False)).contested) == (
        100_000,
        False,
    )


def test_entities_are_numbered_in_the_order_of_their_ids() -> None:
    stakes = built(stake("y", "c", 10), stake("a", "b", 10))
    assert stakes.ids == ("a", "b", "c", "y")
    assert [stakes.number(name) for name in stakes.ids] == [0, 1, 2, 3]


def test_how_much_of_a_company_is_recorded_at_all() -> None:
    stakes = built(stake("x", "a", 20), stake("y", "a", (10, 40)), stake("b", "a", 50, kind=StakeKind.VOTES))
    assert (stakes.recorded(A), stakes.recorded(X)) == (300_000, 0)
    with pytest.raises(UsageError, match="ownership-unknown"):
        stakes.recorded(EntityId("unheard of"))


@given(worlds)
def test_links_are_what_the_plain_rule_says(world: list[Stake]) -> None:
    stakes = built(*world)
    found = {
        (link.owner, link.company, link.kind): (link.least, link.most)
        for name in stakes.ids
        for link in stakes.into(name)
    }
    assert found == oracle.links(world)


@given(worlds)
def test_every_stake_that_counts_stands_in_one_link(world: list[Stake]) -> None:
    stakes = built(*world)
    kept = [found for name in stakes.ids for link in stakes.into(name) for found in link.stakes]
    assert len(kept) == len(set(kept))
    assert set(kept) == {found for found in world if found.owner != found.company}


@given(worlds)
def test_every_remark_is_of_the_table(world: list[Stake]) -> None:
    for found in built(*world).remarks:
        assert tuple(name for name, _ in found.params) == REMARKS[found.code]


def test_a_remark_with_other_parameters_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="self-stake takes"):
        remark("self-stake", owner="a")


def test_no_stakes_are_no_links() -> None:
    empty = Stakes.build([], on=DAY)
    assert (empty.ids, empty.records, empty.links.owners.size) == ((), (), 0)
