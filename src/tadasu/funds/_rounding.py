"""The room rounds in two ways only: a quotient half to even, once, at the last step; a whole into parts by largest remainder."""

from collections.abc import Sequence

from tadasu.schema import UsageError

MILLION = 1_000_000
"""Shares are whole parts per million."""


def half_even(numerator: int, denominator: int) -> int:
    """The nearest whole number; of two equally near the even one.

    >>> [half_even(one, 2) for one in (1, 3, 5, -1, -3)]
    [0, 2, 2, 0, -2]
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        whole += 1
    return whole


def share_of(amount: int, whole: int) -> int:
    """An amount as parts per million of a whole, half to even; 0 of nothing.

    >>> share_of(1, 3), share_of(1, 0)
    (333333, 0)
    """
    return half_even(amount * MILLION, whole) if whole else 0


def at_most(amount: int, share: int) -> int:
    """The largest whole number that is no more than a share (parts per million) of an amount: a limit is rounded down.

    >>> at_most(999, 150_000)
    149
    """
    return amount * share // MILLION


def allocate(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """A whole number of smallest units divided by weights, so that the parts are the whole again.

    Each part gets its quotient rounded down; what is left goes, a unit each, to the largest remainders, of equal ones to the
    first. A negative total is the mirror image of the positive one.

    >>> allocate(100, (1, 1, 1)), allocate(-5, (1, 1)), allocate(1, (0, 3, 3))
    ((34, 33, 33), (-3, -2), (0, 1, 0))

    Raises UsageError for a negative weight, and where all are zero but the total is not.
    """
    whole = sum(shares)
    if any(one < 0 for one in shares) or (whole == 0 and total != 0):
        raise UsageError("funds-shares")
    if total < 0:
        return tuple(-one for one in allocate(-total, shares))
    if whole == 0:
        return tuple(0 for _ in shares)
    parts = [total * one // whole for one in shares]
    if left := total - sum(parts):
        remainders = sorted(range(len(shares)), key=lambda number: (-(total * shares[number] % whole), number))
        for number in remainders[:left]:
            parts[number] += 1
    return tuple(parts)
