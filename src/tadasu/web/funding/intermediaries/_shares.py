"""What each level of a chain may keep: together no more than the agreed share of what entered, to the smallest part. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from tadasu.funds import MILLION, policy

POINTS = 10_000
"""Hundredths of a percent in the whole."""


def points_left(above: Sequence[int]) -> int:
    """How many points the next level may keep of what comes to it, after those above kept theirs.

    >>> points_left([]), points_left([1500]), points_left([700])
    (1500, 0, 860)
    """
    comes = Fraction(1)
    for points in above:
        comes *= Fraction(POINTS - points, POINTS)
    reaches = Fraction(MILLION - policy("overhead-share"), MILLION)
    if comes <= reaches:
        return 0
    return int((1 - reaches / comes) * POINTS)
