"""Numbers: any spelling gives the number back, and one that is open stays open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.readers._numbers import Amount, Mark, read_amount

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def spelled(value: Decimal, mark: Mark, group: str) -> str:
    plain = f"{value:,.2f}"
    return plain.replace(",", "G").replace(".", mark).replace("G", group)


@given(
    value=AMOUNTS,
    style=st.sampled_from([(".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (".", ""), (",", "")]),
    around=st.sampled_from(["{}", "US$ {}", "{} EUR", "¥{}", "{}円", "{}kg", " {} "]),
)
def test_every_spelling_of_an_amount_gives_the_amount(value: Decimal, style: tuple[Mark, str], around: str) -> None:
    mark, group = style
    amount = read_amount(around.format(spelled(value, mark, group)))
    assert amount.readable
    assert (Decimal(amount.text), amount.shows, amount.open_to) == (value, mark, "")
    assert amount.around == around.replace("{}", "").strip()


@given(value=AMOUNTS)
def test_full_width_digits_are_digits_and_a_full_width_comma_sets_off_thousands(value: Decimal) -> None:
    assert Decimal(read_amount(f"{value:,.2f}".translate(WIDE)).text) == value
    assert Decimal(read_amount(f"{int(value):,}".translate(WIDE)).text) == int(value)


@given(whole=st.integers(1, 999), rest=st.integers(0, 999), sign=st.sampled_from([",", "."]))
def test_three_digits_behind_one_sign_stay_open(whole: int, rest: int, sign: Mark) -> None:
    amount = read_amount(f"{whole}{sign}{rest:03}")
    assert amount.open_to == sign
    other: Mark = "," if sign == "." else "."
    assert amount.value(sign) == Decimal(f"{whole}.{rest:03}")
    assert amount.value(other) == whole * 1000 + rest


@given(value=st.integers(1, 10**9), form=st.sampled_from(["-{}", "({})", "△{}", "▲{}", "−{}", "{}-", "-￥{}"]))
def test_every_spelling_of_below_nothing_is_below_nothing(value: int, form: str) -> None:
    amount = read_amount(form.format(value))
    if form == "-￥{}":
        assert not amount.readable or Decimal(amount.text) < 0
    else:
        assert Decimal(amount.text) == -value


@given(text=st.text(max_size=20))
def test_any_text_is_a_number_or_is_not(text: str) -> None:
    amount = read_amount(text)
    if amount.text:
        assert Decimal(amount.text).is_finite()
    assert amount.readable or amount == Amount(readable=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２３４", "1234"),
        ("1,234,567", "1234567"),
        ("1.234.567,5", "1234567.5"),
        ("12,34,567.50", "1234567.50"),
        ("1234,567", "1234.567"),
        ("0,500", "0.500"),
        (".5", "0.5"),
        ("5.", "5.0"),
        ("1.5E+05", "150000"),
        ("1e-3", "0.001"),
        ("+7", "7"),
        ("1 234", "1234"),
        ("1\u00a0234,5", "1234.5"),
    ],
)
def test_marks_in_their_places(text: str, value: str) -> None:
    assert Decimal(read_amount(text).text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "abc",
        "1,2,3",
        "1.2.3,4.5",
        "1 2",
        "(5",
        "5)",
        "1" * 40,
        "1e400",
        "USD 5 EUR",
        "#REF!",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert not read_amount(text).readable


@pytest.mark.parametrize("text", ["", "-", "–", " — "])
def test_nothing_is_nothing(text: str) -> None:
    assert read_amount(text) == Amount()
