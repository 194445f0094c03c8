"""What apps say against erasing a record: a hold of a desk, which the vault knows nothing of, is asked before anything goes.

Register in the `ready` of an app. What the holder of a code takes back (`forget`) is not asked about: that was promised to them.
"""

from collections.abc import Callable
from uuid import UUID

Refusing = Callable[[UUID], None]
"""Takes the id of a record; raises UsageError where it must stay."""

_REFUSING: list[Refusing] = []


def register(refusing: Refusing) -> None:
    """Once an app."""
    if refusing not in _REFUSING:
        _REFUSING.append(refusing)


def refuse_kept(record: UUID) -> None:
    """Raises UsageError of the app that keeps it."""
    for one in _REFUSING:
        one(record)
