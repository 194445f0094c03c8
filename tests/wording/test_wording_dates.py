"""Dates as people write them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tadasu.wording import date_text


def test_an_unknown_date_is_a_word() -> None:
    assert (date_text(None, "en"), date_text(None, "ja")) == ("date unknown", "日付不明")


def test_english_months_are_words() -> None:
    assert date_text(date(2024, 9, 1), "en") == "1 September 2024"


@given(st.dates(max_value=date(9999, 12, 30)))
def test_two_days_never_read_the_same(day: date) -> None:
    assert date_text(day, "ja") != date_text(day + timedelta(days=1), "ja")
    assert date_text(day, "en") != date_text(day + timedelta(days=1), "en")
