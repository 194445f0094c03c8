"""Pairs of signs that stand side by side in a text, as numbers: what makes a search of two characters find its texts by an index.

A trigram index cannot: it has three signs a key, and of a search of two the signs around them are not known. Nor can an index
on arrays or patterns be used under row-level security, because PostgreSQL lets only "leakproof" comparisons run before the
policy; equality of numbers is one (docs/parties.md has both measured).
"""

from itertools import pairwise

_PLACE = 1 << 21
"""More than any sign of Unicode."""


def grams(text: str) -> frozenset[int]:
    """Of a folded text; without blanks at the edge of a pair.

    >>> sorted(grams("新疆棉")) == sorted([ord("新") * 2**21 + ord("疆"), ord("疆") * 2**21 + ord("棉")])
    True
    """
    return frozenset(
        ord(one) * _PLACE + ord(other) for one, other in pairwise(text) if not one.isspace() and not other.isspace()
    )
