"""What loops may be given. They read and write without looking, so every array is looked at before it comes to them.

Each function gives back the array as the loops read it, or raises UsageError `trade-column` with the name of the column.
"""

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import UsageError
from tadasu.tracing._seeds_kernel import first_unusable
from tadasu.tracing._weights import NOTHING

LEAST_STRENGTH = -(10**6)
"""Below every strength of a finding; a chain of twelve from there, over two centuries, still sums to more than NOTHING."""

Whole = NDArray[np.int32] | NDArray[np.int64]


def table(allowed: NDArray[np.uint8], product: NDArray[np.int16]) -> NDArray[np.uint8]:
    """A square uint8 table of goods with an entry for every product."""
    if allowed.ndim != 2 or allowed.shape[0] != allowed.shape[1] or allowed.dtype != np.uint8:
        raise UsageError("trade-column", column="allowed", value=f"{allowed.dtype} {allowed.shape}")
    products(product, len(allowed))
    return np.ascontiguousarray(allowed)


def products(product: NDArray[np.int16], count: int) -> None:
    """Every product is one of so many."""
    if product.size and int(product.max()) >= count:
        raise UsageError("trade-column", column="product", value=str(int(product.max())))


def strengths(column: str, values: Whole, size: int) -> NDArray[np.int32]:
    """So many whole numbers from LEAST_STRENGTH to 0, or NOTHING."""
    if values.shape != (size,) or not np.issubdtype(values.dtype, np.integer):
        raise UsageError("trade-column", column=column, value=f"{values.dtype} {values.shape}")
    if values.dtype != np.int32 and size and not NOTHING <= int(values.min()) <= int(values.max()) <= 0:
        raise UsageError("trade-column", column=column, value=f"{values.min()} {values.max()}")
    narrow = np.ascontiguousarray(values, np.int32)
    place = int(first_unusable(narrow, LEAST_STRENGTH, NOTHING))
    if place < size:
        raise UsageError("trade-column", column=column, value=str(int(narrow[place])))
    return narrow


def places(column: str, values: Whole, size: int) -> NDArray[np.int32]:
    """Positions among so many, each greater than the one before it."""
    if values.ndim != 1 or not (values.size == 0 or np.issubdtype(values.dtype, np.integer)):
        raise UsageError("trade-column", column=column, value=f"{values.dtype} {values.shape}")
    if values.size and not (int(values[0]) >= 0 and int(values[-1]) < size and (values[1:] > values[:-1]).all()):
        raise UsageError("trade-column", column=column, value=f"{int(values.min())} {int(values.max())}")
    return np.ascontiguousarray(values, np.int32)


def place(column: str, value: int, size: int) -> int:
    """One position among so many."""
    if not isinstance(value, int | np.integer) or not 0 <= value < size:
        raise UsageError("trade-column", column=column, value=str(value))
    return int(value)


def layers(layer: NDArray[np.int32], found: int, tiers: int) -> NDArray[np.int32]:
    """Sums of as many exposed declarations as were found, by as many tiers as the rules have."""
    if layer.shape != (found, tiers) or layer.dtype != np.int32:
        raise UsageError("trade-column", column="layer", value=f"{layer.dtype} {layer.shape}")
    return layer
