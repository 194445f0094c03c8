"""What we take from a stranger's activity: rows, each with the line on which it stands. Nothing here is checked against a
code list; an empty text means that the file does not say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tadasu.funds._iati.model import IatiTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiShareRow:
    """A code of a vocabulary with its percentage: a sector, a region or a country (its vocabulary is "")."""

    code: str
    vocabulary: str = ""
    percentage: Decimal | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiParticipantRow:
    """An organisation that takes part. `role` and `kind` are codes as written."""

    activity: str
    role: str
    ref: str = ""
    kind: str = ""
    name: str = ""
    own_activity: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiTransactionRow:
    """A flow of money. `number` counts the activity's transactions from 1; `currency` is its own or the activity's.

    Sectors and places are its own only: those of the activity stand there.
    """

    activity: str
    number: int
    kind: str
    on: date | None
    amount: Decimal | None
    currency: str
    value_date: date | None = None
    description: IatiTexts = ()
    provider: str = ""
    provider_name: str = ""
    provider_activity: str = ""
    receiver: str = ""
    receiver_name: str = ""
    receiver_activity: str = ""
    sectors: tuple[IatiShareRow, ...] = ()
    countries: tuple[IatiShareRow, ...] = ()
    regions: tuple[IatiShareRow, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiBudgetRow:
    """A budget for a period. `status` is a BudgetStatus as written."""

    activity: str
    start: date | None
    end: date | None
    amount: Decimal | None
    currency: str
    status: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiActivityRow:
    """An activity. `number` counts those of the file from 1; `secondary` is true when somebody else reports it first-hand."""

    identifier: str
    number: int
    reporter: str
    reporter_kind: str = ""
    reporter_name: str = ""
    secondary: bool = False
    title: IatiTexts = ()
    description: IatiTexts = ()
    status: str = ""
    hierarchy: int = 1
    currency: str = ""
    language: str = ""
    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    sectors: tuple[IatiShareRow, ...] = ()
    countries: tuple[IatiShareRow, ...] = ()
    regions: tuple[IatiShareRow, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    conditions: tuple[IatiTexts, ...] = ()
    links: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiActivityRead:
    """An activity with all that stands in it."""

    activity: IatiActivityRow
    participants: tuple[IatiParticipantRow, ...]
    budgets: tuple[IatiBudgetRow, ...]
    transactions: tuple[IatiTransactionRow, ...]
