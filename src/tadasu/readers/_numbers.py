"""Numbers as people write them: 1,234.5 and 1.234,5 and １，２３４, with signs before and words around them.

A comma or full stop with exactly three digits behind it can be either mark. Such a number is never read by itself: what
the other numbers of the file show, or the user, decides for all (`_styles`).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Mark = Literal["", ".", ","]
"""The sign before the decimals; empty when nothing shows which it is."""

MAX_DIGITS = 30
"""Digits in a number; more is no quantity of goods."""

_AROUND = re.compile(r"^(?P<before>[^\d(△▲+\-.,]*)(?P<middle>.*?)(?P<after>[^\d.,)]*)$", re.DOTALL)
_SIGNED = re.compile(r"^(?P<sign>[+\-△▲]?)\s*(?P<open>\(?)(?P<body>[\d.,' ]*\d[.,]?)(?P<close>\)?)(?P<late>-?)$")
_FLOAT = re.compile(r"^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}$")
_BLANKS = re.compile(r"^\d{1,3}(?:[ ']\d{3})+(?=[.,]|$)")
_GROUPED = re.compile(r"^\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?:\.\d{3})+)$")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣ー", "-") | dict.fromkeys("’`´", "'"))
_NOTHING = frozenset({"", "-", "--"})


@dataclass(frozen=True, slots=True)
class Amount:
    """`text` is a plain decimal, empty when the cell holds none; `around` is the currency or unit written beside it.

    `open_to` is the sign that may be either mark, and then `text` is written as if it set off the decimals; `shows` is the
    mark that this number proves. `readable` is False for a text that is no number.
    """

    text: str = ""
    around: str = ""
    open_to: Mark = ""
    shows: Mark = ""
    readable: bool = True

    def value(self, mark: Mark) -> Decimal:
        """The number when `mark` sets off the decimals; `mark` matters only where `open_to` is set."""
        if self.open_to and self.open_to != mark:
            return Decimal(self.text.replace(".", ""))
        return Decimal(self.text)


_UNREADABLE = Amount(readable=False)


def read_amount(text: str) -> Amount:
    """Take a cell apart; whether a number is missing, unreadable or open is in the result.

    >>> read_amount("US$ 1,234.50"), read_amount("(1.234,5 kg)").readable
    (Amount(text='1234.50', around='US$', open_to='', shows='.', readable=True), False)
    >>> read_amount("1,234").value(","), read_amount("1,234").value("."), read_amount("nan").readable
    (Decimal('1.234'), Decimal('1234'), False)
    """
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:  # most cells of most files
        return Amount(text)
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    if plain in _NOTHING:
        return Amount()
    if _FLOAT.fullmatch(plain):
        return Amount(text=format(Decimal(plain), "f"), shows=".")
    apart = _AROUND.match(plain)
    if apart is None:
        return _UNREADABLE
    before, middle, after = (apart[name].strip() for name in ("before", "middle", "after"))
    if after.endswith("-") and not after[:-1].strip():
        middle, after = middle + "-", ""
    signed = _SIGNED.fullmatch(middle)
    if signed is None or bool(signed["open"]) != bool(signed["close"]) or (before and after):
        return _UNREADABLE
    negative = signed["sign"] in ("-", "△", "▲") or bool(signed["open"]) or bool(signed["late"])
    return _body(signed["body"], "-" if negative else "", before or after, full_width="，" in text)


def _body(body: str, sign: str, around: str, *, full_width: bool) -> Amount:
    if blanks := _BLANKS.match(body):
        body = re.sub("[ ']", "", blanks[0]) + body[blanks.end() :]
    if " " in body or "'" in body or sum(map(str.isdigit, body)) > MAX_DIGITS:
        return _UNREADABLE
    stops, commas = body.count("."), body.count(",")
    if not stops and not commas:
        return Amount(sign + body, around)
    if stops and commas:
        mark: Mark = "." if body.rindex(".") > body.rindex(",") else ","
        whole, _, decimals = body.rpartition(mark)
        group = "," if mark == "." else "."
        if mark in whole or not _GROUPED.fullmatch(whole) or not decimals.isdigit():
            return _UNREADABLE
        return Amount(f"{sign}{whole.replace(group, '')}.{decimals}", around, shows=mark)
    only: Mark = "." if stops else ","
    other: Mark = "," if stops else "."
    if stops + commas > 1 or (full_width and only == ","):
        if not _GROUPED.fullmatch(body):
            return _UNREADABLE
        return Amount(sign + body.replace(only, ""), around, shows=other)
    whole, _, decimals = body.partition(only)
    number = f"{sign}{whole or '0'}.{decimals or '0'}"
    if len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0") and not blanks:
        return Amount(number, around, open_to=only)
    return Amount(number, around, shows=only)
