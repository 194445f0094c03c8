"""Amounts as people read and type them: with the decimals of the currency, never rounded."""

import unicodedata

from tadasu.funds import Amount, decimal_of, parse_amount
from tadasu.schema import UsageError


def narrow(text: str) -> str:
    """Wide letters and digits as narrow ones.

    >>> narrow("９００，０００ ＥＵＲ")
    '900,000 EUR'
    """
    return unicodedata.normalize("NFKC", text).strip()


def shown(amount: int, currency: str) -> str:
    """
    >>> shown(1234567, "JPY"), shown(123450, "EUR")
    ('1,234,567 JPY', '1,234.50 EUR')
    """
    return f"{decimal_of(Amount(amount, currency)):,f} {currency}"


def typed(text: str, currency: str) -> int:
    """Whole minor units of what somebody typed, in narrow or wide signs, with or without commas between thousands. Raises
    UsageError as `parse_amount`, and `awards-amount` for nothing or less.

    >>> typed("1,234.50", "EUR"), typed("１，２３４．５０", "EUR")
    (123450, 123450)
    """
    found = parse_amount(narrow(text).replace(",", ""), currency).minor
    if found <= 0:
        raise UsageError("awards-amount", value=text[:40])
    return found
