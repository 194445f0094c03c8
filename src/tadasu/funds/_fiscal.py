"""Fiscal years as data (`data/fiscal_years.csv`), what ends with one, and funds of several years with their closing day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from tadasu.funds._amount import Amount
from tadasu.funds._rows import rows
from tadasu.schema import UsageError

NOTICE = (90, 30, 7)
"""Days before an end from which on an alert is louder; the first is when it begins. Our own choice."""


ALERTS = (
    *("fund-closing", "fund-not-open", "fund-open", "fund-over", "uncommitted-carries", "uncommitted-lapses"),
    *("uncommitted-open", "unpaid-carries", "unpaid-lapses", "unpaid-open"),
)
"""Every code of a year's end and of a fund; their sentences take `days`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """`year` is its name: 2026 of `jp` runs from 1 April 2026 to 31 March 2027, 2026 of `us` ends on 30 September 2026."""

    calendar: str
    year: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class _Calendar:
    month: int
    day: int
    named_by_end: bool


@cache
def calendars() -> Mapping[str, _Calendar]:
    """Those we know, by id."""
    made = {
        row["id"]: _Calendar(int(row["month"]), int(row["day"]), row["named_by"] == "end")
        for row in rows("fiscal_years")
    }
    return MappingProxyType(made)


def fiscal_year(calendar: str, year: int) -> FiscalYear:
    """A fiscal year by its name. Raises UsageError for a calendar we do not know."""
    if calendar not in calendars():
        raise UsageError("funds-calendar-unknown", value=calendar, known=", ".join(calendars()))
    rule = calendars()[calendar]
    begins = year - 1 if rule.named_by_end else year
    start, following = date(begins, rule.month, rule.day), date(begins + 1, rule.month, rule.day)
    return FiscalYear(calendar=calendar, year=year, start=start, end=following - timedelta(days=1))


def fiscal_year_of(day: date, *, calendar: str) -> FiscalYear:
    """The fiscal year in which a day lies.

    >>> [fiscal_year_of(date(2027, 3, 31), calendar=one).year for one in ("jp", "us", "calendar")]
    [2026, 2027, 2027]
    """
    found = fiscal_year(calendar, day.year)
    if day < found.start:
        return fiscal_year(calendar, day.year - 1)
    return fiscal_year(calendar, day.year + 1) if day > found.end else found


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """Money that a year's end touches. `code`:

    `uncommitted-lapses`, `uncommitted-carries`: not committed, the year ends in `days_left`;
    `unpaid-lapses`, `unpaid-carries`: committed and not paid;
    `uncommitted-open`, `unpaid-open`: the year ended `-days_left` days ago and it was neither carried over nor surrendered.
    `level` is 1 for the first notice, higher for later ones, 0 after the end.
    """

    code: str
    line: str
    year: int
    amount: Amount
    end: date
    days_left: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBalance:
    """What stands in a year of a line: not committed, and committed but not paid. `carries`: whether it may be carried over."""

    line: str
    year: int
    calendar: str
    uncommitted: Amount
    unpaid: Amount
    carries: bool


def year_end_alerts(
    balances: Iterable[YearBalance], *, today: date, notice: Sequence[int] = NOTICE
) -> tuple[YearEnd, ...]:
    """What to see to before a year ends, the nearest end first."""
    found = []
    for one in balances:
        end = fiscal_year(one.calendar, one.year).end
        left = (end - today).days
        level = sum(left <= days for days in notice) if left >= 0 else 0
        if left >= 0 and not level:
            continue
        word = "open" if left < 0 else "carries" if one.carries else "lapses"
        found += [
            YearEnd(
                code=f"{kind}-{word}", line=one.line, year=one.year, amount=amount, end=end, days_left=left, level=level
            )
            for kind, amount in (("uncommitted", one.uncommitted), ("unpaid", one.unpaid))
            if amount.minor
        ]
    return tuple(sorted(found, key=lambda one: (one.end, one.line, one.code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A subsidy for several years at once: opened, and over on its closing day (Japan: Order under the Subsidies Act, Art. 4(2);
    the model policy lapses after five years). `calendar`: whose years its yearly report follows."""

    line: str
    opened: date
    closing: date
    calendar: str = "jp"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundState:
    """`code`: `fund-not-open`, `fund-open`, `fund-closing` (within the first notice), `fund-over`. `years`: fiscal years begun
    and over, for each of which a report is due. `excess`: to be returned now: all that is held after the closing day, before it
    what is held beyond the need that was stated."""

    code: str
    days_left: int
    years: tuple[int, ...]
    excess: Amount


def fund_state(fund: Fund, *, today: date, held: Amount, needed: Amount, notice: int = NOTICE[0]) -> FundState:
    """How a fund stands. `held`: uncommitted money in it. `needed`: what is still needed of it, by its plan; both not negative.

    >>> fund = Fund(line="l1", opened=date(2026, 4, 1), closing=date(2031, 3, 31))
    >>> state = fund_state(fund, today=date(2028, 5, 1), held=Amount(900, "JPY"), needed=Amount(700, "JPY"))
    >>> state.code, state.years, state.excess.minor
    ('fund-open', (2026, 2027), 200)
    """
    left = (fund.closing - today).days
    code = "fund-over" if left < 0 else "fund-closing" if left <= notice else "fund-open"
    if today < fund.opened:
        code = "fund-not-open"
    over = Amount(max(0, (held - needed).minor), held.currency) if left >= 0 else held
    return FundState(code=code, days_left=left, years=_reported(fund, min(today, fund.closing)), excess=over)


def _reported(fund: Fund, until: date) -> tuple[int, ...]:
    first = fiscal_year_of(fund.opened, calendar=fund.calendar).year
    last = fiscal_year_of(until, calendar=fund.calendar)
    over = last.year if until >= last.end else last.year - 1
    return tuple(range(first, over + 1))
