"""Which places bear a name, and what each place lies in."""

from collections.abc import Mapping
from functools import cache

from tadasu.places._fold import folded
from tadasu.places._tables import Place, all_names, all_places


def find(text: str) -> tuple[Place, ...]:
    """Every place with that name in any script, in the order of ids; empty when there is none.

    >>> [place.id for place in find("خوتەن ۋىلايىتى")], [place.name for place in find("Canton")]
    (['cn-653200'], ['Guangzhou'])
    """
    places = all_places()
    return tuple(places[place_id] for place_id in sorted(_ids_by_name().get(folded(text), ())))


def lineage(place_id: str) -> tuple[Place, ...]:
    """The place itself, then what it lies in, up to its country; empty when the id is unknown.

    >>> [place.id for place in lineage("cn-653201")]
    ['cn-653201', 'cn-653200', 'cn-xj', 'cn']
    """
    places = all_places()
    chain: list[Place] = []
    while place_id in places:
        chain.append(places[place_id])
        place_id = places[place_id].parent
    return tuple(chain)


@cache
def _ids_by_name() -> Mapping[str, tuple[str, ...]]:
    ids: dict[str, tuple[str, ...]] = {}
    for name in all_names():
        key = folded(name.name)
        known = ids.get(key, ())
        if key and name.place_id not in known:
            ids[key] = (*known, name.place_id)
    return ids
