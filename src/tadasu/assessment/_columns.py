"""Declarations and the companies they were resolved to -> the columns that tracing reads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._companies import Companies
from tadasu.goods import HsCode, product_of
from tadasu.schema import Declaration
from tadasu.tracing import LINK, UNKNOWN, Trade

MILLIGRAMS = {"GRM": 10**3, "KGM": 10**6, "TNE": 10**9, "LBR": 453_592, "ONZ": 28_350}
"""Milligrams in a unit (UN/ECE Recommendation 20); the pound is 453.592 g, as its definition has it to the milligram."""

MOST_AMOUNT = 10**15

SUBHEADING = 6
"""Digits of a code that all countries share."""

_EPOCH = date(1970, 1, 1)
_PIECES = re.compile(r"([^0-9]+|)([0-9]*)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Declarations by day and id with what tracing needs; entry i of every column is `declarations[i]`.

    `trade` holds only the lines whose good is a product: `place[i]` is its position there, or -1. Its last company is
    nobody: the buyer of what feeds no one, a sale to oneself or a denied link that is to be left out. `milligrams` and
    `value` (thousandths of a unit of `currency`) are -1 where they are not known; `value` also where another currency
    than the most used one was declared.
    `codes[code[i]]` is the HS code of line i of `trade` as it was declared, to its subheading: a finding on a subheading
    does not touch its sisters, though goods are followed by heading. `contested[i]` says whether line i of `trade` is denied.
    """

    declarations: tuple[Declaration, ...]
    trade: Trade
    place: NDArray[np.int32]
    seller: NDArray[np.int32]
    buyer: NDArray[np.int32]
    milligrams: NDArray[np.int64]
    value: NDArray[np.int64]
    currency: str
    countries: tuple[str, ...]
    codes: tuple[str, ...]
    code: NDArray[np.int16]
    contested: NDArray[np.bool_]


def lines_of(declarations: Sequence[Declaration], companies: Companies, *, without_contested: bool = False) -> Lines:
    """Put declarations into columns. Of one day they stand in the order of their ids, which `tainted_shares` depends on;
    numbers in ids count as numbers."""
    ordered = tuple(sorted(declarations, key=lambda one: (one.day, natural(one.id))))
    size = len(ordered)
    countries = tuple(sorted({_made_in(one) for one in ordered} - {""}))
    country_number = {country: n for n, country in enumerate(countries)}
    products: dict[str, int | None] = {}
    for one in ordered:
        if one.good not in products:
            products[one.good] = product_of(HsCode(one.good))
    known = np.array([products[one.good] is not None for one in ordered], np.bool_)
    used = [one for one, there in zip(ordered, known.tolist(), strict=True) if there]
    codes = {good: number for number, good in enumerate(dict.fromkeys(one.good[:SUBHEADING] for one in used))}
    seller = np.fromiter((companies.of(one.seller) for one in ordered), np.int32, size)
    buyer = np.fromiter((companies.of(one.buyer) for one in ordered), np.int32, size)
    contested = np.array([one.contested for one in ordered], np.bool_)
    denied = contested & without_contested
    nobody = len(companies.entities)
    receiver = np.where((seller == buyer) | denied, np.int32(nobody), buyer)
    place = np.full(size, -1, np.int32)
    place[known] = np.arange(len(used), dtype=np.int32)
    currency = most_used(ordered)
    return Lines(
        declarations=ordered,
        trade=Trade.build(
            seller=seller[known],
            buyer=receiver[known],
            product=np.array([products[one.good] for one in used], np.int32),
            day=np.array([(one.day - _EPOCH).days for one in used], np.int32),
            weight=np.array([LINK[one.certainty] for one in used], np.int32),
            country=np.array([country_number.get(_made_in(one), UNKNOWN) for one in used], np.int32),
            companies=nobody + 1,
        ),
        place=place,
        seller=seller,
        buyer=buyer,
        milligrams=np.fromiter((_milligrams(one) for one in ordered), np.int64, size),
        value=np.fromiter((value_in(one, currency) for one in ordered), np.int64, size),
        currency=currency,
        countries=countries,
        codes=tuple(codes),
        code=np.fromiter((codes[one.good[:SUBHEADING]] for one in used), np.int16, len(used)),
        contested=contested[known],
    )


def natural(text: str) -> tuple[tuple[str, int, str], ...]:
    """Sorts row 9 before row 10; what differs in leading zeros alone stays apart.

    >>> sorted(["a10", "a9", "b"], key=natural)
    ['a9', 'a10', 'b']
    """
    pieces = ((word, digits.lstrip("0")) for word, digits in _PIECES.findall(text))
    return (*((word, len(number), number) for word, number in pieces), (text, 0, ""))


def _made_in(one: Declaration) -> str:
    return one.origin_country or one.seller.country


def _milligrams(one: Declaration) -> int:
    """From the net weight, else from the quantity when its unit is one of weight."""
    for amount in (one.weight, one.quantity):
        if amount is not None and amount.unit in MILLIGRAMS:
            return _bounded(amount.amount * MILLIGRAMS[amount.unit])
    return -1


def value_in(one: Declaration, currency: str) -> int:
    """The declared value in thousandths of a unit of the currency; -1 where none is known, or in another."""
    return -1 if one.value is None or one.value.currency != currency else _bounded(one.value.amount * 1000)


def _bounded(amount: Decimal) -> int:
    whole = int(amount)
    return whole if 0 < whole <= MOST_AMOUNT else -1


def most_used(declarations: Iterable[Declaration]) -> str:
    """The currency of most declarations, of several the first; nothing where no value is known."""
    counts: dict[str, int] = {}
    for one in declarations:
        if one.value is not None:
            counts[one.value.currency] = counts.get(one.value.currency, 0) + 1
    return max(sorted(counts), key=lambda code: counts[code], default="")
