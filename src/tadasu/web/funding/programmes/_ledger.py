"""What the ledger says and what it forbids, over plain values. The database holds the same rules (migration 0002).

A line commits no more in a year than its budget with what was carried over. It pays no more than it committed: in the year
itself where money is yearly, else up to and with each year. No award is paid more than was committed for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tadasu.schema import UsageError
from tadasu.web.funding.programmes.models import (
    ADJUSTMENT,
    ANNUAL,
    CARRY_OVER,
    COMMITMENT,
    DECOMMITMENT,
    DISBURSEMENT,
    RECEIPT,
    RETURN,
    fiscal_year,
)
from tadasu.web.funding.programmes.money import with_currency

APRIL = 4
"""Payments of a yearly budget may still be made until the end of April (general knowledge of the rules on closing accounts)."""

ADDS = {COMMITMENT: 1, ADJUSTMENT: 1, DECOMMITMENT: -1}
PAYS = {DISBURSEMENT: 1, RETURN: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Sums of a fiscal year of a line, in the currency of the fund: its budget, what came from the year before and went to the
    year after, `voted` of what went, committed, paid, received."""

    budget: int = 0
    come: int = 0
    gone: int = 0
    voted: int = 0
    committed: int = 0
    paid: int = 0
    received: int = 0

    @property
    def room(self) -> int:
        """What may be committed altogether."""
        return self.budget + self.come - self.gone

    @property
    def left(self) -> int:
        """What may still be committed."""
        return self.room - self.committed


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An entry as far as sums go; `amount` is negative for a correction."""

    year: int
    kind: str
    amount: int
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The years of a line, by year."""

    vehicle: str
    currency: str = "JPY"
    years: Mapping[int, Year] = field(default_factory=dict)

    def year(self, year: int) -> Year:
        """
        >>> Books(vehicle="fund").year(2026).left
        0
        """
        return self.years.get(year, Year())

    def with_budget(self, year: int, difference: int) -> "Books":
        """The books with so much more (or less) in a year."""
        one = self.years.get(year, Year())
        return replace(self, years={**self.years, year: replace(one, budget=one.budget + difference)})

    def with_entry(self, moved: Moved) -> "Books":
        """The books after an entry."""
        years = dict(self.years)
        one = years.get(moved.year, Year())
        if moved.kind == CARRY_OVER:
            after = years.get(moved.year + 1, Year())
            years[moved.year + 1] = replace(after, come=after.come + moved.amount)
            voted = moved.amount if moved.ground == "voted" else 0
            one = replace(one, gone=one.gone + moved.amount, voted=one.voted + voted)
        elif moved.kind == RECEIPT:
            one = replace(one, received=one.received + moved.amount)
        else:
            one = replace(
                one,
                committed=one.committed + ADDS.get(moved.kind, 0) * moved.amount,
                paid=one.paid + PAYS.get(moved.kind, 0) * moved.amount,
            )
        years[moved.year] = one
        return replace(self, years=years)


def books_of(vehicle: str, currency: str, budgets: Iterable[tuple[int, int]], moved: Iterable[Moved]) -> Books:
    """From budgets (year, amount) and entries, or sums of entries.

    >>> books = books_of("fund", "JPY", [(2026, 100)], [Moved(year=2026, kind="commitment", amount=60)])
    >>> books.year(2026).left
    40
    """
    books = Books(vehicle=vehicle, currency=currency, years={year: Year(budget=amount) for year, amount in budgets})
    for one in moved:
        books = books.with_entry(one)
    return books


def refuse_broken(books: Books) -> None:
    """Raises UsageError `programmes-over-budget`, `programmes-over-committed`, `programmes-over-taken-back`, with the fiscal year
    and what is missing."""
    committed = paid = 0
    for number in sorted(books.years):
        one = books.years[number]
        committed, paid = committed + one.committed, paid + one.paid
        if one.left < 0 or one.gone < 0 or one.voted > one.budget:
            missing = max(-one.left, one.voted - one.budget)
            raise UsageError("programmes-over-budget", year=str(number), missing=with_currency(missing, books.currency))
        if one.committed < 0 or paid < 0 or (books.vehicle == ANNUAL and one.paid < 0):
            raise UsageError("programmes-over-taken-back", year=str(number))
        if paid > committed or (books.vehicle == ANNUAL and one.paid > one.committed):
            missing = paid - committed if paid > committed else one.paid - one.committed
            raise UsageError(
                "programmes-over-committed", year=str(number), missing=with_currency(missing, books.currency)
            )


def year_for(vehicle: str, kind: str, day: date, year: int | None, held: Mapping[int, int]) -> int:
    """The fiscal year that an entry burdens. `held`: year -> what could be taken back there, for a decommitment or a return; the
    last year that holds something, where none is named. Raises UsageError `programmes-year`.

    >>> year_for("annual", "disbursement", date(2027, 4, 20), 2026, {})
    2026
    """
    of_day = fiscal_year(day)
    if kind == DECOMMITMENT or (kind == RETURN and vehicle == ANNUAL):
        found = year if year is not None else max((one for one, amount in held.items() if amount > 0), default=of_day)
    else:
        found = year if year is not None else of_day
        late = vehicle == ANNUAL and day.month == APRIL and kind == DISBURSEMENT and found == of_day - 1
        ahead = vehicle != ANNUAL and kind == COMMITMENT and found > of_day
        if found != of_day and not late and not ahead:
            raise UsageError("programmes-year", year=str(found))
    return found
