"""Content that was published and that another app holds: the app says here how its bytes are read, so that a package for a court
holds them too."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tadasu.web.evidence.custody.models import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The bytes as they came, what a file of them is called, and their media type."""

    name: str
    type: str
    content: bytes = field(repr=False)


Holding = Callable[[Item], Held | None]
"""Takes an item; None for one that it does not hold."""

_HOLDING: list[Holding] = []


def register(holding: Holding) -> None:
    """In the `ready` of an app that holds what was published."""
    if holding not in _HOLDING:
        _HOLDING.append(holding)


def held_of(item: Item) -> Held | None:
    """What an app that runs here holds of an item; the first that knows it."""
    return next((found for holding in _HOLDING if (found := holding(item)) is not None), None)
