"""Numbers and amounts of money as people write them, in facts and in what a number of a regime is set to.

What can be read in more than one way is not read: `1.000` may be one or a thousand, a sign such as £ or ¥ is that of several
currencies.
"""

import re
from decimal import Decimal
from difflib import get_close_matches

from tadasu.readers import known_codes
from tadasu.schema import Money, UsageError

NUMBER = r"(?:0\.[0-9]+|(?:[1-9][0-9]{0,2}(?:[,_][0-9]{3})+|[0-9]+)(?:\.(?:[0-9]{1,2}|[0-9]{4,}))?)"
"""Digits, or digits in groups of three behind commas; a point and exactly three digits may be a group as well, and is not
read, but behind a 0 alone, with which no grouping begins: 0.125 is an eighth, and 0,125 is not read."""
GROUPING = str.maketrans("", "", ",_")

_NUMBER = re.compile(NUMBER)
_LIKE_A_NUMBER = re.compile(r"[0-9](?:[0-9.,_' \u00a0\u202f’]*[0-9])?")
_SIGN = re.compile("[$¢£¤¥฿₠-⃏￠￡￥￦]")
_BEHIND = re.compile(r"(.*\S)\s+([A-Za-z]{3})")
_BEFORE = re.compile(r"([A-Za-z]{3})\s*([0-9].*)")
EXAMPLE = "36000000 GBP"


def number_of(text: str) -> Decimal | None:
    """The number that a text is; None where it is none. Raises UsageError `number-grouping` for one that can be read in more
    than one way.

    >>> number_of("1,200"), number_of("many")
    (Decimal('1200'), None)
    """
    if _NUMBER.fullmatch(text):
        return Decimal(text.translate(GROUPING))
    if _LIKE_A_NUMBER.fullmatch(text):
        raise UsageError("number-grouping", value=text[:80])
    return None


def currency_of(code: str, text: str) -> str:
    """The code, where it is one of a currency. Raises UsageError `law-currency` with those that are known, the nearest first."""
    known = known_codes("currency")
    if code not in known:
        near = get_close_matches(code, known)
        raise UsageError(
            "law-currency", value=text[:80], currency=code, known=", ".join(dict.fromkeys([*near, *known]))
        )
    return code


def money_of(text: str) -> Money | None:
    """The amount that a text is, its currency behind it; None where it is none.

    Raises UsageError: `law-money` without a currency, `money-order` with the currency before the amount, `money-sign` with a
    sign in its place, `number-grouping`.

    >>> money_of("1,000,000,000 jpy").currency
    'JPY'
    """
    if _SIGN.search(text):
        raise UsageError("money-sign", value=text[:80], example=EXAMPLE)
    if behind := _BEHIND.fullmatch(text):
        amount = number_of(behind[1])
        return None if amount is None else Money(amount=amount, currency=behind[2].upper())
    if before := _BEFORE.fullmatch(text):
        if number_of(before[2]) is None:
            return None
        raise UsageError("money-order", value=text[:80], better=f"{before[2]} {before[1].upper()}"[:80])
    if number_of(text) is not None:
        raise UsageError("law-money", value=text[:80])
    return None
