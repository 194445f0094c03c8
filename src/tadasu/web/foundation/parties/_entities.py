"""What we say of a party -> an entity to be screened, and digests of what a decision rests on."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from tadasu.schema import Entity, EntityId, Identifier, ListId, Origin
from tadasu.web.foundation.parties.models import Party, Statement
from tadasu.web.foundation.parties.properties import NAMES, kinds, properties

_COUNTRIES = ("country", "jurisdiction", "nationality")
MOST_SHOWN = 20
"""Names or addresses of a listed party that are kept with a hit."""


def title_of(statements: Iterable[Statement]) -> str:
    """What a party is called: the name stated first, else the first name of any other sort; empty when there is none."""
    names = [one for one in statements if one.property in NAMES and one.withdrawn_at is None]
    names.sort(key=lambda one: (NAMES.index(one.property), one.recorded_at, str(one.id)))
    return names[0].value if names else ""


def entity_of(party: Party, statements: Iterable[Statement]) -> Entity:
    """The party by what is stated of it now, in a fixed order."""
    held = sorted(
        (one for one in statements if one.withdrawn_at is None), key=lambda one: (one.recorded_at, str(one.id))
    )

    def said(*of: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.value for one in held if one.property in of))

    numbers = [one for one in held if properties()[one.property].type in ("number", "lei")]
    title = title_of(held)
    return Entity(
        id=EntityId(str(party.id)),
        schema=kinds()[party.kind].schema,
        name=title,
        origin=Origin(list_id=ListId("parties"), row=1),
        aliases=tuple(name for name in said("name", "alias", "previousName") if name != title),
        weak_aliases=tuple(name for name in said("weakAlias") if name != title),
        countries=said(*_COUNTRIES),
        addresses=said("address"),
        identifiers=tuple(dict.fromkeys(Identifier(scheme=one.scheme, value=one.value) for one in numbers)),
        goods=said("hsCode"),
    )


def content_of(entity: Entity) -> dict[str, Any]:
    """What an entity says, without where it stood in which file: the same in two versions of a list that say the same."""
    return {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "weak_aliases": list(entity.weak_aliases),
        "countries": list(entity.countries),
        "addresses": list(entity.addresses),
        "identifiers": [[one.scheme, one.value] for one in entity.identifiers],
        "topics": list(entity.topics),
        "programme": entity.programme,
        "listed_on": entity.listed_on.isoformat() if entity.listed_on else "",
        "delisted_on": entity.delisted_on.isoformat() if entity.delisted_on else "",
        "source_url": entity.source_url,
        "remarks": entity.remarks,
    }


def basis_of(ours: Entity, listed: Entity) -> str:
    """SHA-256 of what a decision about the two rests on. The score is no part of it: a person compared the parties."""
    text = json.dumps([content_of(ours), content_of(listed)], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def shown_of(listed: Entity) -> dict[str, Any]:
    """What of a listed party is kept with a hit."""
    said = content_of(listed)
    del said["weak_aliases"]
    cut = {name: value[:MOST_SHOWN] if isinstance(value, list) else value[:2000] for name, value in said.items()}
    return {**cut, "schema": listed.schema}
