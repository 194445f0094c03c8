"""The four answers of a rule, and how they combine.

Three of them are Kleene's strong logic of true, false and unknown; the fourth, *conflict*, is told from *undetermined* so
that a reader knows whether to ask for a fact or to settle which source is right. Where both could change an answer, the
missing fact is asked for first: with it the quarrel may not matter.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Verdicts = NDArray[np.uint8]
"""One Verdict a company."""


class Verdict(IntEnum):
    """Unknown never becomes out."""

    OUT = 0
    CONFLICT = 1
    UNDETERMINED = 2
    IN = 3


_NOT = np.array([Verdict.IN, Verdict.CONFLICT, Verdict.UNDETERMINED, Verdict.OUT], np.uint8)
_LEAST_FIRST = np.array([0, 2, 1, 3], np.uint8)
"""Order in which the lesser wins an `all`: out, undetermined, conflict, in. It is its own inverse."""


def all_of(first: Verdicts, second: Verdicts) -> Verdicts:
    """In where both are in, out where one is out.

    >>> all_of(np.array([3, 3, 1], np.uint8), np.array([3, 0, 2], np.uint8)).tolist()
    [3, 0, 2]
    """
    out: Verdicts = _LEAST_FIRST[np.minimum(_LEAST_FIRST[first], _LEAST_FIRST[second])]
    return out


def any_of(first: Verdicts, second: Verdicts) -> Verdicts:
    """In where one is in, out where both are out.

    >>> any_of(np.array([3, 0, 1], np.uint8), np.array([0, 0, 2], np.uint8)).tolist()
    [3, 0, 2]
    """
    return np.maximum(first, second)


def none_of(one: Verdicts) -> Verdicts:
    """In where it is out; what is open stays open."""
    out: Verdicts = _NOT[one]
    return out


def at_least(count: int, several: list[Verdicts]) -> Verdicts:
    """In where at least `count` of them are in.

    The same as any of all the choices of `count`: what is open stays open only while it could change the answer.

    >>> at_least(2, [np.array([v], np.uint8) for v in (3, 2, 0)]).tolist()
    [2]
    """
    sure = np.sum([one == Verdict.IN for one in several], axis=0)
    possible = np.sum([one != Verdict.OUT for one in several], axis=0)
    missing = np.any([one == Verdict.UNDETERMINED for one in several], axis=0)
    open_ = np.where(missing, Verdict.UNDETERMINED, Verdict.CONFLICT)
    out: Verdicts = np.where(sure >= count, Verdict.IN, np.where(possible < count, Verdict.OUT, open_)).astype(np.uint8)
    return out
