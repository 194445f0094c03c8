"""Entries of the ledger: what happened with money, never changed afterwards, and between which accounts each moves it.

Every entry moves one amount from one account to another, so that no sum can be lost:

    budget, receipt      outside    -> available    (a cut budget has a negative amount)
    commitment           available  -> committed
    adjustment           available  -> committed    (exchange, fees; either sign)
    decommitment         committed  -> available, or surrendered once the year is over
    advance              committed  -> advanced     (paid, not yet accounted for)
    disbursement         committed  -> spent        (paid for what was already accounted for)
    liquidation          advanced   -> spent
    return               advanced   -> available, or surrendered once the year is over
    recovery             spent      -> available, or surrendered once the year is over
    lapse                available  -> surrendered
    carry-over           available  -> available of the next year; with a tranche committed -> committed of the next year
    reversal             the way back of the entry it names, whole: the only correction there is
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tadasu.funds._amount import Amount, exponent
from tadasu.funds._fiscal import fiscal_year, fiscal_year_of
from tadasu.funds._tranche import Tranche
from tadasu.schema import UsageError


class Act(StrEnum):
    """What an entry says happened."""

    BUDGET = "budget"
    RECEIPT = "receipt"
    COMMITMENT = "commitment"
    ADJUSTMENT = "adjustment"
    DECOMMITMENT = "decommitment"
    ADVANCE = "advance"
    DISBURSEMENT = "disbursement"
    LIQUIDATION = "liquidation"
    RETURN = "return"
    RECOVERY = "recovery"
    LAPSE = "lapse"
    CARRY_OVER = "carry-over"
    REVERSAL = "reversal"


class Account(StrEnum):
    """Where money of a line stands: not committed; committed and not paid; paid and not accounted for; paid and accounted for;
    given back or lapsed. `outside` is the other side of all that came in and is therefore negative."""

    OUTSIDE = "outside"
    AVAILABLE = "available"
    COMMITTED = "committed"
    ADVANCED = "advanced"
    SPENT = "spent"
    SURRENDERED = "surrendered"


class Spot(NamedTuple):
    """A balance is kept for each; award and tranche are empty where money is not committed to any."""

    line: str
    year: int
    award: str
    tranche: str
    currency: str
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a programme: what it may be spent for, and in whose years. `carries`: whether what is left of a year may be
    carried over. `grace`: days after a year's end in which that year's commitments may still be paid. A line with `closing` is a
    fund of several years: one year, named by that of `opened`, until its closing day."""

    id: str
    programme: str
    purpose: str
    oda: bool
    currency: str
    calendar: str = "jp"
    carries: bool = False
    grace: int = 0
    opened: date | None = None
    closing: date | None = None

    def __post_init__(self) -> None:
        exponent(self.currency)
        if (self.opened is None) != (self.closing is None) or (
            self.opened and self.closing and self.closing < self.opened
        ):
            raise UsageError("funds-line-days", value=self.id)

    def first(self, year: int) -> date:
        """The first day of one of its years."""
        return self.opened or fiscal_year(self.calendar, year).start

    def last(self, year: int) -> date:
        """The last."""
        return self.closing or fiscal_year(self.calendar, year).end

    def last_paid(self, year: int) -> date:
        """Until when its commitments may be paid; a fund is over on its closing day all the same."""
        return self.last(year) + timedelta(days=self.grace)

    def has(self, year: int) -> bool:
        """Whether it has this year at all: a fund has one."""
        return self.opened is None or year == fiscal_year_of(self.opened, calendar=self.calendar).year


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What entries refer to, by id."""

    lines: Mapping[str, Line]
    tranches: Mapping[str, Tranche] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`number`: its place in the books, no two alike; `year`: the budget year it counts in; `amount` in the line's currency.

    `flow`: the movement of money it records, only where money moves. `original` and `rate`: what was paid in another currency and
    what one unit of it cost. A reversal names the entry it takes back and is otherwise its copy, but for number, id and day."""

    number: int
    id: str
    act: Act
    day: date
    line: str
    year: int
    amount: Amount
    award: str = ""
    tranche: str = ""
    flow: str = ""
    reverses: str = ""
    original: Amount | None = None
    rate: Decimal | None = None


class Move(NamedTuple):
    """An amount in smallest units from one spot to another."""

    source: Spot
    target: Spot
    minor: int


NEEDS_TRANCHE = frozenset(
    {
        *(Act.COMMITMENT, Act.ADJUSTMENT, Act.DECOMMITMENT, Act.ADVANCE, Act.DISBURSEMENT),
        *(Act.LIQUIDATION, Act.RETURN, Act.RECOVERY),
    }
)
MOVES_MONEY = frozenset({Act.RECEIPT, Act.ADVANCE, Act.DISBURSEMENT, Act.RETURN, Act.RECOVERY})
PAYS = frozenset({Act.ADVANCE, Act.DISBURSEMENT})
EITHER_SIGN = frozenset({Act.BUDGET, Act.ADJUSTMENT})

_WAYS = {
    Act.BUDGET: (Account.OUTSIDE, Account.AVAILABLE),
    Act.RECEIPT: (Account.OUTSIDE, Account.AVAILABLE),
    Act.COMMITMENT: (Account.AVAILABLE, Account.COMMITTED),
    Act.ADJUSTMENT: (Account.AVAILABLE, Account.COMMITTED),
    Act.DECOMMITMENT: (Account.COMMITTED, Account.AVAILABLE),
    Act.ADVANCE: (Account.COMMITTED, Account.ADVANCED),
    Act.DISBURSEMENT: (Account.COMMITTED, Account.SPENT),
    Act.LIQUIDATION: (Account.ADVANCED, Account.SPENT),
    Act.RETURN: (Account.ADVANCED, Account.AVAILABLE),
    Act.RECOVERY: (Account.SPENT, Account.AVAILABLE),
    Act.LAPSE: (Account.AVAILABLE, Account.SURRENDERED),
}
_FREES = frozenset({Act.DECOMMITMENT, Act.RETURN, Act.RECOVERY})
_OF_A_TRANCHE = frozenset({Account.COMMITTED, Account.ADVANCED, Account.SPENT})


def move_of(line: Line, entry: Entry, reversed_entry: Entry | None = None) -> Move:
    """What an entry does; a reversal does the opposite of what it reverses, and needs it."""
    if entry.act is Act.REVERSAL:
        if reversed_entry is None or reversed_entry.act is Act.REVERSAL:
            raise ValueError("nothing to reverse")
        back = move_of(line, reversed_entry)
        return Move(back.target, back.source, back.minor)
    if entry.act is Act.CARRY_OVER:
        account = Account.COMMITTED if entry.tranche else Account.AVAILABLE
        source = _spot(entry, account, entry.year)
        return Move(source, source._replace(year=entry.year + 1), entry.amount.minor)
    start, end = _WAYS[entry.act]
    if entry.act in _FREES and entry.day > line.last(entry.year):
        end = Account.SURRENDERED
    return Move(_spot(entry, start, entry.year), _spot(entry, end, entry.year), entry.amount.minor)


def _spot(entry: Entry, account: Account, year: int) -> Spot:
    named = account in _OF_A_TRANCHE
    return Spot(
        line=entry.line,
        year=year,
        award=entry.award if named else "",
        tranche=entry.tranche if named else "",
        currency=entry.amount.currency,
        account=account,
    )
