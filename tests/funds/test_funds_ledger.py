"""The rules of the ledger, each by a case that breaks it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.funds.books import CHART, LINES, book, codes, entry, in_accounts, reversal

from tadasu.funds import Act, Amount, balances, moved, reconcile, refusals, summed, year_balances, year_end_alerts
from tadasu.schema import UsageError

FUNDED = book((Act.BUDGET, 100), (Act.COMMITMENT, 60, "t1"))
PAID = [*FUNDED, entry(3, Act.ADVANCE, 40, tranche="t1")]


def test_a_grant_from_budget_to_the_money_that_comes_back() -> None:
    entries = [
        *PAID,
        entry(4, Act.LIQUIDATION, 25, tranche="t1"),
        entry(5, Act.RETURN, 15, tranche="t1"),
        entry(6, Act.DISBURSEMENT, 20, tranche="t1"),
        entry(7, Act.RECOVERY, 5, tranche="t1", day=date(2027, 6, 1)),
        entry(8, Act.LAPSE, 55, day=date(2027, 6, 2)),
    ]
    assert reconcile(CHART, entries) == ()
    assert in_accounts(balances(CHART, entries)) == {"outside": -100, "spent": 40, "surrendered": 60}


def test_no_more_is_committed_than_the_budget_holds() -> None:
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 41, tranche="t2")) == ["over-budget"]
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 40, tranche="t2")) == []
    assert refusals(CHART, FUNDED, entry(3, Act.COMMITMENT, 41, tranche="t2"))[0].params == (("missing", "1"),)


def test_no_more_is_paid_than_was_committed_for_the_same_tranche() -> None:
    for act in (Act.ADVANCE, Act.DISBURSEMENT):
        assert codes(FUNDED, entry(3, act, 61, tranche="t1")) == ["over-commitment"]
        assert codes(FUNDED, entry(3, act, 1, tranche="t2")) == ["over-commitment"]


def test_no_more_is_committed_than_the_tranche_is() -> None:
    rich = book((Act.BUDGET, 500), (Act.COMMITMENT, 60, "t1"))
    assert codes(rich, entry(3, Act.COMMITMENT, 41, tranche="t1")) == ["over-tranche"]
    assert (
        codes([*rich, entry(3, Act.DECOMMITMENT, 10, tranche="t1")], entry(4, Act.COMMITMENT, 50, tranche="t1")) == []
    )


def test_what_was_paid_of_a_tranche_still_counts_towards_its_amount() -> None:
    rich = [*book((Act.BUDGET, 500), (Act.COMMITMENT, 90, "t1")), entry(3, Act.ADVANCE, 60, tranche="t1")]
    rich += [entry(4, Act.LIQUIDATION, 30, tranche="t1"), entry(5, Act.RETURN, 20, tranche="t1")]
    assert codes(rich, entry(6, Act.COMMITMENT, 30, tranche="t1")) == []
    assert codes(rich, entry(6, Act.COMMITMENT, 31, tranche="t1")) == ["over-tranche"]


def test_an_unsigned_tranche_is_not_paid_nor_one_that_one_person_signed() -> None:
    signed_once = [*FUNDED, entry(3, Act.COMMITMENT, 40, tranche="t5")]
    found = refusals(CHART, signed_once, entry(4, Act.ADVANCE, 10, tranche="t5"))
    assert [(one.code, one.params) for one in found] == [("tranche-unsigned", (("least", "2"), ("signed", "1")))]


def test_a_payment_before_the_second_signature_is_unsigned() -> None:
    tranche = CHART.tranches["t1"]
    late = replace(tranche, signatures=(tranche.signatures[0], replace(tranche.signatures[1], day=date(2026, 5, 2))))
    chart = replace(CHART, tranches={"t1": late})
    early, after = (entry(3, Act.ADVANCE, 1, tranche="t1", day=date(2026, 5, day)) for day in (1, 2))
    assert [one.code for one in refusals(chart, FUNDED, early)] == ["tranche-unsigned"]
    assert refusals(chart, FUNDED, after) == ()


def test_nothing_is_accounted_for_or_returned_that_was_not_advanced() -> None:
    for act in (Act.LIQUIDATION, Act.RETURN):
        assert codes(PAID, entry(4, act, 41, tranche="t1")) == ["over-advance"]
    assert codes(PAID, entry(4, Act.RECOVERY, 1, tranche="t1")) == ["over-spent"]
    assert codes(PAID, entry(4, Act.DECOMMITMENT, 21, tranche="t1")) == ["over-commitment"]


def test_a_correction_takes_back_a_whole_entry_once() -> None:
    taken = PAID[2]
    back = reversal(4, taken)
    assert codes(PAID, back) == []
    assert in_accounts(balances(CHART, [*PAID, back])) == in_accounts(balances(CHART, FUNDED))
    assert codes(PAID, reversal(4, taken, amount=Amount(39, "JPY"))) == ["reversal-differs"]
    assert codes([*PAID, back], reversal(5, taken)) == ["reversal-twice", "over-advance"]
    assert codes([*PAID, back], reversal(5, back)) == ["reversal-of-reversal"]
    assert codes(PAID, reversal(4, entry(99, Act.BUDGET, 1))) == ["reversal-unknown"]


def test_what_is_built_upon_cannot_be_taken_back() -> None:
    assert codes(PAID, reversal(4, PAID[1])) == ["over-commitment"]
    assert codes(PAID, reversal(4, PAID[0])) == ["over-budget"]


def test_a_cut_of_the_budget_takes_only_what_is_not_committed() -> None:
    assert codes(FUNDED, entry(3, Act.BUDGET, -40)) == []
    assert codes(FUNDED, entry(3, Act.BUDGET, -41)) == ["over-budget"]


def test_an_adjustment_goes_either_way_and_nothing_else_does() -> None:
    for minor, expected in ((5, []), (-60, []), (-61, ["over-commitment"]), (0, ["amount-sign"])):
        assert codes(FUNDED, entry(3, Act.ADJUSTMENT, minor, tranche="t1")) == expected
    assert "amount-sign" in codes(FUNDED, entry(3, Act.COMMITMENT, -1, tranche="t1"))


def test_money_freed_after_its_year_is_surrendered_and_not_spent_again() -> None:
    in_time = [*PAID, entry(4, Act.RETURN, 10, tranche="t1", day=date(2027, 3, 31))]
    too_late = [*PAID, entry(4, Act.RETURN, 10, tranche="t1", day=date(2027, 4, 1))]
    assert in_accounts(balances(CHART, in_time))["available"] == 50
    assert in_accounts(balances(CHART, too_late)) == {
        "outside": -100,
        "available": 40,
        "committed": 20,
        "advanced": 30,
        "surrendered": 10,
    }


def test_a_year_is_committed_within_itself_and_paid_a_little_longer() -> None:
    last, grace, over = date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 1)
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 1, tranche="t1", day=last)) == []
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 1, tranche="t1", day=grace)) == ["year-other"]
    assert codes(FUNDED, entry(3, Act.ADVANCE, 1, tranche="t1", day=grace)) == []
    assert codes(FUNDED, entry(3, Act.ADVANCE, 1, tranche="t1", day=over)) == ["year-other"]
    assert codes([], entry(1, Act.BUDGET, 1, day=date(2026, 3, 1))) == []
    assert codes([], entry(1, Act.RECEIPT, 1, day=date(2026, 3, 1))) == ["year-other"]


def test_what_is_carried_over_counts_in_the_next_year() -> None:
    moved_on = [
        *FUNDED,
        entry(3, Act.CARRY_OVER, 40, day=date(2027, 3, 31)),
        entry(4, Act.CARRY_OVER, 60, tranche="t1", day=date(2027, 3, 31)),
    ]
    later = entry(5, Act.ADVANCE, 60, tranche="t1", year=2027, day=date(2027, 9, 1))
    assert reconcile(CHART, [*moved_on, later]) == ()
    assert codes(moved_on, replace(later, year=2026)) == ["year-other", "over-commitment"]
    assert codes(moved_on, entry(5, Act.COMMITMENT, 41, tranche="t2", year=2027, day=date(2027, 9, 1))) == [
        "over-budget"
    ]
    other = [entry(1, Act.BUDGET, 5, line="rights")]
    assert codes(other, entry(2, Act.CARRY_OVER, 5, line="rights")) == ["carry-over-not-allowed"]


def test_nothing_lapses_while_its_year_runs() -> None:
    found = refusals(CHART, FUNDED, entry(3, Act.LAPSE, 1, day=date(2027, 3, 31)))
    assert [(one.code, dict(one.params)) for one in found] == [("lapse-early", {"day": "2027-04-01"})]
    assert codes(FUNDED, entry(3, Act.LAPSE, 41, day=date(2027, 4, 1))) == ["over-budget"]


def test_a_fund_of_several_years_has_one_year_and_ends_on_its_closing_day() -> None:
    fund = [entry(1, Act.BUDGET, 90, line="years"), entry(2, Act.COMMITMENT, 50, tranche="t4", day=date(2029, 8, 1))]
    assert reconcile(CHART, fund) == ()
    last, over = date(2031, 3, 31), date(2031, 4, 1)
    assert codes(fund, entry(3, Act.ADVANCE, 50, tranche="t4", day=last)) == []
    assert codes(fund, entry(3, Act.ADVANCE, 50, tranche="t4", day=over)) == ["fund-closed"]
    assert codes(fund, entry(3, Act.COMMITMENT, 1, tranche="t4", year=2029, day=last)) == ["year-other", "over-budget"]
    assert codes(fund, entry(3, Act.CARRY_OVER, 1, line="years", day=last)) == ["carry-over-not-allowed"]
    assert codes(fund, entry(3, Act.LAPSE, 40, line="years", day=over)) == []


def test_a_fund_carries_nothing_over_whatever_its_line_says() -> None:
    willing = replace(CHART, lines={"years": replace(LINES["years"], carries=True)})
    fund = [entry(1, Act.BUDGET, 90, line="years")]
    found = refusals(willing, fund, entry(2, Act.CARRY_OVER, 1, line="years"))
    assert [one.code for one in found] == ["carry-over-not-allowed"]


def test_a_fund_needs_both_its_days() -> None:
    for closing in (None, date(2026, 3, 1)):
        with pytest.raises(UsageError):
            replace(LINES["years"], closing=closing)


def test_only_entries_that_move_money_name_a_payment_and_each_is_booked_once() -> None:
    assert codes(FUNDED, entry(3, Act.ADVANCE, 1, tranche="t1", flow="")) == ["flow-missing"]
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 1, tranche="t1", flow="f")) == ["flow-unwanted"]
    assert codes(PAID, entry(4, Act.ADVANCE, 1, tranche="t1", flow="f3")) == ["flow-twice"]
    again = entry(5, Act.ADVANCE, 1, tranche="t1", flow="f3")
    mended = [*PAID, reversal(4, PAID[2])]
    assert codes(mended, again) == []
    assert codes([*mended, again], replace(again, number=6, id="e6")) == ["flow-twice"]


def test_an_entry_names_its_tranche_and_the_award_it_belongs_to() -> None:
    assert codes(FUNDED, entry(3, Act.ADVANCE, 1)) == ["tranche-missing", "over-commitment"]
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 1, tranche="t9")) == ["tranche-unknown"]
    assert codes(FUNDED, entry(3, Act.COMMITMENT, 1, tranche="t1", award="a2")) == ["award-other"]
    assert codes(FUNDED, entry(3, Act.BUDGET, 1, tranche="t1")) == ["tranche-unwanted"]


def test_ids_numbers_lines_currencies_and_days_are_held() -> None:
    assert codes(FUNDED, entry(2, Act.BUDGET, 1)) == ["number-twice", "id-twice"]
    assert codes(FUNDED, entry(3, Act.BUDGET, 1, line="none")) == ["line-unknown"]
    assert codes(FUNDED, entry(3, Act.BUDGET, 1, amount=Amount(1, "USD"))) == ["currency-other"]
    assert codes(FUNDED, entry(3, Act.BUDGET, 1, day=date(2026, 4, 30))) == ["day-goes-back"]
    assert codes(FUNDED, entry(3, Act.BUDGET, 1, line="rights", day=date(2026, 4, 30))) == []


def test_what_was_paid_in_another_currency_comes_to_what_was_booked() -> None:
    paid = {"tranche": "t1", "original": Amount(25, "USD"), "rate": Decimal("150.2")}
    assert codes(FUNDED, entry(3, Act.ADVANCE, 38, **paid)) == []
    assert codes(FUNDED, entry(3, Act.ADVANCE, 37, **paid)) == ["conversion-differs"]
    assert codes(FUNDED, entry(3, Act.ADVANCE, 38, tranche="t1", rate=Decimal(1))) == ["conversion-incomplete"]
    sent = moved([entry(3, Act.ADVANCE, 38, **paid)])["f3"]
    assert (sent.out, sent.original) == ((Amount(38, "JPY"),), (Amount(25, "USD"),))


def test_every_entry_that_breaks_a_rule_is_found_and_still_counted() -> None:
    wrong = [*PAID, entry(4, Act.ADVANCE, 30, tranche="t1"), entry(5, Act.COMMITMENT, 500, tranche="t2")]
    found = [(one.at, one.code) for one in reconcile(CHART, reversed(wrong))]
    assert found == [("e4", "over-commitment"), ("e5", "over-tranche"), ("e5", "over-budget")]
    assert in_accounts(balances(CHART, wrong))["advanced"] == 70


def test_a_table_and_a_bank_that_say_otherwise_are_found() -> None:
    told = dict(balances(CHART, PAID))
    assert reconcile(CHART, PAID, told=told) == ()
    spot = next(iter(told))
    found = reconcile(CHART, PAID, told={**told, spot: told[spot] + 1})
    assert [one.code for one in found] == ["balance-differs"]
    assert [one.code for one in reconcile(CHART, PAID, told={})] == ["balance-differs"] * 4
    assert reconcile(CHART, PAID, flows={"f3": Amount(40, "JPY")}) == ()
    for flows, code in (
        ({"f3": Amount(41, "JPY")}, "flow-differs"),
        ({"f3": Amount(40, "USD")}, "flow-differs"),
        ({}, "flow-unknown"),
        ({"f3": Amount(40, "JPY"), "f9": Amount(1, "JPY")}, "flow-unknown"),
    ):
        assert [one.code for one in reconcile(CHART, PAID, flows=flows)] == [code]


def test_a_payment_booked_in_the_wrong_currency_and_mended_leaves_one() -> None:
    first = entry(3, Act.ADVANCE, 40, tranche="t1", original=Amount(10, "EUR"), rate=Decimal(400))
    again = entry(5, Act.ADVANCE, 40, tranche="t1", flow="f3", original=Amount(10, "USD"), rate=Decimal(400))
    mended = [*FUNDED, first, reversal(4, first), again]
    assert reconcile(CHART, mended, flows={"f3": Amount(10, "USD")}) == ()


def test_sums_are_asked_by_words_that_exist_and_never_over_two_currencies() -> None:
    standing = balances(CHART, [*PAID, entry(4, Act.BUDGET, 7, line="rights")])
    assert dict(summed(standing, "line", "account"))["press", "available"] == 40
    assert dict(summed(standing, "currency")) == {("JPY",): 0, ("USD",): 0}
    with pytest.raises(UsageError):
        summed(standing, "account")
    with pytest.raises(UsageError):
        summed(standing, "colour")


def test_balances_become_what_a_year_s_end_asks_for() -> None:
    entries = [*PAID, entry(4, Act.BUDGET, 9, line="years")]
    (press,) = year_balances(CHART, balances(CHART, entries))
    assert (press.line, press.year, press.uncommitted.minor, press.unpaid.minor, press.carries) == (
        "press",
        2026,
        40,
        20,
        True,
    )
    alerts = year_end_alerts([press], today=date(2027, 3, 1))
    assert [(one.code, one.amount.minor) for one in alerts] == [("uncommitted-carries", 40), ("unpaid-carries", 20)]


def test_a_line_knows_its_years() -> None:
    assert LINES["press"].last(2026) == date(2027, 3, 31)
    assert LINES["press"].last_paid(2026) == date(2027, 4, 30)
    assert not LINES["years"].has(2027)
