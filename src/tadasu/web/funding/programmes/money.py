"""Amounts as people type and read them; what they are is `tadasu.funds`."""

import re
import unicodedata

from tadasu.funds import Amount, decimal_of, parse_amount
from tadasu.schema import UsageError

MOST = 10**15
"""The largest amount that is kept, in minor units."""

_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def parsed(text: str, currency: str) -> int:
    """Minor units from digits of any width with at most one dot, and commas between thousands or none. Raises UsageError
    `funds-…` for what is no such amount and for decimals that the currency does not have, `programmes-amount` beyond `MOST`.

    >>> parsed("1,234.5", "EUR"), parsed("１，２３４", "JPY")
    (123450, 1234)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = parse_amount(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain, currency).minor
    if abs(found) > MOST:
        raise UsageError("programmes-amount", value=text[:40], currency=currency)
    return found


def shown(amount: int, currency: str) -> str:
    """With commas and decimals, without the currency.

    >>> shown(123450, "EUR"), shown(-1234, "JPY")
    ('1,234.50', '-1,234')
    """
    return f"{decimal_of(Amount(amount, currency)):,f}"


def with_currency(amount: int, currency: str) -> str:
    """
    >>> with_currency(123450, "EUR")
    '1,234.50 EUR'
    """
    return f"{shown(amount, currency)} {currency}"
