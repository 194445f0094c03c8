"""A secret among several people: any k of n put it together again, and k - 1 know nothing of it.

Shamir, How to Share a Secret, Communications of the ACM 22 (11), 1979: every byte of the secret is the value at 0 of a
polynomial of degree k - 1 whose other coefficients are random; a share is its values at one place from 1 to n. Arithmetic
is in the field of 256 elements, as AES has it (FIPS 197, 4: x^8 + x^4 + x^3 + x + 1).

A share that was changed gives another secret and no error. So whoever keeps shares keeps a digest of each beside them
(`commitment_of`): a share holds as many random bytes as the secret, so its digest tells nothing about it.
"""

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from nacl.utils import random

from tadasu.schema import UsageError
from tadasu.web.foundation.vault._sealing import Context, Key, commitment, context

MOST = 255
"""People among whom a secret can be: the places of the field without 0."""

_POLYNOMIAL = 0x11B


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part: the place, from 1, and one byte there for each byte of the secret."""

    place: int
    values: bytes = field(repr=False)

    def __bytes__(self) -> bytes:
        return bytes([self.place]) + self.values


def share_of(kept: bytes) -> Share:
    """From bytes, as `bytes(share)` wrote them."""
    return Share(kept[0], kept[1:])


def split(secret: bytes, *, needed: int, among: int, randomness: Callable[[int], bytes] = random) -> tuple[Share, ...]:
    """`among` shares, of which any `needed` give the secret. Raises UsageError `vault-shares` unless
    2 <= needed <= among <= 255."""
    if not 2 <= needed <= among <= MOST:
        raise UsageError("vault-shares", needed=str(needed), among=str(among))
    polynomials = [bytes([first]) + randomness(needed - 1) for first in secret]
    return tuple(Share(place, bytes(_value(one, place) for one in polynomials)) for place in range(1, among + 1))


def join(shares: Sequence[Share]) -> bytes:
    """The secret, from as many shares as are needed; from fewer, or from changed ones, other bytes.

    Raises UsageError `vault-shares` for two shares of one place, or of different lengths.
    """
    places = [one.place for one in shares]
    lengths = {len(one.values) for one in shares}
    if len(set(places)) != len(places) or 0 in places or len(lengths) != 1:
        raise UsageError("vault-shares", needed=str(len(shares)), among=str(len(set(places))))
    weights = [_weight(place, places) for place in places]
    parts = zip(*(one.values for one in shares), strict=True)
    return bytes(_sum(_times(weight, value) for weight, value in zip(weights, part, strict=True)) for part in parts)


def commitment_of(share: Share, about: Context) -> bytes:
    """A digest that fits this share, there, and no other."""
    return commitment(Key(context("share", about, bytes(share))))


def is_as_dealt(share: Share, about: Context, committed: bytes) -> bool:
    """Whether the share is the one that was dealt."""
    return hmac.compare_digest(commitment_of(share, about), committed)


def _tables() -> tuple[bytes, bytes]:
    """Powers of 3, which generates the field, twice over, and their logarithms."""
    powers, logarithms, one = [], [0] * 256, 1
    for exponent in range(255):
        powers.append(one)
        logarithms[one] = exponent
        doubled = one << 1
        one ^= doubled ^ (_POLYNOMIAL if doubled & 0x100 else 0)  # times 3
    return bytes(powers * 2), bytes(logarithms)


_POWERS, _LOGARITHMS = _tables()


def _times(one: int, other: int) -> int:
    return _POWERS[_LOGARITHMS[one] + _LOGARITHMS[other]] if one and other else 0


def _over(one: int, other: int) -> int:
    return _POWERS[_LOGARITHMS[one] + 255 - _LOGARITHMS[other]] if one else 0


def _sum(parts: Iterable[int]) -> int:
    return reduce(xor, parts, 0)


def _value(polynomial: bytes, place: int) -> int:
    """Horner's rule; coefficients from the constant upwards."""
    found = 0
    for coefficient in reversed(polynomial):
        found = _times(found, place) ^ coefficient
    return found


def _weight(place: int, places: Sequence[int]) -> int:
    """Lagrange's weight of a place for the value at 0."""
    found = 1
    for other in places:
        if other != place:
            found = _times(found, _over(other, other ^ place))
    return found
