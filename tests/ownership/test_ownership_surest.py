"""How surely a company is owned: the weakest needed listing and stake, in the surest way."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import ownership as twin
from tests.ownership.worlds import NAMES, built, names, stake, thresholds, worlds

from tadasu.ownership import owned_by, strength_along, surest
from tadasu.schema import Certainty, EntityId, Stake, StakeKind

WEIGHTS = {Certainty.VERIFIED: 0, Certainty.REPORTED: -105, Certainty.INFERRED: -693}
A, B, X, Y, Z = map(EntityId, "abxyz")


def strengths(listed: Mapping[str, int], *stakes: Stake, **rest: bool) -> dict[str, int]:
    keyed = {EntityId(name): strength for name, strength in listed.items()}
    found = surest(built(*stakes), keyed, weights=WEIGHTS, **rest)
    return {one.proof.company: one.strength for one in found}


def sure(owner: str, company: str, share: int | tuple[int, int] | None, **rest: object) -> Stake:
    return stake(owner, company, share, certainty=Certainty.VERIFIED, **rest)


def test_the_weakest_needed_listing_counts() -> None:
    stakes = [sure("x", "a", 30), sure("y", "a", 20), sure("z", "a", 50)]
    assert strengths({"x": 0, "y": -1000, "z": -3000}, *stakes) == {"a": -1000}
    assert strengths({"x": 0, "z": -3000}, *stakes) == {"a": -3000}


def test_the_weights_of_stakes_add_up_from_tier_to_tier() -> None:
    stakes = [stake("x", "a", 60), stake("a", "b", 60, certainty=Certainty.INFERRED)]
    assert strengths({"x": -10}, *stakes) == {"a": -115, "b": -808}


def test_a_surer_stake_that_suffices_by_itself_leaves_the_other_out() -> None:
    both = [sure("x", "a", 50), stake("x", "a", 20, row=2, certainty=Certainty.INFERRED)]
    assert strengths({"x": 0}, *both) == {"a": 0}
    needed = [sure("x", "a", 40), stake("x", "a", 20, row=2, certainty=Certainty.INFERRED)]
    assert strengths({"x": 0}, *needed) == {"a": -693}


def test_of_two_lists_that_say_the_same_the_surer_one_counts() -> None:
    stakes = [sure("x", "a", 60), stake("x", "a", 60, list_id="other", certainty=Certainty.INFERRED)]
    assert strengths({"x": 0}, *stakes) == {"a": 0}


def test_a_weakly_listed_company_is_as_sure_an_owner_as_its_own_owner_makes_it() -> None:
    stakes = [sure("x", "a", 100), sure("a", "b", 100)]
    assert strengths({"x": 0, "a": -5000}, *stakes) == {"b": 0}


def test_the_proof_names_the_fewest_stakes_of_the_surest_way() -> None:
    stakes = [sure("x", "a", 30, row=1), sure("y", "a", 5, row=2), sure("z", "a", 20, row=3), sure("a", "b", 50, row=4)]
    _, found = surest(built(*stakes), {X: 0, Y: -1, Z: -2}, weights=WEIGHTS)
    assert [[link.owner for link in step.links] for step in found.proof.steps] == [["x", "z"], ["a"]]
    assert [step.total for step in found.proof.steps] == [500_000, 500_000]
    assert found.proof.listed == (X, Z)


def test_a_stake_of_control_suffices_where_control_counts() -> None:
    stakes = [stake("x", "a", kind=StakeKind.CONTROL), stake("x", "b", 60, kind=StakeKind.VOTES)]
    assert strengths({"x": 0}, *stakes, control=True) == {"a": -105, "b": -105}
    assert strengths({"x": 0}, *stakes) == {}


def test_a_proof_that_may_hold_is_as_sure_as_its_least_sure_stake() -> None:
    owned = owned_by(built(sure("x", "a", (40, 60)), stake("a", "b", 60, certainty=Certainty.INFERRED)), [X])
    assert strength_along(owned.proof(A), {X: -20}, weights=WEIGHTS) == -20
    assert strength_along(owned.proof(B), {X: -20}, weights=WEIGHTS) == -713


certainties = st.sampled_from(Certainty)
figures: st.SearchStrategy[int | tuple[int, int]] = st.sampled_from((10, 25, 30, 50, 60, (20, 60)))


@st.composite
def uncertain(draw: st.DrawFn) -> list[Stake]:
    """Worlds whose stakes are of all certainties, many owners needed."""
    found = []
    for row in range(draw(st.integers(0, 24))):
        owner, company = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
        rest: dict[str, Any] = {"row": row, "certainty": draw(certainties)}
        rest["list_id"] = draw(st.sampled_from(("own", "own", "other")))
        found.append(stake(owner, company, draw(figures), **rest))
    return found


listings = st.dictionaries(st.sampled_from(NAMES), st.sampled_from((0, -10, -105, -700, -3000)), max_size=4)


@given(uncertain(), listings, thresholds)
def test_it_is_as_sure_as_the_plain_twin_says(world: list[Stake], listed: dict[str, int], threshold: int) -> None:
    keyed = {EntityId(name): strength for name, strength in listed.items()}
    found = surest(built(*world), keyed, weights=WEIGHTS, threshold=threshold)
    plain = twin.surest(world, listed, weights=WEIGHTS, threshold=threshold)
    assert {one.proof.company: one.strength for one in found} == plain
    for one in found:
        assert strength_along(one.proof, keyed, weights=WEIGHTS) <= one.strength
        assert all(step.total >= threshold for step in one.proof.steps)
        assert set(one.proof.listed) <= set(listed)


@given(worlds, names, st.booleans())
def test_it_finds_the_companies_that_are_surely_owned(world: list[Stake], listed: set[str], control: bool) -> None:
    keyed = dict.fromkeys(map(EntityId, listed), 0)
    found = surest(built(*world), keyed, weights=WEIGHTS, control=control)
    assert tuple(one.proof.company for one in found) == owned_by(built(*world), keyed, control=control).companies()
