"""What changed between two versions of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from tadasu.schema import Entity, EntityId

IGNORED = frozenset({"origin"})
"""Where an entity was read changes with every edition and says nothing about the entity."""

COMPARED = tuple(item.name for item in fields(Entity) if item.name not in IGNORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entity in both versions, with the names of the fields that differ, in the order of `Entity`."""

    old: Entity
    new: Entity
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDiff:
    """Entities by their id: in the new version only, in the old only, in both and different. Each in order of id."""

    added: tuple[Entity, ...]
    removed: tuple[Entity, ...]
    changed: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Do the two versions say the same?"""
        return not (self.added or self.removed or self.changed)


def diff(old: Sequence[Entity], new: Sequence[Entity]) -> ListDiff:
    """Compare two versions of one list by entity id; the order of the entities does not matter."""
    before, after = _by_id(old), _by_id(new)
    both = sorted(before.keys() & after.keys())
    changes = (Change(old=before[key], new=after[key], fields=_differing(before[key], after[key])) for key in both)
    return ListDiff(
        added=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        removed=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        changed=tuple(change for change in changes if change.fields),
    )


def _by_id(entities: Sequence[Entity]) -> Mapping[EntityId, Entity]:
    return {entity.id: entity for entity in reversed(entities)}


def _differing(old: Entity, new: Entity) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if getattr(old, name) != getattr(new, name))
