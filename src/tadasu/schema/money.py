"""An amount of money: without its currency and its date an amount means nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """`currency` is an ISO 4217 code in capitals; `on` is the day whose rate counts when it is converted."""

    amount: Decimal
    currency: str
    on: date | None = None
