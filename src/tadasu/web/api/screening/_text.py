"""Search for people who type: what the screening finds first, then names that hold every word that was typed.

The words of all names lie folded in memory, so two letters of any script find what holds them; 100,000 names take tens of
milliseconds.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from tadasu.names import fold
from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.screening import Options
from tadasu.web.foundation.parties import lists

LIKELY = 0.5
"""From this probability on a name that is spelled otherwise counts as found."""

_FOLDED: "WeakKeyDictionary[lists.Dataset, Sequence[tuple[str, Entity]]]" = WeakKeyDictionary()
_LOCK = threading.Lock()
_OWN = Origin(list_id=ListId("query"), row=1)


def found(dataset: lists.Dataset, text: str) -> list[Entity]:
    """Every entity of the dataset that it finds, the best first; all of them for an empty text."""
    if not text.strip():
        return list(dataset.entities.values())
    hits: dict[EntityId, Entity] = {}
    query = Entity(id=EntityId("query"), schema="LegalEntity", name=text, origin=_OWN)
    for match in lists.search(dataset, [query], Options(threshold=LIKELY, names_only=True)).matches:
        hits.setdefault(match.entity_id, dataset.entities[match.entity_id])
    for entity in _holding(dataset, text):
        hits.setdefault(entity.id, entity)
    return list(hits.values())


def counted(entities: Iterable[Entity], facet: str) -> Mapping[str, int]:
    """Value -> how many have it, the most first."""
    counts: dict[str, int] = {}
    for entity in entities:
        for value in values(entity, facet):
            counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def values(entity: Entity, facet: str) -> Sequence[str]:
    """Of an entity under a facet."""
    match facet:
        case "countries":
            return entity.countries
        case "topics":
            return entity.topics
        case "datasets":
            return (str(entity.origin.list_id),)
        case _:
            return (entity.schema,)


def _holding(dataset: lists.Dataset, text: str) -> list[Entity]:
    """Entities of which a name holds all words, those with the shortest name first."""
    words = fold(text).split()
    if not words:
        return []
    hits = [entity for names, entity in _folded(dataset) if all(word in names for word in words)]
    return sorted(hits, key=lambda entity: (len(entity.name), entity.name, entity.id))


def _folded(dataset: lists.Dataset) -> Sequence[tuple[str, Entity]]:
    with _LOCK:
        if dataset not in _FOLDED:
            _FOLDED[dataset] = [
                ("\n".join(_plain(name) for name in entity.names), entity) for entity in dataset.entities.values()
            ]
        return _FOLDED[dataset]


@lru_cache(maxsize=200_000)
def _plain(name: str) -> str:
    """The same list in two datasets is folded once."""
    return fold(name)
