"""What a number or choice of a regime is set to is read as facts are, and refused where no law could say it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.law import Measure, Parameter, Value, fact_of, parse_claim, read_chosen, regime_of, written
from tadasu.schema import Money, UsageError
from tadasu.wording import LANGUAGES, codes, error_texts


def parameter(regime: str, name: str) -> Parameter:
    return regime_of(regime).parameters[name]


TURNOVER = parameter("jp-model-due-diligence", "turnover_min")
EMPLOYEES = parameter("jp-model-due-diligence", "employees_min")
FLOWS = parameter("jp-model-goods", "flows")
SHARE = parameter("jp-model-goods", "share_min")
DAYS = parameter("jp-model-goods", "evidence_days")
DAY = parameter("eu-eudr", "applies_on")
BILLION = Money(amount=Decimal(1_000_000_000), currency="JPY")


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [
        ("1000000000 JPY", TURNOVER, BILLION),
        ("1,000,000,000 JPY", TURNOVER, BILLION),
        ("1_000_000_000 jpy", TURNOVER, BILLION),
        (" 1000000000 Jpy ", TURNOVER, BILLION),
        ("1,200", EMPLOYEES, Decimal(1200)),
        ("300.0", EMPLOYEES, Decimal(300)),
        ("0", EMPLOYEES, Decimal(0)),
        ("0.9", SHARE, Decimal("0.9")),
        ("1", SHARE, Decimal(1)),
        ("０.３", SHARE, Decimal("0.3")),
        ("０．３", SHARE, Decimal("0.3")),
        ("１０", DAYS, Decimal(10)),
        ("0.125", SHARE, Decimal("0.125")),
        ("0.001", SHARE, Decimal("0.001")),
        ("0.125 eur", TURNOVER, Money(amount=Decimal("0.125"), currency="EUR")),
        ("0.000001", SHARE, Decimal("0.000001")),
        ("10", DAYS, Decimal(10)),
        ("import", FLOWS, "import"),
        ("2027-01-31", DAY, date(2027, 1, 31)),
    ],
)
def test_a_value_is_read_as_people_write_it(text: str, of: Parameter, value: Value) -> None:
    assert read_chosen(text, of) == value


@pytest.mark.parametrize(
    ("text", "of", "code", "said"),
    [
        ("GBP 36000000", TURNOVER, "money-order", "36000000 GBP"),
        ("jpy 1,000", TURNOVER, "money-order", "1,000 JPY"),
        ("£36,000,000", TURNOVER, "money-sign", "£36,000,000"),
        ("1000 €", TURNOVER, "money-sign", "36000000 GBP"),
        ("1,00,000 JPY", TURNOVER, "number-grouping", "1,00,000"),
        ("1.000.000 EUR", TURNOVER, "number-grouping", "1.000.000"),
        ("1 000 000 EUR", TURNOVER, "number-grouping", "1 000 000"),
        ("1.000 EUR", TURNOVER, "number-grouping", "1.000"),
        ("1.000", SHARE, "number-grouping", "1.000"),
        ("00.125", SHARE, "number-grouping", "00.125"),
        ("0,125", SHARE, "number-grouping", "0,125"),
        ("00,125 EUR", TURNOVER, "number-grouping", "00,125"),
        ("012,500", EMPLOYEES, "number-grouping", "012,500"),
        ("1000", TURNOVER, "law-money", "1000"),
        ("many EUR", TURNOVER, "law-value", "many EUR"),
        ("-5 JPY", TURNOVER, "law-value", "-5 JPY"),
        ("1000 EURO", TURNOVER, "law-value", "450000000 EUR"),
        ("1,5.5,0", EMPLOYEES, "number-grouping", "1,5.5,0"),
        ("many", EMPLOYEES, "law-value", "many"),
        ("300.5", EMPLOYEES, "set-whole", "300.5"),
        ("7.5", DAYS, "set-whole", "7.5"),
        ("700", SHARE, "set-share", "700"),
        ("1.01", SHARE, "set-share", "1.01"),
        ("90%", SHARE, "set-share", "90%"),
        ("90 %", SHARE, "set-share", "90 %"),
        ("-0.1", SHARE, "law-value", "-0.1"),
        ("0.0000001", SHARE, "set-share-fine", "0.000001"),
        ("0", DAYS, "clock-number", "evidence_days"),
        ("0", parameter("jp-model-goods", "records_years"), "clock-number", "records_years"),
        ("70000000 NOX", TURNOVER, "law-currency", "NOK"),
        ("10²", DAYS, "law-value", "10²"),
        ("half", SHARE, "law-value", "half"),
        ("exports", FLOWS, "law-word", "import-export"),
        ("tomorrow", DAY, "law-value", "tomorrow"),
        ("2027-02-30", DAY, "law-value", "2027-02-30"),
    ],
)
def test_what_no_law_could_say_is_refused_with_what_is_wrong(text: str, of: Parameter, code: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_chosen(text, of)
    assert caught.value.code == code
    for language in LANGUAGES:
        assert said in error_texts(caught.value, language)[0]


def test_of_every_measure_it_is_said_how_one_is_written() -> None:
    assert {f"reason.{one.reason}" for one in Measure} <= codes()
    assert {one for one in Measure if one.reason == "kind-whole"} == {one for one in Measure if one.is_whole}


@pytest.mark.parametrize(
    "text", ["GBP 36000000", "£36,000,000", "1,00,000 JPY", "1.000 EUR", "1000", "1,000,000 jpy", "0.5 EUR"]
)
def test_facts_and_settings_have_one_reader_of_money(text: str) -> None:
    """Either both read it to the same amount, or both refuse it for the same reason."""

    def outcome(read: object) -> object:
        try:
            return read() if callable(read) else None
        except UsageError as error:
            return error.code

    assert outcome(lambda: read_chosen(text, TURNOVER)) == outcome(lambda: parse_claim(text, fact_of("turnover_group")))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (BILLION, "1000000000 JPY"),
        (Money(amount=Decimal("1E+9"), currency="JPY"), "1000000000 JPY"),
        (Decimal("3E+2"), "300"),
        (Decimal("0.90"), "0.9"),
        (date(2027, 1, 31), "2027-01-31"),
        ("import", "import"),
    ],
)
def test_a_value_is_written_as_it_may_be_read_again(value: Value, text: str) -> None:
    assert written(value) == text


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_written_is_read_as_the_same(amount: Decimal) -> None:
    money = Money(amount=amount, currency="EUR")
    assert read_chosen(written(money), TURNOVER) == money
