"""Tainted share: what part of a declaration's goods was made from goods that a finding touches.

Companies keep stocks by product; what arrives mixes with what lies there, and what leaves is taken out of all stocks it
may have been made from, in proportion. Where something is not known the share is an interval that holds whatever it was.
`docs/tainted-share.md` begins with an example and proves the bounds; decision 11 names the models that were not taken;
`tests/oracles/share.py` is the slow plain twin.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tadasu.schema import UsageError
from tadasu.tracing import _checked
from tadasu.tracing._share_kernel import Lines, Table, run
from tadasu.tracing._stocks_kernel import Books
from tadasu.tracing._trade import UNKNOWN, Trade
from tadasu.tracing._weights import NOTHING

MOST_AMOUNT = 10**15
"""The greatest amount of one declaration: a million tonnes in milligrams."""

_FIRST_ROOM = 1 << 12
_MOST_NEED = 2 * 10**9  # two million kilograms of input for one of output: more than any ore


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """The goods of each declaration of a trade, in its order: how much, touched by a finding, beginning with the seller.

    `least` and `most` are int64 amounts in one small unit for all, milligrams or thousandths of one currency's unit; both
    are UNKNOWN where no amount is known. `touched` and `begins` are bool.
    """

    least: NDArray[np.int64]
    most: NDArray[np.int64]
    touched: NDArray[np.bool_]
    begins: NDArray[np.bool_]

    @classmethod
    def build(
        cls,
        *,
        amount: ArrayLike,
        most_amount: ArrayLike | None = None,
        seed: ArrayLike | None = None,
        begins: ArrayLike | None = None,
    ) -> "Lots":
        """Check the columns; all in the order of the trade, not of the file.

        `amount` is known exactly, or at least and with `most_amount` at most; 0 in both or -1 is unknown, since goods
        weigh something. `seed[i]` above NOTHING says that a finding touches declaration i by itself, as in `trace`.
        `begins[i]` says that nothing needs to be looked for upstream of it: its goods were grown, mined or examined at
        this seller, which its caller must be able to show. Raises UsageError `trade-column`.

        >>> Lots.build(amount=[5_000_000, 0, -1]).most.tolist()
        [5000000, -1, -1]
        """
        least = _whole("amount", amount, UNKNOWN, MOST_AMOUNT)
        size = least.size
        most = least if most_amount is None else _whole("most_amount", most_amount, UNKNOWN, MOST_AMOUNT, size)
        unknown = (least < 0) | (most <= 0)
        least, most = np.where(unknown, UNKNOWN, least), np.where(unknown, UNKNOWN, most)
        if (least > most).any():
            raise UsageError("trade-column", column="most_amount", value=str(int(most[least > most][0])))
        touched = None if seed is None else _whole("seed", seed, NOTHING, 0, size) > NOTHING
        return cls(least=least, most=most, touched=_marks("seed", touched, size), begins=_marks("begins", begins, size))

    def __len__(self) -> int:
        return int(self.least.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Makings:
    """What may be made from what, and of how much.

    `allowed[p, q]` (uint8) is 1 where product p may go into product q. One unit of q made from p alone needs from
    `need_least[p, q]` to `need_most[p, q]` thousandths of a unit of p (int32); without them, one for one. Units are those
    of the lots: kilograms for a kilogram, or purchase value for sales value. Raises UsageError `trade-column`.
    """

    allowed: NDArray[np.uint8]
    need_least: NDArray[np.int32] | None = None
    need_most: NDArray[np.int32] | None = None

    def __post_init__(self) -> None:
        shape = self.allowed.shape
        if len(shape) != 2 or shape[0] != shape[1] or self.allowed.dtype != np.uint8:
            raise UsageError("trade-column", column="allowed", value=f"{self.allowed.dtype} {shape}")
        if self.need_least is None and self.need_most is None:
            return
        for name, need in (("need_least", self.need_least), ("need_most", self.need_most)):
            if need is None or need.shape != shape or need.dtype != np.int32:
                raise UsageError(
                    "trade-column", column=name, value="" if need is None else f"{need.dtype} {need.shape}"
                )
        if not self._needs_in_order():
            raise UsageError("trade-column", column="need_least", value="")

    def _needs_in_order(self) -> bool:
        assert self.need_least is not None
        assert self.need_most is not None
        used = self.allowed > 0
        least, most = self.need_least[used], self.need_most[used]
        return bool((least >= 1).all() and (least <= most).all() and (most <= _MOST_NEED).all())

    def table(self) -> Table:
        """As the loop reads it."""
        none = np.zeros((0, 0), np.int32)
        least, most = (none if need is None else need for need in (self.need_least, self.need_most))
        return Table(*(np.ascontiguousarray(array.T) for array in (self.allowed, least, most)))


@dataclass(slots=True, kw_only=True)
class Stocks:
    """Who holds what after the first `done` declarations: enough to go on from there.

    Arrays and columns are as in `_stocks_kernel`.
    """

    books: Books
    done: int = 0

    @classmethod
    def start(cls, companies: int) -> "Stocks":
        """Nobody holds anything."""
        return cls(
            books=Books(
                firm=np.zeros((companies, 3), np.int32),
                product=np.empty(_FIRST_ROOM, np.int32),
                stock=np.empty((_FIRST_ROOM, 4), np.int64),
                free=np.full(32, -1, np.int32),
                used=np.zeros(1, np.int64),
            )
        )

    def copy(self) -> "Stocks":
        """One that can go on without changing this one."""
        return replace(self, books=Books(*(array.copy() for array in self.books)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of each declaration, in the order of the trade, int32 parts in a million.

    `least` (rounded down) and `most` (rounded up) bound what was made from touched goods. `seen` (rounded down) is how
    much of what the seller needed for it surely lay in its stocks; 0 where the amount is unknown.
    """

    least: NDArray[np.int32]
    most: NDArray[np.int32]
    seen: NDArray[np.int32]


def tainted_shares(trade: Trade, lots: Lots, makings: Makings) -> Shares:
    """The shares of a whole trade. Order matters, since stocks run out: by day, and within a day as the trade has it.

    A mill sells 3 of yarn that a finding touches and another sells 1 that none does; the weaver sells 2 of cloth:

    >>> trade = Trade.build(seller=[0, 1, 2], buyer=[2, 2, 3], product=[0, 0, 1], day=[1, 2, 3], weight=[0, 0, 0])
    >>> lots = Lots.build(amount=[3, 1, 2], seed=[0, NOTHING, NOTHING], begins=[True, True, False])
    >>> shares = tainted_shares(trade, lots, Makings(allowed=np.array([[1, 1], [0, 1]], np.uint8)))
    >>> shares.least.tolist(), shares.most.tolist(), shares.seen.tolist()
    ([1000000, 0, 750000], [1000000, 0, 750000], [1000000, 1000000, 1000000])
    """
    return advance_shares(Stocks.start(trade.companies), trade, lots, makings)


def advance_shares(stocks: Stocks, trade: Trade, lots: Lots, makings: Makings, *, until: int | None = None) -> Shares:
    """Go on from `stocks.done` to `until` or the end; the stocks change in place.

    Returns the shares of the declarations passed, the first of them that at `stocks.done` before the call.
    """
    low, high = stocks.done, len(trade) if until is None else until
    products = makings.allowed.shape[0]
    if len(lots) != len(trade):
        raise UsageError("trade-column", column="amount", value=str(len(lots)))
    if not low <= high <= len(trade):
        raise UsageError("trade-column", column="until", value=str(high))
    if len(stocks.books.firm) < trade.companies:
        raise UsageError("trade-column", column="stocks", value=str(len(stocks.books.firm)))
    _checked.products(trade.product, products)
    lines = Lines(trade.seller, trade.buyer, trade.product, lots.least, lots.most, lots.touched, lots.begins)
    share = np.empty((high - low, 3), np.int32)
    table = makings.table()
    while stocks.done < high:
        stocks.done = run(low, stocks.done, high, lines, table, stocks.books, share)
        if stocks.done < high:
            stocks.books = stocks.books._replace(
                product=_doubled(stocks.books.product), stock=_doubled(stocks.books.stock)
            )
    least, most, seen = (np.ascontiguousarray(column) for column in share.T)
    return Shares(least=least, most=most, seen=seen)


def _doubled(rows: NDArray[np.generic]) -> NDArray[np.generic]:
    more = np.empty((2 * len(rows), *rows.shape[1:]), rows.dtype)
    more[: len(rows)] = rows
    return more


def _whole(name: str, values: ArrayLike, least: int, most: int, size: int | None = None) -> NDArray[np.int64]:
    column = np.asarray(values)
    if column.size == 0:
        column = column.astype(np.int64)
    usable = column.ndim == 1 and np.issubdtype(column.dtype, np.integer) and size in (None, column.size)
    if not usable or (column.size and not least <= int(column.min()) <= int(column.max()) <= most):
        raise UsageError("trade-column", column=name, value=f"{column.dtype} {column.shape}")
    return np.ascontiguousarray(column, np.int64)


def _marks(name: str, values: ArrayLike | None, size: int) -> NDArray[np.bool_]:
    column = np.zeros(size, np.bool_) if values is None else np.asarray(values)
    if column.shape != (size,) or (size and column.dtype != np.bool_):
        raise UsageError("trade-column", column=name, value=f"{column.dtype} {column.shape}")
    return np.ascontiguousarray(column, np.bool_)
