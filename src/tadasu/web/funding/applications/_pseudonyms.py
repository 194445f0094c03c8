"""A name that is drawn by lot: it says neither when, nor where, nor how many came before."""

import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are taken for one another."""

_GROUPS, _IN_GROUP = 2, 4


def new_pseudonym() -> str:
    """Forty random bits, as `K7RM-2XQD`.

    >>> len(new_pseudonym()), new_pseudonym()[4]
    (9, '-')
    """
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
