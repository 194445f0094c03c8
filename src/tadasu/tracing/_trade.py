"""Declarations as columns of whole numbers, sorted by day: what the loops read.

A company is a number from 0, so is a product (`tadasu.goods.products`); a day counts from 1970-01-01. The order of the
declarations within one day never matters to exposure: what arrives on a day may leave on that day.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tadasu.schema import UsageError
from tadasu.tracing._neighbours_kernel import grouped

Number = TypeVar("Number", bound=np.generic)

UNKNOWN = -1
"""A country or place that is not known."""

_LAST_DAY = 73_000  # the year 2169: what lies beyond is a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Parallel columns, one entry a declaration, by day; `row` is its place in the order in which they were given.

    `seller`, `buyer`, `day`, `weight` (at most 0, thousandths of a nat) and `row` are int32; `product` and `country` (of
    origin, else of the seller; UNKNOWN) int16. `companies` is one more than the greatest company number.
    """

    seller: NDArray[np.int32]
    buyer: NDArray[np.int32]
    product: NDArray[np.int16]
    day: NDArray[np.int32]
    weight: NDArray[np.int32]
    country: NDArray[np.int16]
    row: NDArray[np.int32]
    companies: int

    @classmethod
    def build(
        cls,
        *,
        seller: ArrayLike,
        buyer: ArrayLike,
        product: ArrayLike,
        day: ArrayLike,
        weight: ArrayLike,
        country: ArrayLike | None = None,
        companies: int | None = None,
    ) -> "Trade":
        """Sort the columns by day. Raises UsageError `trade-column` when a column is of another length or out of range.

        >>> trade = Trade.build(seller=[1, 0], buyer=[2, 1], product=[7, 7], day=[20_001, 20_000], weight=[0, -105])
        >>> trade.seller.tolist(), trade.row.tolist(), trade.companies
        ([0, 1], [1, 0], 3)
        """
        days = _whole("day", day, 0, _LAST_DAY)
        size = days.size
        sellers = _whole("seller", seller, 0, 2**31 - 2, size)
        buyers = _whole("buyer", buyer, 0, 2**31 - 2, size)
        found = 1 + max(int(sellers.max(initial=-1)), int(buyers.max(initial=-1)))
        if companies is not None and companies < found:
            raise UsageError("trade-column", column="companies", value=str(companies))
        sorted_already = bool((days[1:] >= days[:-1]).all()) if size else True
        order = np.arange(size, dtype=np.int32) if sorted_already else _by_day(days)

        def sort(column: NDArray[Number]) -> NDArray[Number]:
            return column if sorted_already else column[order]

        return cls(
            seller=sort(sellers),
            buyer=sort(buyers),
            product=sort(_whole("product", product, 0, 2**15 - 1, size).astype(np.int16)),
            day=sort(days),
            weight=sort(_whole("weight", weight, -(10**6), 0, size)),
            country=sort(
                np.full(size, UNKNOWN, np.int16)
                if country is None
                else _whole("country", country, UNKNOWN, 2**15 - 1, size).astype(np.int16)
            ),
            row=order,
            companies=found if companies is None else companies,
        )

    def __len__(self) -> int:
        return int(self.day.size)


def _by_day(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Positions in the order of days, those of one day in their own order."""
    first = days.min()
    order: NDArray[np.int32] = grouped(days - first, int(days.max() - first) + 1)[1]
    return order


def _whole(name: str, values: ArrayLike, least: int, most: int, size: int | None = None) -> NDArray[np.int32]:
    column = np.asarray(values)
    if column.size == 0:
        column = column.astype(np.int32)
    usable = column.ndim == 1 and np.issubdtype(column.dtype, np.integer) and size in (None, column.size)
    if not usable or (column.size and not least <= int(column.min()) <= int(column.max()) <= most):
        raise UsageError("trade-column", column=name, value=f"{column.dtype} {column.shape}")
    return np.ascontiguousarray(column, np.int32)
