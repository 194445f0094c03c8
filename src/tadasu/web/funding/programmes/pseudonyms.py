"""What awards are called in the ledger: an app above says it, and says nothing of an award that whoever asks may not know of. Of
those the ledger shows sums only."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from tadasu.web.foundation.access import Actor

Names = Callable[[Actor, Collection[UUID]], Mapping[UUID, str]]
"""Of these awards those that the actor may know of, by what they are called."""

_NAMES: list[Names] = []


def register(names: Names) -> None:
    """Once, in the `ready` of an app. Raises ValueError for a second one."""
    if _NAMES:
        raise ValueError("awards are named by one app")
    _NAMES.append(names)


def called(actor: Actor, awards: Collection[UUID]) -> Mapping[UUID, str]:
    """What they are called; nothing of those that the actor may not know of. Where no app names awards, none is."""
    return _NAMES[0](actor, awards) if _NAMES and awards else {}
