"""The 50 % rule: what is owned, what may be, and why."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import ownership as oracle
from tests.ownership.worlds import built, names, one_stake, stake, thresholds, worlds

from tadasu.ownership import HALF, Owned, Verdict, owned_by
from tadasu.schema import EntityId, Stake, StakeKind, UsageError

A, B, C, X, Y = map(EntityId, "abcxy")


def test_half_is_enough_and_a_part_less_is_not() -> None:
    half = built(stake("x", "a", 50), stake("x", "b", 49))
    assert owned_by(half, [X]).companies() == (A,)


def test_shares_of_several_listed_owners_add_up() -> None:
    aggregate = built(stake("x", "a", 25), stake("y", "a", 25))
    assert owned_by(aggregate, [X]).companies() == ()
    assert owned_by(aggregate, [X, Y]).companies() == (A,)


def test_what_is_owned_counts_whole_on_the_next_tier() -> None:
    chain = built(stake("x", "a", 60), stake("a", "b", 60), stake("b", "c", 60))
    owned = owned_by(chain, [X])
    assert owned.companies() == (A, B, C)
    assert [step.tier for step in owned.proof(C).steps] == [1, 2, 3]


def test_less_than_half_stops_the_chain_whatever_comes_below() -> None:
    assert owned_by(built(stake("x", "a", 49), stake("a", "b", 100)), [X]).companies() == ()


def test_a_cycle_without_a_listed_owner_does_not_hold_itself_up() -> None:
    ring = built(stake("a", "b", 60), stake("b", "a", 60), stake("x", "a", 40))
    assert owned_by(ring, [X]).companies() == ()


def test_a_cycle_that_is_entered_is_owned_whole() -> None:
    ring = built(stake("x", "a", 50), stake("a", "b", 60), stake("b", "a", 50))
    owned = owned_by(ring, [X])
    assert owned.companies() == (A, B)
    assert [(step.company, [link.owner for link in step.links]) for step in owned.proof(B).steps] == [
        (A, [X]),
        (B, [A]),
    ]


def test_a_listed_party_is_in_and_not_among_the_owned() -> None:
    owned = owned_by(built(stake("x", "a", 60)), [X, A, EntityId("nobody recorded")])
    assert (owned.verdict(A), owned.companies(), owned.proof(A).steps) == (Verdict.IN, (), ())
    assert owned.proof(A).listed == (A,)


def test_a_band_over_the_threshold_is_undetermined_and_says_what_decides() -> None:
    band = built(stake("x", "a", (25, 50)), stake("y", "a", 30))
    owned = owned_by(band, [X])
    assert owned.verdict(A) is Verdict.UNDETERMINED
    assert [(link.owner, link.least, link.most) for link in owned.deciding(A)] == [(X, 250_000, 500_000)]
    assert owned.companies() == ()
    assert owned.companies(Verdict.UNDETERMINED) == (A,)
    assert owned.proof(A).steps[0].total == 500_000


def test_an_exact_share_of_a_sure_owner_decides_nothing() -> None:
    owned = owned_by(built(stake("x", "a", (20, 40)), stake("y", "a", 20)), [X, Y])
    assert [link.owner for link in owned.deciding(A)] == [X]


def test_with_the_least_bound_what_is_not_sure_is_out() -> None:
    owned = owned_by(built(stake("x", "a", (25, 50))), [X], bound="least")
    assert owned.verdict(A) is Verdict.OUT


def test_a_stake_without_a_figure_may_be_the_whole_unless_others_hold_it() -> None:
    assert owned_by(built(stake("x", "a")), [X]).verdict(A) is Verdict.UNDETERMINED
    assert owned_by(built(stake("x", "a"), stake("y", "a", 60)), [X]).verdict(A) is Verdict.OUT


def test_two_unknown_shares_cannot_be_more_together_than_others_leave() -> None:
    three = built(stake("x", "a"), stake("y", "a"), stake("b", "a", 60))
    assert owned_by(three, [X, Y]).verdict(A) is Verdict.OUT
    assert owned_by(three, [X, Y], threshold=400_000).verdict(A) is Verdict.UNDETERMINED


def test_what_hangs_on_an_undetermined_owner_is_undetermined() -> None:
    owned = owned_by(built(stake("x", "a", (40, 60)), stake("a", "b", 100)), [X])
    assert owned.verdict(B) is Verdict.UNDETERMINED
    assert [link.owner for link in owned.deciding(B)] == [A]


def test_lists_that_contradict_each_other_make_a_conflict() -> None:
    owned = owned_by(built(stake("x", "a", 60), stake("x", "a", 20, list_id="other")), [X])
    assert owned.verdict(A) is Verdict.CONFLICT
    assert owned.companies(Verdict.CONFLICT) == (A,)
    assert owned.companies(Verdict.UNDETERMINED) == ()


def test_votes_and_control_count_only_when_asked_for_and_never_with_shares() -> None:
    voting = built(stake("x", "a", 60, kind=StakeKind.VOTES), stake("x", "b", kind=StakeKind.CONTROL))
    assert owned_by(voting, [X]).companies() == ()
    assert owned_by(voting, [X], control=True).companies() == (A, B)
    mixed = built(stake("x", "a", 30), stake("x", "a", 30, kind=StakeKind.VOTES))
    assert owned_by(mixed, [X], control=True).companies() == ()


def test_the_kind_that_suffices_stands_in_the_proof() -> None:
    owned = owned_by(built(stake("x", "a", kind=StakeKind.CONSOLIDATED), stake("a", "b", 80)), [X], control=True)
    first, second = owned.proof(B).steps
    assert (first.kind, first.total) == (StakeKind.CONSOLIDATED, 0)
    assert (second.kind, second.total) == (StakeKind.SHARES, 800_000)


def test_a_proof_takes_the_largest_stakes_and_no_more_than_it_needs() -> None:
    many = built(stake("x", "a", 20), stake("y", "a", 40), stake("b", "a", 15), stake("c", "a", 10))
    (step,) = owned_by(many, [X, Y, B, C]).proof(A).steps
    assert [(link.owner, link.least) for link in step.links] == [(Y, 400_000), (X, 200_000)]


def test_a_contested_stake_shows_in_the_proof_and_can_be_left_out() -> None:
    stakes = [stake("x", "a", 60, contested=True)]
    assert owned_by(built(*stakes), [X]).proof(A).contested
    assert A not in built(*stakes, contested=False)


@pytest.mark.parametrize("threshold", [0, -1, 1_000_001])
def test_a_threshold_of_nothing_or_over_the_whole_is_refused(threshold: int) -> None:
    with pytest.raises(UsageError, match="ownership-threshold"):
        owned_by(built(), [], threshold=threshold)


def test_a_company_that_nobody_recorded_is_not_taken_for_clear() -> None:
    owned = owned_by(built(stake("x", "a", 40)), [X])
    with pytest.raises(UsageError, match="ownership-unknown"):
        owned.verdict(EntityId("unheard of"))
    with pytest.raises(UsageError, match="ownership-not-owned"):
        owned.proof(A)


def test_no_stakes_at_all_own_nothing() -> None:
    assert owned_by(built(), [X]).companies() == ()


def answers(owned: Owned) -> dict[str, Verdict]:
    return {name: owned.verdict(name) for name in owned.stakes.ids}


@given(worlds, names, thresholds, st.booleans(), st.booleans())
def test_the_loops_say_what_the_plain_rule_says(
    world: list[Stake], listed: set[str], threshold: int, by_most: bool, control: bool
) -> None:
    stakes = built(*world)
    bound = ("least", "most")[by_most]
    owned = owned_by(stakes, map(EntityId, listed), threshold=threshold, bound=bound, control=control)  # type: ignore[arg-type]
    expected = oracle.tiers(
        oracle.links(world), listed, threshold=threshold, by_most=by_most, control=control, everybody=stakes.ids
    )
    assert {name: int(tier) for name, tier in zip(stakes.ids, owned.may, strict=True) if tier >= 0} == expected


@given(worlds, names, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_stakes_changes_nothing(world: list[Stake], listed: set[str], control: bool, dice: object) -> None:
    shuffled = list(world)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = built(*world), built(*shuffled)
    assert (one.ids, one.records, one.remarks) == (other.ids, other.records, other.remarks)
    first, second = (owned_by(stakes, map(EntityId, listed), control=control) for stakes in (one, other))
    assert answers(first) == answers(second)
    for company in first.companies():
        assert first.proof(company) == second.proof(company)


@given(worlds, names, names, st.booleans())
def test_more_listed_parties_never_own_less(world: list[Stake], few: set[str], more: set[str], control: bool) -> None:
    stakes = built(*world)
    some = owned_by(stakes, map(EntityId, few), control=control)
    all_of_them = owned_by(stakes, map(EntityId, few | more), control=control)
    assert not ((some.sure >= 0) & (all_of_them.sure < 0)).any()
    assert not ((some.may >= 0) & (all_of_them.may < 0)).any()


@given(worlds, st.lists(one_stake(), max_size=4), names, st.booleans())
def test_more_stakes_of_one_list_never_make_less_sure(
    world: list[Stake], added: list[Stake], listed: set[str], control: bool
) -> None:
    one_list = [found for found in world if found.origin.list_id == "own"]
    more = [*one_list, *(found for found in added if found.origin.list_id == "own")]
    before = owned_by(built(*one_list), map(EntityId, listed), control=control, bound="least")
    after = owned_by(built(*more), map(EntityId, listed), control=control, bound="least")
    assert set(before.companies()) <= set(after.companies()) | listed


@given(worlds, names, thresholds, st.booleans())
def test_sure_is_part_of_may_and_a_higher_threshold_reaches_less(
    world: list[Stake], listed: set[str], threshold: int, control: bool
) -> None:
    stakes = built(*world)
    owned = owned_by(stakes, map(EntityId, listed), threshold=threshold, control=control)
    assert not ((owned.sure >= 0) & (owned.may < 0)).any()
    lower = owned_by(stakes, map(EntityId, listed), threshold=threshold // 2, control=control)
    assert not ((owned.sure >= 0) & (lower.sure < 0)).any()


@given(worlds, names, thresholds, st.booleans())
def test_a_proof_reaches_its_threshold_with_owners_proven_before(
    world: list[Stake], listed: set[str], threshold: int, control: bool
) -> None:
    owned = owned_by(built(*world), map(EntityId, listed), threshold=threshold, control=control)
    reached = itertools.chain(owned.companies(), owned.companies(Verdict.UNDETERMINED))
    for company in reached:
        sure = owned.verdict(company) is Verdict.IN
        proof = owned.proof(company)
        proven = set(owned.listed)
        for step in proof.steps:
            assert {link.owner for link in step.links} <= proven
            assert step.company not in proven
            proven.add(step.company)
            if not step.total:
                assert control
                assert len(step.links) == 1
                continue
            parts = [link.least if sure else link.most for link in step.links]
            assert step.total == sum(parts) >= threshold
            assert sum(parts) - min(parts) < threshold
            assert parts == sorted(parts, reverse=True)
        assert proof.steps[-1].company == company
        assert set(proof.listed) <= owned.listed


@given(worlds, names)
def test_an_undetermined_company_always_says_what_decides(world: list[Stake], listed: set[str]) -> None:
    owned = owned_by(built(*world), map(EntityId, listed), threshold=HALF)
    for company in owned.stakes.ids:
        is_open = owned.verdict(company) in (Verdict.UNDETERMINED, Verdict.CONFLICT)
        assert bool(owned.deciding(company)) is is_open
