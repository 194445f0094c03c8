"""Amounts in whole minor units, and the one way in which they are converted: exact, and rounded once, half to even."""

from decimal import Decimal
from fractions import Fraction

from tadasu.schema import UsageError

MOST = 10**15
"""The largest amount that is kept, in minor units."""

_DECIMALS = dict.fromkeys(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)


def decimals(currency: str) -> int:
    """How many decimals the smallest unit of a currency has.

    >>> decimals("JPY"), decimals("EUR")
    (0, 2)
    """
    return _DECIMALS.get(currency, 2)


def converted(amount: int, currency: str, base: str, per_unit: Decimal) -> int:
    """
    >>> converted(1050, "USD", "JPY", Decimal("150.25"))
    1578
    """
    exact = Fraction(amount) * Fraction(per_unit) * Fraction(10) ** (decimals(base) - decimals(currency))
    return round(exact)


def parsed(text: str, currency: str) -> int:
    """Minor units from what somebody typed, with a dot and perhaps commas between thousands. Raises UsageError
    `programmes-amount`.

    >>> parsed("1,234.5", "EUR"), parsed("1234", "JPY")
    (123450, 1234)
    """
    plain = text.strip().replace(",", "")
    whole, dot, part = plain.partition(".")
    places = decimals(currency)
    if (
        not whole.isascii()
        or not whole.isdecimal()
        or (dot and not (part.isascii() and part.isdecimal()))
        or len(part) > places
    ):
        raise UsageError("programmes-amount", value=text[:40], currency=currency)
    found = int(whole + part.ljust(places, "0"))
    if found > MOST:
        raise UsageError("programmes-amount", value=text[:40], currency=currency)
    return found


def shown(amount: int, currency: str) -> str:
    """With commas and decimals, without the currency.

    >>> shown(123450, "EUR"), shown(-1234, "JPY")
    ('1,234.50', '-1,234')
    """
    places = decimals(currency)
    sign, digits = "-" * (amount < 0), str(abs(amount)).rjust(places + 1, "0")
    whole = f"{int(digits[: len(digits) - places]):,}"
    return sign + whole + (f".{digits[len(digits) - places :]}" if places else "")
