"""Chains of re-granting: only what enters counts, the parts are always the whole, and overhead stays within its share."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.chains import DAY, END, PASS, RETURN, THREE, flow, grown, made, returned
from tests.oracles import chain as twin

from tadasu.funds import (
    Amount,
    Flow,
    FlowKind,
    Sealed,
    Totals,
    allocate,
    chain_of,
    chain_totals,
    overhead_plan,
    overhead_problems,
    through,
    totals_at,
    valued,
)
from tadasu.schema import UsageError


def wrong(*flows: Flow, sealed: tuple[Sealed, ...] = ()) -> list[tuple[str, str]]:
    return [(one.at, one.code) for one in chain_of(flows, sealed)[1]]


def test_money_that_is_passed_on_is_not_counted_again() -> None:
    assert chain_totals(made(*THREE)) == {
        "JPY": Totals(entered=10_000_000, overhead=1_300_000, arrived=7_000_000, held=1_700_000)
    }


def test_what_enters_is_the_same_at_every_depth() -> None:
    chain = made(*THREE)
    assert [totals_at(chain, depth)["JPY"].entered for depth in (1, 2, 3, 9)] == [10_000_000] * 4
    assert totals_at(chain, 1)["JPY"] == Totals(entered=10_000_000, overhead=1_000_000, held=9_000_000)
    assert totals_at(chain, 3) == chain_totals(chain)
    with pytest.raises(UsageError):
        totals_at(chain, 0)


def test_a_sealed_level_enters_as_a_number_and_a_sum() -> None:
    group = Sealed(id="s1", parent="f2", count=7, amount=600_000, overhead=50_000, attested_by="auditor")
    totals = chain_totals(made(*THREE, sealed=(group,)))["JPY"]
    assert (totals.sealed, totals.sealed_overhead, totals.held) == (550_000, 50_000, 1_100_000)
    assert totals.reaching == 7_550_000
    assert totals.kept == 135_000


def test_a_seal_needs_a_number_a_sum_and_somebody_who_attests() -> None:
    good = Sealed(id="s", parent="f2", count=1, amount=10, attested_by="auditor")
    assert wrong(*THREE, sealed=(replace(good, attested_by=""),)) == [("s", "chain-sealed-unattested")]
    for empty in (replace(good, count=0), replace(good, amount=0), replace(good, overhead=11)):
        assert wrong(*THREE, sealed=(empty,)) == [("s", "chain-sealed-empty")]
    assert wrong(*THREE, sealed=(replace(good, parent="f3"),)) == [("s", "chain-from-end")]
    assert wrong(*THREE, sealed=(replace(good, parent="f9"),)) == [("s", "chain-orphan")]
    assert wrong(*THREE, sealed=(replace(good, amount=700_001),)) == [("f2", "chain-more-than-received")]


def test_an_orphan_and_a_circle_are_refused_and_told_apart() -> None:
    assert wrong(flow("f1", "a>b", 5, parent="f9")) == [("f1", "chain-orphan")]
    circle = (flow("f1", "a>b", 5, parent="f2"), flow("f2", "b>a", 5, parent="f1"))
    assert wrong(*circle) == [("f1", "chain-cycle"), ("f2", "chain-cycle")]
    assert wrong(*circle, flow("f3", "b>c", 1, parent="f1")) == [(one, "chain-cycle") for one in ("f1", "f2", "f3")]


def test_money_does_not_come_to_an_organisation_twice() -> None:
    again = (*THREE, flow("f5", "take>ume", 100, parent="f2"))
    assert wrong(*again) == [("f5", "chain-passes-itself")]
    assert wrong(flow("f1", "a>a", 5)) == [("f1", "chain-passes-itself")]
    assert wrong(*THREE, flow("f5", "take>take", 100, parent="f2"))[0] == ("f5", "chain-passes-itself")


def test_no_more_is_passed_on_than_was_received() -> None:
    assert wrong(*THREE, flow("f5", "ume>outlet-c", 1_000_000, END, parent="f1")) == []
    assert wrong(*THREE, flow("f5", "ume>outlet-c", 1_000_001, END, parent="f1")) == [
        ("f1", "chain-more-than-received")
    ]


def test_a_flow_comes_out_of_what_its_source_received_and_not_before() -> None:
    assert wrong(*THREE, flow("f5", "matsu>outlet-c", 1, END, parent="f1")) == [("f5", "chain-wrong-source")]
    assert wrong(*THREE, flow("f5", "outlet-b>outlet-c", 1, END, parent="f4")) == [("f5", "chain-from-end")]
    early = flow("f5", "ume>outlet-c", 1, END, parent="f1", day=DAY - timedelta(days=1))
    assert wrong(*THREE, early) == [("f5", "chain-earlier-than-parent")]
    dollars = flow("f5", "ume>outlet-c", 1, END, parent="f1", currency="USD")
    assert wrong(*THREE, dollars) == [("f5", "chain-currency")]
    assert wrong(*THREE, replace(dollars, drawn=Amount(150, "JPY"))) == []


def test_amounts_are_above_zero_and_overhead_is_kept_by_those_who_pass_on() -> None:
    assert wrong(flow("f1", "a>b", 0)) == [("f1", "amount-sign")]
    assert wrong(flow("f1", "a>b", 5, overhead=6)) == [("f1", "amount-sign")]
    assert wrong(flow("f1", "a>b", 5, END, overhead=1)) == [("f1", "amount-sign")]


def test_an_id_stands_once() -> None:
    assert ("f1", "chain-id-twice") in wrong(*THREE, flow("f1", "x>y", 5))


def test_what_hangs_on_a_wrong_flow_is_left_out_and_the_rest_is_counted() -> None:
    chain, problems = chain_of(
        [*THREE, flow("f5", "x>y", 7), flow("f6", "z>q", 5, parent="f5"), flow("f7", "q>r", 5, parent="f6")]
    )
    assert [one.at for one in problems] == ["f6"]
    assert sorted(chain.flows) == ["f1", "f2", "f3", "f4", "f5"]
    assert chain_totals(chain)["JPY"].entered == 10_000_007


def test_money_goes_back_the_way_it_came() -> None:
    back = flow("r1", "take>ume", 400_000, RETURN, parent="f2")
    totals = chain_totals(made(*THREE, back))["JPY"]
    assert totals == Totals(entered=10_000_000, overhead=1_300_000, arrived=7_000_000, held=1_700_000)
    home = (back, flow("r2", "ume>ministry", 500_000, RETURN, parent="f1"))
    totals = chain_totals(made(*THREE, *home))["JPY"]
    assert (totals.entered, totals.returned, totals.held) == (10_000_000, 500_000, 1_200_000)
    assert wrong(*THREE, replace(back, destination="ministry")) == [("r1", "chain-return-way")]
    assert wrong(*THREE, replace(back, amount=Amount(700_001, "JPY"))) == [("f2", "chain-more-than-received")]
    assert wrong(*THREE, back, flow("r2", "ume>take", 1, RETURN, parent="r1")) == [("r2", "chain-return-way")]
    assert wrong(replace(back, parent="")) == [("r1", "chain-return-way")]


def test_no_more_comes_back_than_was_taken_in_either_currency() -> None:
    dollars = flow("f5", "ume>outlet-c", 100, END, parent="f1", currency="USD", drawn=Amount(15_000, "JPY"))
    back = flow("r1", "outlet-c>ume", 90, RETURN, parent="f5", currency="USD", drawn=Amount(14_000, "JPY"))
    assert chain_totals(made(*THREE, dollars, back))["JPY"].arrived == 7_001_000
    assert wrong(*THREE, dollars, replace(back, drawn=Amount(15_001, "JPY"))) == [("f5", "chain-more-than-received")]
    assert wrong(*THREE, dollars, replace(back, drawn=None)) == [("r1", "chain-currency")]
    assert wrong(*THREE, dollars, replace(back, amount=Amount(90, "JPY"))) == [("r1", "chain-currency")]


def test_below_one_who_hands_on_too_much_nothing_is_counted_at_any_depth() -> None:
    chain, problems = chain_of([replace(one, overhead=2_000_001) if one.id == "f1" else one for one in THREE])
    assert [one.at for one in problems] == ["f1"]
    assert dict(chain.flows) == {}
    assert chain_totals(chain) == {}


def test_the_agreed_overhead_is_one_for_the_whole_way() -> None:
    """10 % above leave 5 % of the same money to those below; what goes straight to an outlet takes its part of that along."""
    chain = made(*THREE)
    assert overhead_problems(chain) == ()
    at = valued(chain)
    assert (at["f1"].allowed, at["f2"].allowed) == (1_500_000, 333_333)
    assert at["f2"].behind == 6_666_667
    over = made(*(replace(one, overhead=333_334) if one.id == "f2" else one for one in THREE))
    found = overhead_problems(over)
    assert [(one.at, dict(one.params)) for one in found] == [("f2", {"allowed": "333333", "kept": "333334"})]


def test_an_agreed_share_may_differ_by_money_that_enters() -> None:
    chain = made(*THREE)
    assert [one.at for one in overhead_problems(chain, shares={"f1": 70_000})] == ["f1", "f2"]
    assert overhead_problems(chain, share=70_000, shares={"f1": 150_000}) == ()


def test_on_money_that_goes_back_no_overhead_is_kept() -> None:
    back = flow("r1", "ume>ministry", 1_000_000, RETURN, parent="f1")
    tight = tuple(replace(one, overhead=1_500_000) if one.id == "f1" else one for one in THREE)[:1]
    assert overhead_problems(made(*tight)) == ()
    assert [one.at for one in overhead_problems(made(*tight, back))] == ["f1"]


def test_what_is_kept_behind_a_seal_counts_too() -> None:
    """Of the 33,333 that are left to those below f2, the tenth that goes behind the seal may keep a tenth."""
    group = Sealed(id="s", parent="f2", count=3, amount=570_000, overhead=3_333, attested_by="auditor")
    assert overhead_problems(made(*THREE, sealed=(group,))) == ()
    over = made(*THREE, sealed=(replace(group, overhead=3_334),))
    assert [(one.at, one.params) for one in overhead_problems(over)] == [("s", (("allowed", "3333"), ("kept", "3334")))]


def test_the_overhead_kept_on_a_way_is_shown_at_each_depth() -> None:
    at = valued(made(*THREE))
    assert [at[one].kept for one in ("f1", "f2", "f3", "f4")] == [100_000, 145_000, 145_000, 100_000]


def test_a_plan_divides_the_share_by_the_work_of_each_level() -> None:
    assert overhead_plan(1001, (1, 1)) == (75, 75)
    assert sum(overhead_plan(999_999, (3, 2, 2))) == 149_999
    assert overhead_plan(1000, (1,), share=70_000) == (70,)


def test_a_chain_through_three_currencies_is_counted_in_the_one_that_entered() -> None:
    chain = made(
        flow("f1", "ministry>ume", 1_000_000, overhead=100_000),
        flow("f2", "ume>take", 500_000, parent="f1", currency="USD", drawn=Amount(750_000, "JPY"), overhead=20_000),
        flow("f3", "take>a", 100_001, END, parent="f2", currency="KWD", drawn=Amount(33_333, "USD")),
    )
    assert chain_totals(chain) == {"JPY": Totals(entered=1_000_000, overhead=130_000, arrived=49_999, held=820_001)}


def test_two_currencies_that_enter_are_two_totals() -> None:
    found = chain_totals(made(*THREE, flow("d1", "fund>ume", 500, currency="USD")))
    assert {unit: one.entered for unit, one in found.items()} == {"JPY": 10_000_000, "USD": 500}


seeds = st.integers(0, 2**32)


@given(seeds, st.integers(1, 25), st.integers(0, 2**16))
@settings(max_examples=150)
def test_total_in_is_overhead_and_end_and_held_and_returned_as_the_twin_counts(
    seed: int, size: int, order: int
) -> None:
    flows, sealed = grown(seed, size)
    flows = returned(flows, sealed, seed)
    shuffled = Random(order).sample(flows, len(flows))
    chain, problems = chain_of(shuffled, sealed)
    assert problems == ()
    totals = chain_totals(chain)["JPY"]
    assert {name: getattr(totals, name) for name in twin.totals(flows, sealed)} == twin.totals(flows, sealed)


@given(seeds, st.integers(1, 25))
@settings(max_examples=150)
def test_no_cut_counts_twice_and_no_organisation_loses_any_in_any_currency(seed: int, size: int) -> None:
    chain, problems = chain_of(*grown(seed, size, ("JPY", "USD", "KWD")))
    assert problems == ()
    whole = chain_totals(chain)
    for depth in range(1, 12):
        for unit, one in totals_at(chain, depth).items():
            assert one.entered == whole[unit].entered
            assert (
                one.entered == one.overhead + one.arrived + one.sealed + one.sealed_overhead + one.held + one.returned
            )
    for part in through(chain).values():
        assert part.received == part.overhead + part.arrived + part.held + part.passed_on + part.sealed
    for unit, totals in whole.items():
        entering = sum(
            one.amount.minor for one in chain.flows.values() if not one.parent and one.amount.currency == unit
        )
        assert totals.entered == entering


@given(seeds, st.integers(1, 25), st.integers(0, 300_000))
@settings(max_examples=150)
def test_who_keeps_what_is_allowed_keeps_with_all_others_no_more_than_the_share_at_any_depth(
    seed: int, size: int, share: int
) -> None:
    """Each takes all it may; the whole stays within the share of what entered, and so does every way down."""
    flows, _ = grown(seed, size)
    greedy: list[Flow] = []
    for one in flows:
        greedy.append(replace(one, overhead=0))
        allowed = valued(chain_of(greedy)[0], share=share)[one.id].allowed
        left = chain_of(greedy)[0].rest(greedy[-1]) - sum(each.taken.minor for each in flows if each.parent == one.id)
        if one.kind is PASS:
            greedy[-1] = replace(greedy[-1], overhead=min(allowed, max(0, left)))
    chain, problems = chain_of(greedy)
    assert problems == ()
    assert overhead_problems(chain, share=share) == ()
    totals = chain_totals(chain)["JPY"]
    assert totals.overhead * 1_000_000 <= share * totals.entered
    for counted in valued(chain, share=share).values():
        assert counted.overhead * 1_000_000 <= share * counted.net


def test_random_chains_are_deep_and_have_everything_in_them() -> None:
    """Else the properties above would hold of little."""
    depths, kinds, seals = set[int](), set[FlowKind](), 0
    for seed in range(40):
        flows, sealed = grown(seed, 25)
        flows = returned(flows, sealed, seed)
        depths |= {one.depth for one in valued(chain_of(flows, sealed)[0]).values()}
        kinds |= {one.kind for one in flows}
        seals += len(sealed)
    assert max(depths) >= 5
    assert kinds == set(FlowKind)
    assert seals > 20


def test_a_chain_of_a_thousand_levels_is_counted() -> None:
    flows = [flow("f0", "d>o0", 1_000_000)]
    flows += [flow(f"f{n}", f"o{n - 1}>o{n}", 1_000_000 - n, parent=f"f{n - 1}") for n in range(1, 1000)]
    assert chain_totals(made(*flows))["JPY"].held == 1_000_000


def test_parts_of_a_whole_are_shared_by_largest_remainder() -> None:
    assert allocate(6_666_667, (2, 1)) == (4_444_445, 2_222_222)
