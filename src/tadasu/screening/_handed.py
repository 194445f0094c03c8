"""What a program hands over, looked at before any work begins: entities, numbers that mean something."""

from collections.abc import Iterable
from numbers import Integral, Real

from tadasu.schema import Entity, UsageError


def entities_of(handed: Iterable[Entity]) -> tuple[Entity, ...]:
    """All entities of any iterable, in order.

    Raises UsageError `entities-expected` when there is something else, for example a text or what a reader returned whole.
    """
    if not isinstance(handed, Iterable):
        raise UsageError("entities-expected", value=type(handed).__name__)
    entities = tuple(handed)
    for entity in entities:
        if not isinstance(entity, Entity):
            raise UsageError("entities-expected", value=type(entity).__name__)
    return entities


def is_probability(value: object) -> bool:
    """Whether it is a number from 0 to 1, which neither NaN nor True is."""
    return isinstance(value, Real) and not isinstance(value, bool) and 0 <= float(value) <= 1


def is_count(value: object) -> bool:
    """Whether it is a whole number of at least 1, which True is not."""
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= 1
