"""Fingerprints of a text, by which another that repeats it is found: winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003). Pure.

Of every run of `WINDOW` pieces of `PIECE` letters the least hash is kept. Two texts that share `PIECE` + `WINDOW` - 1 letters or
more, blanks, signs and case apart, share a fingerprint at least; so it works in scripts without blanks between words.
"""

import unicodedata
from collections import deque
from hashlib import blake2b

PIECE, WINDOW = 24, 27
"""Letters of a piece, and pieces of a window: 50 letters in common are seen."""

MOST = 4000
"""Fingerprints of one text: of about 50,000 letters."""

SUSPECT = 0.3
"""Share of the shorter text's fingerprints from which a person is asked."""

FEWEST = 4
"""Fingerprints in common below which nobody is asked: about a hundred letters, as long as a quotation may be."""


def fingerprints(text: str) -> frozenset[int]:
    """Numbers of 63 bits.

    >>> one = fingerprints("The gate was locked at night, and the guards kept the keys until the morning shift began.")
    >>> other = fingerprints("THE GATE was locked at night and the guards kept the keys, until the morning shift began!")
    >>> one == other, len(one) > 0, fingerprints("short")
    (True, True, frozenset())
    """
    letters = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    hashes = [_hash(letters[at : at + PIECE]) for at in range(len(letters) - PIECE + 1)]
    found: set[int] = set()
    least: deque[int] = deque()  # places of hashes that may become the least of a window, smallest first
    for at, one in enumerate(hashes):
        while least and hashes[least[-1]] >= one:
            least.pop()
        least.append(at)
        if least[0] <= at - WINDOW:
            least.popleft()
        if at >= WINDOW - 1:
            found.add(hashes[least[0]])
            if len(found) >= MOST:
                break
    return frozenset(found)


def is_suspect(shared: int, one: int, other: int) -> bool:
    """Whether two texts, by how many fingerprints they share and have, are nearly the same or one holds much of the other."""
    return shared >= FEWEST and shared >= SUSPECT * min(one, other)


def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=8).digest()) >> 1
