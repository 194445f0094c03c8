"""Whether whoever an item came from allows that it is told on: the app that received it knows, and is asked before a disclosure
is written down. What was made of an item is asked about as the item is."""

from collections.abc import Callable
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item

SOURCE = "source"
"""The kind of recipient that may always be told: whoever it came from."""

Refusing = Callable[[UUID, str], None]
"""Takes what an item came from (`origin_of`) and a kind of recipient; raises UsageError where it may not be told to them."""

_REFUSING: list[Refusing] = []

_TAKEN_BACK = ("asked", "vault")
"""How an item ended of which nobody can tell any more what its source allows: so nothing."""


def register(refusing: Refusing) -> None:
    """In the `ready` of an app that receives."""
    if refusing not in _REFUSING:
        _REFUSING.append(refusing)


def refuse_unpermitted(item: Item, to: str) -> None:
    """Raises UsageError of the app that received it, or what it was made of, and `custody-taken-back` where that is gone."""
    one: Item | None = item
    while one is not None:
        if one.ended in _TAKEN_BACK and to != SOURCE:
            raise UsageError("custody-taken-back")
        if one.origin_of is not None:
            for refusing in _REFUSING:
                refusing(one.origin_of, to)
        one = one.parent
