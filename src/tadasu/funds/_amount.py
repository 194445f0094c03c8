"""An amount is a whole number of the smallest unit of its currency (ISO 4217), so that no sum is ever rounded."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from tadasu.funds._rows import rows
from tadasu.schema import Money, UsageError

_PLAIN = re.compile(r"(-?)([0-9]{1,18})(?:\.([0-9]{1,9}))?")


@cache
def currencies() -> Mapping[str, int]:
    """Code -> how many decimals its smallest unit has.

    >>> [currencies()[code] for code in ("JPY", "USD", "KWD")]
    [0, 2, 3]
    """
    return MappingProxyType({row["code"]: int(row["exponent"]) for row in rows("currencies")})


def exponent(currency: str) -> int:
    """Decimals of a currency. Raises UsageError for a code we do not know."""
    if currency not in currencies():
        raise UsageError("funds-currency-unknown", value=currency)
    return currencies()[currency]


@dataclass(frozen=True, slots=True)
class Amount:
    """`minor` whole units of the smallest kind: 150 of USD is one dollar and fifty cents, 150 of JPY a hundred and fifty yen.
    Amounts of two currencies are never added or compared: UsageError."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.minor + self._alike(other), self.currency)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.minor - self._alike(other), self.currency)

    def __neg__(self) -> "Amount":
        return Amount(-self.minor, self.currency)

    def __lt__(self, other: "Amount") -> bool:
        return self.minor < self._alike(other)

    def __le__(self, other: "Amount") -> bool:
        return self.minor <= self._alike(other)

    def _alike(self, other: "Amount") -> int:
        if other.currency != self.currency:
            raise UsageError("funds-currencies-mixed", one=self.currency, other=other.currency)
        return other.minor


def total(amounts: Iterable[Amount], *, currency: str) -> Amount:
    """The sum; zero of nothing. Raises UsageError when one has another currency."""
    found = Amount(0, currency)
    for one in amounts:
        found += one
    return found


def parse_amount(text: str, currency: str) -> Amount:
    """An amount from digits with at most one dot, as files hold it: no signs of a language, no grouping.

    >>> parse_amount("12.50", "USD").minor, parse_amount("12.50", "KWD").minor, parse_amount("12.0", "JPY").minor
    (1250, 12500, 12)

    Raises UsageError for anything else, and for decimals that the currency does not have (they would have to be rounded).
    """
    places, found = exponent(currency), _PLAIN.fullmatch(text.strip())
    if found is None:
        raise UsageError("funds-amount-unreadable", value=text[:80])
    sign, whole, part = found[1], found[2], found[3] or ""
    if part[places:].strip("0"):
        raise UsageError("funds-amount-decimals", value=text[:80], currency=currency, most=str(places))
    minor = int(whole + part[:places].ljust(places, "0"))
    return Amount(-minor if sign else minor, currency)


def amount_of(money: Money) -> Amount:
    """The same as a whole number of smallest units. Raises UsageError where it would have to be rounded."""
    return parse_amount(format(money.amount, "f"), money.currency)


def decimal_of(amount: Amount) -> Decimal:
    """The same in the unit people use, exact, with the currency's decimals.

    >>> decimal_of(Amount(1250, "USD")), decimal_of(Amount(1250, "JPY"))
    (Decimal('12.50'), Decimal('1250'))
    """
    digits = tuple(int(one) for one in str(abs(amount.minor)))
    return Decimal((int(amount.minor < 0), digits, -exponent(amount.currency)))


def band(amount: Amount, edges: tuple[int, ...]) -> tuple[int, int | None]:
    """The band in which an amount lies: its lower end, which belongs to it, and its upper end, which does not (None: open).
    `edges` are lower ends in smallest units, ascending, from 0.

    >>> band(Amount(10000, "EUR"), (0, 10000, 50000)), band(Amount(60000, "EUR"), (0, 10000, 50000))
    ((10000, 50000), (50000, None))

    Raises UsageError for edges that are no bands, and for a negative amount.
    """
    if not edges or edges[0] != 0 or list(edges) != sorted(set(edges)) or amount.minor < 0:
        raise UsageError("funds-bands")
    place = max(number for number, edge in enumerate(edges) if edge <= amount.minor)
    return edges[place], edges[place + 1] if place + 1 < len(edges) else None
