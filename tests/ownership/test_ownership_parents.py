"""Who stands at the top of a company."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ownership.worlds import built, stake, worlds

from tadasu.ownership import owned_by, ultimate_parents
from tadasu.schema import EntityId, Stake, StakeKind, UsageError

BOUNDS: tuple[Literal["least", "most"], ...] = ("least", "most")
A, B, C, X, Y = map(EntityId, "abcxy")


def test_the_top_is_at_the_end_of_a_chain_of_majorities() -> None:
    found = ultimate_parents(built(stake("x", "a", 51), stake("a", "b", 51), stake("y", "b", 49)), B)
    (proof,) = found.proofs
    assert found.tops == (X,)
    assert [(step.company, step.links[0].owner) for step in proof.steps] == [(A, X), (B, A)]


def test_half_is_no_control() -> None:
    assert ultimate_parents(built(stake("x", "a", 50)), A).tops == ()


def test_subsidiaries_control_together_for_the_owner_above_them() -> None:
    stakes = built(stake("x", "a", 100), stake("x", "b", 100), stake("a", "c", 30), stake("b", "c", 30))
    assert ultimate_parents(stakes, C).tops == (X,)


def test_a_company_that_nobody_controls_has_no_top() -> None:
    found = ultimate_parents(built(stake("x", "a", 30), stake("y", "a", 30)), A)
    assert (found.tops, found.cycles) == ((), ())


def test_owners_that_hold_each_other_are_a_cycle_and_no_top() -> None:
    found = ultimate_parents(built(stake("x", "y", 60), stake("y", "x", 60), stake("y", "a", 60)), A)
    assert (found.tops, found.cycles) == ((), ((X, Y),))


def test_a_company_in_a_cycle_with_its_owner_says_so() -> None:
    assert ultimate_parents(built(stake("x", "a", 60), stake("a", "x", 60)), A).cycles == ((A, X),)


def test_a_cycle_below_a_top_does_not_hide_it() -> None:
    ring = built(stake("x", "a", 55), stake("b", "a", 45), stake("a", "b", 100))
    assert (ultimate_parents(ring, B).tops, ultimate_parents(ring, B).cycles) == ((X,), ())


def test_a_company_that_its_own_subsidiaries_hold_has_no_owner_at_the_top() -> None:
    held_back = built(stake("c", "a", 60), stake("c", "b", 60), stake("a", "c", 30), stake("b", "c", 30))
    found = ultimate_parents(held_back, C)
    assert (found.tops, found.cycles) == ((), ())


def test_consolidation_counts_unless_only_shares_are_asked_for() -> None:
    group = built(stake("x", "a", kind=StakeKind.CONSOLIDATED), stake("y", "a", 60))
    assert ultimate_parents(group, A).tops == (X, Y)
    assert ultimate_parents(group, A, control=False).tops == (Y,)


def test_a_band_controls_only_where_what_may_be_is_asked_for() -> None:
    band = built(stake("x", "a", (25, 75)))
    assert ultimate_parents(band, A).tops == ()
    assert ultimate_parents(band, A, bound="most").tops == (X,)


def test_a_company_that_nobody_recorded_is_refused() -> None:
    with pytest.raises(UsageError, match="ownership-unknown"):
        ultimate_parents(built(), A)


@given(worlds, st.booleans(), st.sampled_from(BOUNDS))
def test_a_top_controls_the_company_and_only_its_like_controls_it(
    world: list[Stake], control: bool, bound: Literal["least", "most"]
) -> None:
    """By the definition, owner by owner, over all stakes: what one owner's closure holds, it controls."""
    stakes = built(*world)
    controls = {
        name: {
            stakes.ids[at]
            for at in np.flatnonzero(owned_by(stakes, [name], threshold=500_001, control=control).may > 0)
        }
        if bound == "most"
        else set(owned_by(stakes, [name], threshold=500_001, control=control, bound="least").companies())
        for name in stakes.ids
    }
    for company in stakes.ids:
        found = ultimate_parents(stakes, company, control=control, bound=bound)
        masters = {name for name in stakes.ids if company in controls[name]}
        groups = set()
        for master in masters | {company}:
            above = {name for name in stakes.ids if master in controls[name]}
            if above <= controls[master] | {master} and (above or master != company):
                groups.add(tuple(sorted(above | {master})))
        assert {(top,) for top in found.tops} | set(found.cycles) == groups
        for proof in found.proofs:
            assert proof.company == company
