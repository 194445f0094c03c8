"""The receipt code: thirty-two digits, thirty of them random, two that tell a slip of the pen.

Digits, because everybody can write them down and find them on any keyboard, whatever script they read, and because a line of
digits on paper looks like any other number. Thirty random digits hold 99.6 bits; every try besides costs Argon2id. SecureDrop
gives seven words (about 90 bits), GlobaLeaks sixteen digits (53 bits).
"""

import secrets
import unicodedata

from tadasu.schema import UsageError

RANDOM = 30
DIGITS = RANDOM + 2
GROUP = 4

MOST_TYPED = 300
"""Signs that are looked at: no code is longer, however it is set apart."""

_KANJI = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_ALIKE = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
_LEFT_OUT = frozenset({"Zs", "Zl", "Zp", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Cc", "Cf", "Sm"})
_DASHES = "ー～"
"""What a Japanese keyboard gives for a hyphen, and what is no sign of punctuation to Unicode."""


def new_code() -> str:
    """A random one."""
    return with_check(f"{secrets.randbelow(10**RANDOM):0{RANDOM}d}")


def grouped(code: str) -> str:
    """As it is shown, in groups of four.

    >>> grouped("0" * 30 + "98")
    '0000 0000 0000 0000 0000 0000 0000 0098'
    """
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def canonical(typed: str) -> str:
    """The code that was meant: digits of any script and width count, signs that set groups apart do not.

    Raises UsageError `box-code-digits` for something that is no digit, `box-code-length` (given, digits), `box-code-mistyped`
    when the last two digits do not fit the others: one wrong digit or two changed places always show.

    >>> canonical("０" * 30 + " 9-8") == "0" * 30 + "98"
    True
    """
    found = [_digit(one) for one in unicodedata.normalize("NFKC", typed[:MOST_TYPED])]
    code = "".join(found)
    if len(code) != DIGITS:
        raise UsageError("box-code-length", given=str(len(code)), digits=str(DIGITS))
    if int(code) % 97 != 1:
        raise UsageError("box-code-mistyped")
    return code


def with_check(bare: str) -> str:
    """Thirty digits, and the two that tell a slip of the pen.

    >>> canonical(with_check("1" * RANDOM)) == with_check("1" * RANDOM)
    True
    """
    return bare + _check(bare)


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    if sign in _KANJI or sign in _ALIKE:
        return _KANJI.get(sign) or _ALIKE[sign]
    if unicodedata.category(sign) in _LEFT_OUT or sign in _DASHES:
        return ""
    raise UsageError("box-code-digits")


def _check(bare: str) -> str:
    """Two digits by ISO/IEC 7064, MOD 97-10: the whole leaves one when divided by ninety-seven."""
    return f"{98 - int(bare) * 100 % 97:02d}"
