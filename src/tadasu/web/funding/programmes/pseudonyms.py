"""Names that say nothing, for grantees and applications, drawn by lot: neither year nor office nor order can be read from one.
And what awards are called in the ledger: an app above says it, and nothing of an award that whoever asks may not know of."""

import secrets
from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from tadasu.web.foundation.access import Actor

SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No vowel, so that no word comes about, and nothing that is taken for another sign."""

LENGTH = 8
"""27 ** 8 are 282 thousand million names: of 50,000 two are the same with a chance of one in two hundred, and then one is
drawn anew."""

Names = Callable[[Actor, Collection[UUID]], Mapping[UUID, str]]
"""Of these awards those that the actor may know of, by what they are called."""

_NAMES: list[Names] = []


def drawn() -> str:
    """One, in two groups.

    >>> len(drawn()), drawn()[4]
    (9, '-')
    """
    said = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{said[:4]}-{said[4:]}"


def register(names: Names) -> None:
    """Once, in the `ready` of an app. Raises ValueError for a second one."""
    if _NAMES:
        raise ValueError("awards are named by one app")
    _NAMES.append(names)


def called(actor: Actor, awards: Collection[UUID]) -> Mapping[UUID, str]:
    """What they are called; nothing of those that the actor may not know of. Where no app names awards, none is."""
    return _NAMES[0](actor, awards) if _NAMES and awards else {}
