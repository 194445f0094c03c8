"""The numba loop of tainted share: declarations one after the other, out of the stocks of sellers into those of buyers.

Arrays only. All arithmetic is in whole numbers and exact before it is rounded; `_stocks_kernel` has the books.
"""

from typing import NamedTuple

import numpy as np

from tadasu.names import kernel, step
from tadasu.tracing._stocks_kernel import (
    CLEAN,
    FIRST,
    LEAST,
    MOST,
    MOST_STOCK,
    SIZE,
    START,
    TAINTED,
    UNBOUNDED,
    UNIT,
    part,
    plus,
    put,
    scaled,
)

MILLION = 10**6
"""Parts of a whole in which results are told."""

GUARD = 10**4
"""Of UNIT: a part that lacks less than this to a whole millionth is told as that, or 62 % would be told as 61.9999 %."""

_THOUSAND = 1000


class Lines(NamedTuple):
    """What the loop reads of the declarations; amounts are -1 where unknown."""

    seller: np.ndarray
    buyer: np.ndarray
    product: np.ndarray
    least: np.ndarray
    most: np.ndarray
    touched: np.ndarray
    begins: np.ndarray


class Table(NamedTuple):
    """What goes into what (the product made first), and the thousandths of input that one of output needs.

    Empty needs mean one for one.
    """

    allowed: np.ndarray
    need_least: np.ndarray
    need_most: np.ndarray


class Draw(NamedTuple):
    """The stocks that one declaration can come from, and the least and most that each can yield."""

    row: np.ndarray
    least: np.ndarray
    most: np.ndarray


@kernel
def run(first, low, high, lines, table, books, share):
    """Declarations `low` to `high` in the order they have; where it stopped: before one for which a row might be lacking.

    Row 0 of `share` (rows, 3) is declaration `first`; it becomes least, most and seen in millionths.
    """
    products = table.allowed.shape[0]
    draw = Draw(np.empty(products, np.int64), np.empty(products, np.int64), np.empty(products, np.int64))
    for e in range(low, high):
        if books.used[0] + FIRST * products > books.stock.shape[0]:
            return e
        tainted, clean, seen = 0, UNIT, MILLION
        if not lines.begins[e]:
            tainted, clean, seen = _take(e, lines, table, books, draw)
        if lines.touched[e]:
            tainted, clean = UNIT, 0
        share[e - first, 0] = (tainted + GUARD) // (UNIT // MILLION)
        share[e - first, 1] = MILLION - (clean + GUARD) // (UNIT // MILLION)
        share[e - first, 2] = seen
        least = max(lines.least[e], 0)
        most = UNBOUNDED if lines.most[e] < 0 else lines.most[e]
        put(lines.buyer[e], lines.product[e], least, most, tainted, clean, books)
    return high


@step
def _take(e, lines, table, books, draw):
    """Take a declaration out of its seller's stocks: surely tainted, surely clean, and millionths of it that were seen."""
    found, base = _gather(e, lines, table, books, draw)
    if found == 0:
        return 0, 0, 0
    unknown = lines.least[e] < 0
    need_least = 0 if unknown else scaled(lines.least[e], base, _THOUSAND, False)
    need_most = UNBOUNDED if unknown else scaled(lines.most[e], base, _THOUSAND, True)
    least, most, mean, exact = 0, 0, 0, True
    for i in range(found):
        least = min(least + draw.least[i], MOST_STOCK)
        most = plus(most, draw.most[i])
        mean = plus(mean, draw.least[i] if draw.most[i] == UNBOUNDED else draw.most[i])
        exact = exact and draw.least[i] == draw.most[i]
    crowded = mean == UNBOUNDED
    tainted = _least_mean(TAINTED, found, least, exact, crowded, books.stock, draw)
    clean = _least_mean(CLEAN, found, least, exact, crowded, books.stock, draw)
    seen = 0
    if not unknown and need_most == UNBOUNDED:
        tainted, clean = 0, 0
    elif not unknown:
        seen, _ = part(MILLION, min(least, need_most), need_most, 0)
        if least < need_most:
            tainted = min(tainted, _covered(TAINTED, found, need_most, books.stock, draw))
            clean = min(clean, _covered(CLEAN, found, need_most, books.stock, draw))
    _leave(LEAST, found, least, need_most, books.stock, draw)
    _leave(MOST, found, most, need_least, books.stock, draw)
    for i in range(found):
        r = draw.row[i]
        books.stock[r, LEAST] = min(books.stock[r, LEAST], books.stock[r, MOST])
    return tainted, clean, seen


@step
def _gather(e, lines, table, books, draw):
    """Fill `draw`; how many stocks there are, and the need (thousandths) by which yields and the amount are measured.

    Yields are told in input of the greatest need among them, so that nothing is rounded where all needs are the same.
    """
    good = lines.product[e]
    found = 0
    base = np.int64(_THOUSAND)
    measured = table.need_most.shape[0] > 0
    start = books.firm[lines.seller[e], START]
    for r in range(start, start + books.firm[lines.seller[e], SIZE]):
        if table.allowed[good, books.product[r]] and books.stock[r, MOST] > 0:
            draw.row[found] = r
            if measured:
                need = np.int64(table.need_most[good, books.product[r]])
                if found == 0 or need > base:
                    base = need
            found += 1
    for i in range(found):
        r = draw.row[i]
        draw.least[i] = books.stock[r, LEAST]
        draw.most[i] = books.stock[r, MOST]
        if measured:
            p = books.product[r]
            draw.least[i] = scaled(draw.least[i], base, np.int64(table.need_most[good, p]), False)
            draw.most[i] = scaled(draw.most[i], base, np.int64(table.need_least[good, p]), True)
    return found, base


@step
def _least_mean(kind, found, least, exact, crowded, stock, draw):
    """The smallest part of that kind that a mixture of the stocks can have, each weighing from its least to its most."""
    smallest = stock[draw.row[0], kind]
    greatest = smallest
    for i in range(1, found):
        smallest = min(smallest, stock[draw.row[i], kind])
        greatest = max(greatest, stock[draw.row[i], kind])
    if smallest == greatest or least == 0 or crowded:
        return smallest
    best = _mean(kind, found, -1, stock, draw)
    better = best
    while not exact:
        better = _mean(kind, found, best, stock, draw)
        if better >= best:
            break
        best = better
    for i in range(found):
        if draw.most[i] == UNBOUNDED:
            best = min(best, stock[draw.row[i], kind])
    return best


@step
def _mean(kind, found, heavy, stock, draw):
    """Mean part of that kind, stocks with a part of at most `heavy` weighing their most if that is bounded."""
    total = 0
    for i in range(found):
        more = draw.most[i] != UNBOUNDED and stock[draw.row[i], kind] <= heavy
        total += draw.most[i] if more else draw.least[i]
    mean, rest = 0, 0
    for i in range(found):
        more = draw.most[i] != UNBOUNDED and stock[draw.row[i], kind] <= heavy
        one, rest = part(stock[draw.row[i], kind], draw.most[i] if more else draw.least[i], total, rest)
        mean += one
    return mean


@step
def _covered(kind, found, need, stock, draw):
    """That kind's part of the whole need when the least that is there is all there is, and less than the need."""
    covered, rest = 0, 0
    for i in range(found):
        one, rest = part(stock[draw.row[i], kind], draw.least[i], need, rest)
        covered += one
    return covered


@step
def _leave(bound, found, total, need, stock, draw):
    """Leave of each stock what `need` out of `total` leaves, in whole amounts whose sum is as exact as one of them."""
    if need == 0 or total == UNBOUNDED:
        return
    rest = 0
    for i in range(found):
        if need >= total:
            stock[draw.row[i], bound] = 0
        else:
            stock[draw.row[i], bound], rest = part(stock[draw.row[i], bound], total - need, total, rest)
