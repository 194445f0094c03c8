"""Whatever valid acts follow one another, sums by line, tranche, currency and flow reconcile with the whole and with the twin."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.books import CHART, HOME, entry, reversal
from tests.oracles import ledger

from tadasu.funds import Account, Act, Entry, Spot, balances, moved, reconcile, refusals, summed

ACTS = [*Act, Act.ADVANCE, Act.COMMITMENT, Act.LIQUIDATION, Act.RETURN]
DAYS = (0, 0, 0, 1, 30, 200)
OF_A_LINE = (Act.BUDGET, Act.RECEIPT, Act.LAPSE, Act.CARRY_OVER)


@st.composite
def tries(draw: st.DrawFn) -> list[tuple[Act, str, int, int, int]]:
    """Acts that somebody tries: an act, a tranche, an amount, days gone by, which earlier entry a reversal means. Many may not be
    done."""
    one = st.tuples(
        st.sampled_from(ACTS),
        st.sampled_from(("t1", "t2", "t3")),
        st.integers(-10, 40),
        st.sampled_from(DAYS),
        st.integers(0, 30),
    )
    return draw(st.lists(one, min_size=4, max_size=30))


def attempted(told: Sequence[tuple[Act, str, int, int, int]]) -> list[tuple[list[Entry], Entry]]:
    """Each try with the entries that were let in before it; money comes first, so that something can be done."""
    start = date(2026, 4, 1)
    done = [
        entry(1, Act.BUDGET, 120, line="press", day=start),
        entry(2, Act.BUDGET, 90, line="rights", day=start),
        entry(3, Act.COMMITMENT, 60, tranche="t1", day=start),
        entry(4, Act.COMMITMENT, 50, tranche="t3", day=start),
        entry(5, Act.ADVANCE, 30, tranche="t1", day=start),
    ]
    found = []
    for number, (act, tranche, minor, days, which) in enumerate(told, start=6):
        start += timedelta(days=days)
        year = 2026 if start < date(2027, 4, 1) or which % 2 else 2027
        if act is Act.REVERSAL:
            one = reversal(number, done[which % len(done)], day=start)
        elif act in OF_A_LINE and not (act is Act.CARRY_OVER and which % 3 == 0):
            one = entry(number, act, minor, line=HOME[tranche], day=start, year=year)
        else:
            one = entry(number, act, minor, tranche=tranche, day=start, year=year)
        found.append((list(done), one))
        if not refusals(CHART, done, one):
            done.append(one)
    return found


def let_in(told: Sequence[tuple[Act, str, int, int, int]]) -> list[Entry]:
    before, last = attempted(told)[-1]
    return before if refusals(CHART, before, last) else [*before, last]


@given(tries())
@settings(max_examples=80)
def test_money_is_refused_exactly_where_the_twin_finds_too_little(told: list[tuple[Act, str, int, int, int]]) -> None:
    short = {"over-budget", "over-commitment", "over-advance", "over-spent", "over-surrendered", "over-tranche"}
    for before, one in attempted(told):
        found = {each.code for each in refusals(CHART, before, one)}
        if not found - short:
            assert ledger.covered(CHART, before, one) == (not found)


@given(tries(), st.integers(0, 2**16))
@settings(max_examples=80)
def test_sums_by_line_tranche_currency_and_flow_are_the_whole_in_any_order(
    told: list[tuple[Act, str, int, int, int]], seed: int
) -> None:
    entries = let_in(told)
    shuffled = Random(seed).sample(entries, len(entries))
    standing = balances(CHART, shuffled)
    assert standing == balances(CHART, entries)
    assert reconcile(CHART, shuffled, told=standing) == ()
    assert all(minor >= 0 for spot, minor in standing.items() if spot.account is not Account.OUTSIDE)
    assert twin_keys(standing) == ledger.standing(CHART, shuffled)
    assert set(summed(standing, "line").values()) <= {0}
    for currency in ("JPY", "USD"):
        paid = [minor for spot, minor in standing.items() if spot.currency == currency and spot.account in PAID]
        by_tranche = summed(standing, "tranche", "currency", "account")
        assert sum(
            minor for (_, unit, account), minor in by_tranche.items() if unit == currency and account in PAID
        ) == sum(paid)
        assert paid_by_flows(shuffled, currency) == sum(paid)


PAID = (Account.ADVANCED, Account.SPENT)


def twin_keys(standing: object) -> dict[tuple[str, int, str, str], int]:
    assert hasattr(standing, "items")
    found = {}
    for spot, minor in standing.items():
        assert isinstance(spot, Spot)
        found[spot.line, spot.year, spot.tranche, spot.account.value] = minor
    return found


def paid_by_flows(entries: list[Entry], currency: str) -> int:
    """What left, less what returned and was recovered, by flows; what was received otherwise is taken out by its act."""
    received = {one.flow for one in entries if one.act is Act.RECEIPT}
    flows = [one for flow, one in moved(entries).items() if flow not in received]
    out = sum(each.minor for one in flows for each in one.out if each.currency == currency)
    return out - sum(each.minor for one in flows for each in one.into if each.currency == currency)


@given(tries(), st.integers(0, 40), st.integers(1, 9))
@settings(max_examples=60)
def test_an_entry_that_was_changed_afterwards_does_not_reconcile(
    told: list[tuple[Act, str, int, int, int]], which: int, more: int
) -> None:
    entries = let_in(told)
    kept = balances(CHART, entries)
    place = which % len(entries)
    one = entries[place]
    changed = replace(one, amount=one.amount + replace(one.amount, minor=more))
    forged = [*entries[:place], changed, *entries[place + 1 :]]
    assert reconcile(CHART, forged, told=kept) != ()
    assert reconcile(CHART, [*entries[:place], *entries[place + 1 :]], told=kept) != ()


def test_random_acts_do_reach_every_account_and_a_second_year() -> None:
    """Else the properties above would hold of little."""
    dice, seen, acts = Random(7), set[tuple[int, Account]](), set[Act]()
    for _ in range(300):
        told = [
            (
                dice.choice(ACTS),
                dice.choice(("t1", "t2", "t3")),
                dice.randint(-10, 40),
                dice.choice(DAYS),
                dice.randint(0, 30),
            )
            for _ in range(20)
        ]
        entries = let_in(told)
        acts |= {one.act for one in entries}
        seen |= {(spot.year, spot.account) for spot in balances(CHART, entries)}
    assert acts == set(Act)
    assert {account for _, account in seen} == set(Account)
    assert {year for year, account in seen if account is Account.COMMITTED} == {2026, 2027}
