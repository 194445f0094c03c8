"""Fiscal years, what ends with them, and funds of several years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.funds import Amount, Fund, YearBalance, fiscal_year, fiscal_year_of, fund_state, year_end_alerts
from tadasu.schema import UsageError

IDS = ("au", "ca", "calendar", "gb", "in", "jp", "us")
FUND = Fund(line="years", opened=date(2026, 10, 1), closing=date(2031, 3, 31))


def balance(line: str = "press", uncommitted: int = 5, unpaid: int = 0, carries: bool = False) -> YearBalance:
    return YearBalance(
        line=line,
        year=2026,
        calendar="jp",
        uncommitted=Amount(uncommitted, "JPY"),
        unpaid=Amount(unpaid, "JPY"),
        carries=carries,
    )


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(IDS))
def test_every_day_lies_in_one_year_and_years_follow_each_other(day: date, calendar: str) -> None:
    year = fiscal_year_of(day, calendar=calendar)
    assert year.start <= day <= year.end
    assert fiscal_year(calendar, year.year) == year
    assert fiscal_year(calendar, year.year + 1).start == year.end + timedelta(days=1)


def test_japan_s_year_runs_from_april_to_march() -> None:
    year = fiscal_year("jp", 2026)
    assert (year.start, year.end) == (date(2026, 4, 1), date(2027, 3, 31))
    assert fiscal_year_of(date(2026, 9, 30), calendar="us").year == 2026
    assert fiscal_year_of(date(2026, 10, 1), calendar="us").year == 2027


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(UsageError):
        fiscal_year("mars", 2026)


def test_a_year_s_end_is_told_in_time_and_louder_as_it_nears() -> None:
    told = [
        [(one.code, one.days_left, one.level) for one in year_end_alerts([balance()], today=day)]
        for day in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 3, 24), date(2027, 3, 31), date(2027, 4, 2))
    ]
    assert told == [
        [],
        [("uncommitted-lapses", 90, 1)],
        [("uncommitted-lapses", 7, 3)],
        [("uncommitted-lapses", 0, 3)],
        [("uncommitted-open", -2, 0)],
    ]


def test_what_may_be_carried_over_says_so_and_nothing_is_told_of_nothing() -> None:
    today = date(2027, 3, 1)
    both = year_end_alerts([balance(unpaid=7, carries=True), balance("rights", 0, 3)], today=today)
    assert [(one.line, one.code, one.amount.minor) for one in both] == [
        ("press", "uncommitted-carries", 5),
        ("press", "unpaid-carries", 7),
        ("rights", "unpaid-lapses", 3),
    ]
    assert year_end_alerts([balance(uncommitted=0)], today=today) == ()


@pytest.mark.parametrize(
    ("today", "code", "years", "excess"),
    [
        (date(2026, 9, 30), "fund-not-open", (), 40),
        (date(2026, 10, 1), "fund-open", (), 40),
        (date(2027, 3, 31), "fund-open", (2026,), 40),
        (date(2030, 12, 31), "fund-closing", (2026, 2027, 2028, 2029), 40),
        (date(2031, 3, 31), "fund-closing", (2026, 2027, 2028, 2029, 2030), 40),
        (date(2033, 1, 1), "fund-over", (2026, 2027, 2028, 2029, 2030), 100),
    ],
)
def test_a_fund_reports_every_year_gives_back_its_excess_and_in_the_end_all(
    today: date, code: str, years: tuple[int, ...], excess: int
) -> None:
    state = fund_state(FUND, today=today, held=Amount(100, "JPY"), needed=Amount(60, "JPY"))
    assert (state.code, state.years, state.excess.minor) == (code, years, excess)


def test_a_fund_that_needs_more_than_it_holds_gives_nothing_back() -> None:
    state = fund_state(FUND, today=date(2027, 1, 1), held=Amount(10, "JPY"), needed=Amount(60, "JPY"))
    assert state.excess == Amount(0, "JPY")
