"""The slow twin of the vault's shares: the field of 256 elements by long multiplication, and what shares have in common by
trying every polynomial."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product


def times(one: int, other: int) -> int:
    """The product as polynomials over two elements, divided by x^8 + x^4 + x^3 + x + 1."""
    found = 0
    for bit in range(8):
        if other >> bit & 1:
            found ^= one << bit
    for bit in range(15, 7, -1):
        if found >> bit & 1:
            found ^= 0x11B << (bit - 8)
    return found


def value(polynomial: Sequence[int], place: int) -> int:
    """Of the polynomial there: each power by itself."""
    found = 0
    for exponent, coefficient in enumerate(polynomial):
        power = 1
        for _ in range(exponent):
            power = times(power, place)
        found ^= times(coefficient, power)
    return found


def secrets_behind(shares: Mapping[int, int], degree: int) -> Iterator[int]:
    """The value at 0 of every polynomial of this degree, or less, that goes through these places."""
    for polynomial in product(range(256), repeat=degree + 1):
        if all(value(polynomial, place) == said for place, said in shares.items()):
            yield polynomial[0]
