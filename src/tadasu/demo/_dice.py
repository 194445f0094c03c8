"""Draws that give the same bytes on every Python: only `random.Random.random`, whose sequence the language promises."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def number(rng: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(rng.random() * (high - low + 1))


def pick(rng: Random, things: Sequence[T]) -> T:
    """One of the things."""
    return things[number(rng, 0, len(things) - 1)]


def mixed(rng: Random, things: Sequence[T]) -> list[T]:
    """The things in another order (Fisher and Yates)."""
    out = list(things)
    for last in range(len(out) - 1, 0, -1):
        other = number(rng, 0, last)
        out[last], out[other] = out[other], out[last]
    return out
