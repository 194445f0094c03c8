"""Amounts are whole smallest units; what is rounded is rounded once, and parts are always the whole."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tadasu.funds import (
    Amount,
    Rate,
    Rates,
    RateState,
    allocate,
    amount_of,
    band,
    convert,
    convert_parts,
    converted_by,
    currencies,
    decimal_of,
    half_even,
    parse_amount,
    total,
)
from tadasu.schema import Money, UsageError

SPRING = date(2026, 4, 1)
minors = st.integers(-(10**12), 10**12)
codes = st.sampled_from(("JPY", "USD", "KWD"))


def rate(value: str, day: date = SPRING, base: str = "USD", target: str = "JPY", **more: object) -> Rate:
    said: dict[str, object] = {"source": "invented", **more}
    return Rate(base=base, target=target, day=day, value=Decimal(value), **said)  # type: ignore[arg-type]


@given(minors, codes)
def test_an_amount_read_from_its_own_digits_is_the_same(minor: int, currency: str) -> None:
    amount = Amount(minor, currency)
    assert parse_amount(str(decimal_of(amount)), currency) == amount
    assert amount_of(Money(amount=decimal_of(amount), currency=currency)) == amount


@pytest.mark.parametrize("text", ["", "1,000", "1.", ".5", "１００", "1e3", "--1", "1.2.3", "NaN", "+1"])
def test_what_is_not_plain_digits_is_no_amount(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_amount(text, "USD")
    assert refusal.value.code == "funds-amount-unreadable"


def test_decimals_a_currency_does_not_have_are_refused_and_not_rounded() -> None:
    for text, currency in (("1.005", "USD"), ("1.5", "JPY"), ("1.2345", "KWD")):
        with pytest.raises(UsageError) as refusal:
            parse_amount(text, currency)
        assert refusal.value.code == "funds-amount-decimals"
    assert parse_amount("1.500", "USD") == Amount(150, "USD")


def test_two_currencies_are_never_added_or_compared() -> None:
    with pytest.raises(UsageError):
        _ = Amount(1, "JPY") + Amount(1, "USD")
    with pytest.raises(UsageError):
        _ = Amount(1, "JPY") < Amount(2, "USD")
    with pytest.raises(UsageError):
        total([Amount(1, "JPY"), Amount(1, "USD")], currency="JPY")
    assert total([], currency="JPY") == Amount(0, "JPY")


def test_an_unknown_currency_is_no_currency() -> None:
    with pytest.raises(UsageError):
        Amount(1, "XXX")


@given(minors, st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
@example(1, [1, 1])
@example(-7, [3, 3, 3])
def test_parts_are_together_the_whole_and_none_is_off_by_a_unit(whole: int, shares: list[int]) -> None:
    parts = allocate(whole, shares)
    assert sum(parts) == whole
    for part, share in zip(parts, shares, strict=True):
        assert abs(Fraction(whole * share, sum(shares)) - part) < 1
        assert share or part == 0


def test_equal_remainders_go_to_the_first() -> None:
    assert allocate(2, (1, 1, 1)) == (1, 1, 0)
    assert allocate(11, (3, 3, 1)) == (5, 5, 1)


def test_a_whole_without_weights_is_not_divided() -> None:
    for shares in ((), (0, 0), (2, -1)):
        with pytest.raises(UsageError):
            allocate(5, shares)
    assert allocate(0, (0, 0)) == (0, 0)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_a_quotient_is_rounded_as_decimal_rounds_half_even(numerator: int, denominator: int) -> None:
    assert half_even(numerator, denominator) == round(Fraction(numerator, denominator))
    assert half_even(-numerator, -denominator) == half_even(numerator, denominator)


def test_the_last_rate_counts_while_it_is_young_enough() -> None:
    known = Rates([rate("150"), rate("151", date(2026, 4, 8))], most_days=7)
    assert known.at("USD", "JPY", date(2026, 3, 31)).state is RateState.UNKNOWN
    assert known.at("USD", "JPY", date(2026, 4, 7)).factor == 150
    assert known.at("USD", "JPY", date(2026, 4, 15)).factor == 151
    assert known.at("USD", "JPY", date(2026, 4, 16)).state is RateState.UNKNOWN


def test_the_later_day_counts_whatever_its_source_is_called() -> None:
    known = Rates([rate("151", date(2026, 4, 2), source="a"), rate("150", source="b")])
    assert known.at("USD", "JPY", date(2026, 4, 3)).factor == 151


def test_a_rate_of_a_month_holds_from_its_first_day_to_its_last_and_a_little_longer() -> None:
    known = Rates([rate("150", date(2026, 4, 20), monthly=True)], most_days=7)
    states = [
        known.at("USD", "JPY", date(2026, month, day)).state.value for month, day in ((3, 31), (4, 1), (5, 7), (5, 8))
    ]
    assert states == ["unknown", "known", "known", "unknown"]


def test_of_a_month_and_a_later_day_the_day_counts() -> None:
    known = Rates([rate("150", monthly=True), rate("152", date(2026, 4, 10))], most_days=3)
    assert known.at("USD", "JPY", date(2026, 4, 12)).factor == 152
    assert known.at("USD", "JPY", date(2026, 4, 20)).factor == 150


def test_sources_that_differ_about_a_day_are_a_conflict_and_are_shown() -> None:
    known = Rates([rate("150", source="one"), rate("151", source="two")])
    found = known.at("USD", "JPY", SPRING)
    assert found.state is RateState.CONFLICT
    assert found.factor is None
    assert [one.source for one in found.used] == ["one", "two"]
    assert convert(Amount(1, "USD"), "JPY", rates=known, day=SPRING).amount is None
    agreeing = Rates([rate("150", source="one"), rate("150.0", source="two")])
    assert agreeing.at("USD", "JPY", SPRING).factor == 150


def test_a_rate_is_read_the_other_way_round_exactly() -> None:
    known = Rates([rate("3", base="KWD", target="USD")])
    assert known.at("USD", "KWD", SPRING).factor == Fraction(1, 3)
    assert convert(Amount(100, "USD"), "KWD", rates=known, day=SPRING).amount == Amount(333, "KWD")


def test_a_pivot_joins_two_rates_only_where_it_is_named_and_both_are_known() -> None:
    legs = [rate("160", base="EUR"), rate("1.25", base="EUR", target="USD")]
    assert Rates(legs).at("USD", "JPY", SPRING).state is RateState.UNKNOWN
    assert Rates(legs, pivot="EUR").at("USD", "JPY", SPRING).factor == 128
    assert Rates(legs[:1], pivot="EUR").at("USD", "JPY", SPRING).state is RateState.UNKNOWN
    torn = Rates([*legs, rate("161", base="EUR", source="other")], pivot="EUR")
    assert torn.at("USD", "JPY", SPRING).state is RateState.CONFLICT


def test_one_currency_needs_no_rate() -> None:
    assert convert(Amount(5, "USD"), "USD", rates=Rates([]), day=SPRING).amount == Amount(5, "USD")


def test_a_rate_is_above_zero_and_between_two_currencies() -> None:
    for value, target in (("0", "JPY"), ("-1", "JPY"), ("NaN", "JPY"), ("1", "USD")):
        with pytest.raises(UsageError):
            rate(value, target=target)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.fractions(Fraction(1, 1000), 1000))
@example([50, 50], Fraction(1, 100))
@example([150, 150, 150], Fraction(1, 100))
def test_parts_converted_alone_are_off_by_half_a_unit_each_at_most_and_converted_together_not_at_all(
    sizes: list[int], factor: Fraction
) -> None:
    """The bound of docs/funds.md: (n + 1) // 2 smallest units of the target."""
    amounts = [Amount(one, "USD") for one in sizes]
    whole = converted_by(total(amounts, currency="USD"), "JPY", factor)
    alone = sum(converted_by(one, "JPY", factor).minor for one in amounts)
    assert abs(whole.minor - alone) <= (len(sizes) + 1) // 2
    parts = allocate(whole.minor, sizes) if any(sizes) else [0] * len(sizes)
    assert sum(parts) == whole.minor


def test_the_difference_of_converted_parts_can_reach_half_a_unit_each() -> None:
    """Four times half a yen: alone each is rounded to zero, together they are two."""
    known = Rates([rate("0.5")])
    amounts = [Amount(100, "USD")] * 4
    assert [convert(one, "JPY", rates=known, day=SPRING).amount for one in amounts] == [Amount(0, "JPY")] * 4
    state, parts = convert_parts(amounts, "JPY", rates=known, day=SPRING)
    assert state is RateState.KNOWN
    assert [one.minor for one in parts] == [1, 1, 0, 0]


def test_without_a_rate_there_are_no_parts() -> None:
    assert convert_parts([Amount(1, "USD")], "JPY", rates=Rates([]), day=SPRING) == (RateState.UNKNOWN, ())
    assert convert_parts([], "JPY", rates=Rates([]), day=SPRING) == (RateState.SAME, ())


def test_a_band_holds_its_lower_end_and_not_its_upper() -> None:
    edges = (0, 100, 200)
    assert [band(Amount(one, "EUR"), edges) for one in (0, 99, 100, 200)] == [
        (0, 100),
        (0, 100),
        (100, 200),
        (200, None),
    ]
    for wrong in ((), (1, 2), (0, 5, 5), (0, 5, 3)):
        with pytest.raises(UsageError):
            band(Amount(1, "EUR"), wrong)


def test_currencies_without_cents_have_none() -> None:
    assert {code for code, places in currencies().items() if places == 3} == {
        "BHD",
        "IQD",
        "JOD",
        "KWD",
        "LYD",
        "OMR",
        "TND",
    }
    assert all(currencies()[code] == 0 for code in ("JPY", "KRW", "VND", "XOF"))
