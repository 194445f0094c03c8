"""What to see to before a fiscal year or a fund ends, by the rules of `tadasu.funds`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tadasu import funds
from tadasu.funds import Amount, YearBalance, YearEnd, fund_state, year_end_alerts
from tadasu.web.funding.programmes._ledger import Books
from tadasu.web.funding.programmes.models import FUND, Fund, Line, fiscal_year

CALENDAR = "jp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """An alert and its line."""

    line: Line
    alert: YearEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Sunset:
    """How a fund of several years stands: `excess` goes back, in whole minor units; `years` are those for which a report is
    due."""

    code: str
    day: date
    days_left: int
    excess: int
    years: Sequence[int]


def warned_of(lines: Sequence[Line], books: Mapping[UUID, Books], today: date) -> Sequence[Warned]:
    """Of the year that runs and of years that are over, the nearest end first. What is left of a fund goes on by itself only
    when somebody carries it over."""
    by_id = {str(one.id): one for one in lines}
    balances = [each for one in lines for each in _balances(one, books[one.id], today)]
    return [Warned(line=by_id[one.line], alert=one) for one in year_end_alerts(balances, today=today)]


def sunset_of(fund: Fund, books: Sequence[Books], today: date) -> Sunset | None:
    """None for a fund without a closing day. Before it nothing is in excess, since no plan says what is still needed."""
    if fund.closes_on is None:
        return None
    left = sum(year.left for one in books for year in one.years.values())
    held = Amount(max(0, left), fund.currency)
    state = fund_state(
        funds.Fund(line=str(fund.id), opened=fund.opens_on, closing=fund.closes_on), today=today, held=held, needed=held
    )
    return Sunset(
        code=state.code,
        day=fund.closes_on,
        days_left=state.days_left,
        excess=state.excess.minor,
        years=state.years,
    )


def _balances(line: Line, books: Books, today: date) -> Iterator[YearBalance]:
    currency, several = line.fund.currency, line.fund.vehicle == FUND
    open_payments = 0
    for number in sorted(books.years):
        year = books.year(number)
        if number > fiscal_year(today):
            return
        open_payments = (open_payments if several else 0) + year.committed - year.paid
        last = number == max(one for one in books.years if one <= fiscal_year(today))
        yield YearBalance(
            line=str(line.id),
            year=number,
            calendar=CALENDAR,
            uncommitted=Amount(max(0, year.left), currency),
            unpaid=Amount(max(0, open_payments) if last or not several else 0, currency),
            carries=several,
        )
