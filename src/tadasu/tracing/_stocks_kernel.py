"""The books of tainted share, for its loop: what each company holds, how more is mixed in, and exact arithmetic for both.

A stock is what a company holds of one product: the least and the most that can lie there, and what part of it is surely
tainted and surely clean. Whatever is neither may be either. Both parts are lower bounds and go through the same steps;
the most that can be tainted is what is not surely clean.
"""

from typing import NamedTuple

import numpy as np

from tadasu.names import step

UNIT = 10**15
"""Parts of a whole in which taint is kept: it is rounded once for each arrival, so a million arrivals cost 10^-9."""

MOST_STOCK = 10**18
"""The greatest amount that is counted. More counts as this much at least, and without bound at most."""

UNBOUNDED = 1 << 62
"""A most that nobody knows."""

LEAST, MOST, TAINTED, CLEAN = 0, 1, 2, 3
"""Columns of `stock`: bounds of the amount, parts that are surely tainted and surely clean."""

START, SIZE, GROWN = 0, 1, 2
"""Columns of `firm`: where a company's stocks begin, how many there are, how often their room was doubled."""

FIRST = 2
"""Room for stocks that a company begins with."""

_DIGIT = 30
_DIGIT_MASK = (1 << _DIGIT) - 1


class Books(NamedTuple):
    """Who holds what: a company's stocks lie side by side in `product` and `stock`, by first arrival, and move when they grow.

    Chained one by one, those of a large trader would be all over the memory, and each look would have to wait for it.
    `free` (by times doubled) leads to the first room given up, its `product` to the next, -1 to none; `used[0]` rows are
    given out.
    """

    firm: np.ndarray
    product: np.ndarray
    stock: np.ndarray
    free: np.ndarray
    used: np.ndarray


@step
def put(company, good, least, most, tainted, clean, books):
    """Mix from `least` to `most` of a product into a company's stock of it."""
    r = _stock_of(company, good, books)
    _mix(r, TAINTED, tainted, least, most, books.stock)
    _mix(r, CLEAN, clean, least, most, books.stock)
    books.stock[r, LEAST] = min(books.stock[r, LEAST] + least, MOST_STOCK)
    books.stock[r, MOST] = plus(books.stock[r, MOST], most)


@step
def _stock_of(company, good, books):
    """The row of a company's stock of a product, an empty one if it has none."""
    firm = books.firm[company]
    for r in range(firm[START], firm[START] + firm[SIZE]):
        if books.product[r] == good:
            return r
    if firm[SIZE] == 0:
        firm[GROWN] = 0
        firm[START] = _room(0, books)
    elif firm[SIZE] == FIRST << firm[GROWN]:
        _grow(firm, books)
    new = firm[START] + firm[SIZE]
    firm[SIZE] += 1
    books.product[new] = good
    books.stock[new, LEAST] = 0
    books.stock[new, MOST] = 0
    return int(new)


@step
def _grow(firm, books):
    """Move a company's stocks to a room of twice the size."""
    old = firm[START]
    new = _room(firm[GROWN] + 1, books)
    for i in range(firm[SIZE]):
        books.product[new + i] = books.product[old + i]
        for column in range(4):
            books.stock[new + i, column] = books.stock[old + i, column]
    books.product[old] = books.free[firm[GROWN]]
    books.free[firm[GROWN]] = old
    firm[START] = new
    firm[GROWN] += 1


@step
def _room(grown, books):
    """Where a room begins that was doubled so often: one given up, else a new one."""
    start = np.int64(books.free[grown])
    if start >= 0:
        books.free[grown] = books.product[start]
    else:
        start = np.int64(books.used[0])
        books.used[0] += FIRST << grown
    return start


@step
def _mix(r, kind, incoming, least, most, stock):
    """The smallest part that the mixture can have: little comes to much if it would raise it, else much to little."""
    lies = stock[r, kind]
    if stock[r, MOST] == 0:
        stock[r, kind] = incoming
    elif incoming > lies:
        if stock[r, MOST] != UNBOUNDED:
            gain, _ = part(incoming - lies, least, stock[r, MOST] + least, 0)
            stock[r, kind] = lies + gain
    elif incoming < lies:
        if most == UNBOUNDED:
            stock[r, kind] = incoming
        else:
            whole = stock[r, LEAST] + most
            loss, _ = part(lies - incoming, most, whole, whole - 1)
            stock[r, kind] = lies - loss


@step
def plus(one, other):
    """Sum of two greatest amounts, without bound beyond what is counted."""
    if one == UNBOUNDED or other == UNBOUNDED or one + other > MOST_STOCK:
        return UNBOUNDED
    return one + other


@step
def scaled(amount, by, per, up):
    """amount * by / per, rounded up or down; beyond what is counted the greatest amount, or without bound if up."""
    if by == per or amount == 0 or amount == UNBOUNDED:
        return amount
    whole, rest = amount // per, amount % per
    if whole <= MOST_STOCK // by:
        over = rest * by
        found = whole * by + (over + per - 1 if up else over) // per
        if found <= MOST_STOCK:
            return found
    return UNBOUNDED if up else MOST_STOCK


@step
def part(amount, a, n, rest):
    """Quotient and remainder of amount * a + rest by n, exact, though the product has twice the bits of an int64.

    0 <= a <= n, 1 <= n < 2^60, 0 <= amount <= 2^60, 0 <= rest < n. In two digits of 30 bits; each digit is below 2^32, so
    that the floating-point quotient, good to 2^-50 of itself, is wrong by one at most and the wrapped remainder mends it.
    """
    upper, lower = amount >> _DIGIT, amount & _DIGIT_MASK
    first, left = _digit(float(upper) * float(a) / float(n), upper, a, 0, n)
    second, left = _digit(
        (float(left) * (1 << _DIGIT) + float(lower) * float(a) + float(rest)) / float(n), lower, a,
        np.uint64(left) * np.uint64(1 << _DIGIT) + np.uint64(rest), n,
    )  # fmt: skip
    return (first << _DIGIT) + second, left


@step
def _digit(guess, digit, a, more, n):
    """The whole quotient near `guess` of digit * a + more by n, and its remainder."""
    q = np.int64(guess)
    left = np.int64(np.uint64(digit) * np.uint64(a) + np.uint64(more) - np.uint64(q) * np.uint64(n))
    if left < 0:
        q -= 1
        left += n
    elif left >= n:
        q += 1
        left -= n
    return q, left
