"""Names that say nothing: drawn at random, so that neither year nor office nor order can be read from one. Pure but for
chance."""

import secrets

SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No vowel, so that no word comes about, and nothing that is taken for another sign."""

LENGTH = 8
"""27 ** 8 are 282 thousand million names: of 50,000 two are the same with a chance of one in two hundred, and then one is
drawn anew."""


def drawn() -> str:
    """One, in two groups.

    >>> len(drawn()), drawn()[4]
    (9, '-')
    """
    said = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{said[:4]}-{said[4:]}"
