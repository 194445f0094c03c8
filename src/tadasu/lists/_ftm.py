"""Entities in and out as FollowTheMoney documents (property names: followthemoney.schema, read 2026-11).

A document is `{"id", "caption", "schema", "properties": {name: [text, ...]}}`. What FollowTheMoney has no property for
(origin, goods, listing dates, identifier schemes) stands in one extra key at the top, `"tadasu"`, which other readers
of the format ignore. So writing and reading an entity gives the same entity; a document of somebody else keeps every
text, and names and countries that FollowTheMoney splits over several properties are gathered where screening looks.

Properties without a place in `Entity` are kept under their own name in `Entity.properties`; top-level keys that others
write (`datasets`, `first_seen`, ...) under their name with "@" in front.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tadasu.lists._entity import unique
from tadasu.schema import SCHEMATA, Entity, EntityId, Identifier, ListId, Origin, UsageError

EXTRA = "tadasu"
EXTRA_VERSION = "1"

SCHEME_PROPERTIES: Mapping[str, str] = {
    "duns": "dunsCode",
    "id": "idNumber",
    "imo": "imoNumber",
    "inn": "innCode",
    "lei": "leiCode",
    "mmsi": "mmsi",
    "ogrn": "ogrnCode",
    "okpo": "okpoCode",
    "registration": "registrationNumber",
    "swift": "swiftBic",
    "tax": "taxNumber",
    "uscc": "uscCode",
    "vat": "vatCode",
    "wikidata": "wikidataId",
}
"""Our identifier schemes and the property that says the same; every other scheme goes out as `registrationNumber`."""

_PROPERTY_SCHEMES = {name: scheme for scheme, name in SCHEME_PROPERTIES.items()}
_NOT_ON_VESSELS = frozenset(SCHEME_PROPERTIES.values()) - {"imoNumber", "mmsi", "registrationNumber", "wikidataId"}

TOPICS_OUT: Mapping[str, str] = {"forced.labour": "forced.labor", "forced.labor": "forced.labour"}
"""FollowTheMoney spells the topic as Americans do. Exchanged both ways, so that nothing is lost whichever came in."""

NAME_PROPERTIES = ("previousName",)
COUNTRY_PROPERTIES = ("jurisdiction", "mainCountry", "nationality", "citizenship", "flag")
"""Other properties whose texts count as names or countries of the entity when somebody else wrote the document."""

KEPT_KEYS = ("datasets", "first_seen", "last_change", "last_seen", "referents")
_LIST_KEYS = frozenset({"datasets", "referents"})

_PLACED = frozenset(
    {"name", "alias", "weakAlias", "country", "address", "topics", "program", "sourceUrl", "notes"}
    | set(SCHEME_PROPERTIES.values())
)


def entity_to_ftm(entity: Entity) -> dict[str, Any]:
    """The document of an entity, properties in alphabetical order, only those that say something.

    >>> origin = Origin(list_id=ListId("own"), row=1)
    >>> entity_to_ftm(Entity(id=EntityId("own:1"), schema="Company", name="Hyohon Ltd", origin=origin))["properties"]
    {'name': ['Hyohon Ltd']}
    """
    properties: dict[str, list[str]] = {
        "name": [entity.name],
        "alias": list(entity.aliases),
        "weakAlias": list(entity.weak_aliases),
        "country": list(entity.countries),
        "address": list(entity.addresses),
        "topics": [TOPICS_OUT.get(topic, topic) for topic in entity.topics],
        "program": _texts(entity.programme),
        "sourceUrl": _texts(entity.source_url),
        "notes": _texts(entity.remarks),
    }
    for identifier in entity.identifiers:
        name = _property_of(identifier.scheme, entity.schema)
        if identifier.value not in properties.setdefault(name, []):
            properties[name].append(identifier.value)
    document: dict[str, Any] = {"id": str(entity.id), "caption": entity.name, "schema": entity.schema}
    for name, values in entity.properties:
        if name.startswith("@"):
            document[name[1:]] = list(values) if name[1:] in _LIST_KEYS else values[0]
        else:
            properties.setdefault(name, []).extend(values)
    document["properties"] = {name: properties[name] for name in sorted(properties) if properties[name]}
    document[EXTRA] = _extra(entity)
    return document


def ftm_to_entity(data: Mapping[str, Any], *, origin: Origin) -> Entity:
    """The entity of a document. `origin` holds where the document does not say itself where it came from.

    Raises `UsageError`: "ftm-schema" for a schema that is no party or vessel (Ownership, Address, Sanction ...),
    "ftm-no-name" when there is no name, "ftm-malformed" when it is no document.
    """
    properties = _properties(data)
    schema = data.get("schema")
    if schema not in SCHEMATA:
        raise UsageError("ftm-schema", schema=str(schema)[:80])
    names = unique((_caption(data, properties), *properties.get("name", ())))
    if not names:
        raise UsageError("ftm-no-name", id=str(data.get("id"))[:80])
    extra = _read_extra(data)
    ours = extra is not None
    given = extra or {}
    aliases = unique(
        (*names[1:], *properties.get("alias", ()), *([] if ours else _gathered(properties, NAME_PROPERTIES)))
    )
    countries = unique((*properties.get("country", ()), *([] if ours else _gathered(properties, COUNTRY_PROPERTIES))))
    return Entity(
        id=EntityId(str(data["id"])),
        schema=str(schema),
        name=names[0],
        origin=given.get("origin") or origin,
        aliases=tuple(alias for alias in aliases if alias != names[0]),
        weak_aliases=tuple(properties.get("weakAlias", ())),
        countries=countries if ours else tuple(code.lower() for code in countries),
        addresses=tuple(properties.get("address", ())),
        identifiers=_identifiers(properties, given.get("identifiers", ())),
        goods=given.get("goods", ()),
        topics=tuple(TOPICS_OUT.get(topic, topic) for topic in properties.get("topics", ())),
        programme=_first(properties, "program"),
        listed_on=given.get("listed_on"),
        delisted_on=given.get("delisted_on"),
        source_url=_first(properties, "sourceUrl"),
        remarks=_first(properties, "notes"),
        properties=_rest(data, properties),
    )


def _property_of(scheme: str, schema: str) -> str:
    name = SCHEME_PROPERTIES.get(scheme, "registrationNumber")
    return "registrationNumber" if schema in ("Vessel", "Airplane") and name in _NOT_ON_VESSELS else name


def _extra(entity: Entity) -> dict[str, Any]:
    origin = entity.origin
    said = {
        "version": EXTRA_VERSION,
        "origin": {
            "list": str(origin.list_id),
            "row": origin.row,
            "date": _iso(origin.list_date),
            "digest": origin.digest,
        },
        "identifiers": [[identifier.scheme, identifier.value] for identifier in entity.identifiers],
        "goods": list(entity.goods),
        "listed_on": _iso(entity.listed_on),
        "delisted_on": _iso(entity.delisted_on),
    }
    return {key: value for key, value in said.items() if value}


def _read_extra(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Our own key, or None when it is absent or not as we write it."""
    extra = data.get(EXTRA)
    if not isinstance(extra, Mapping) or extra.get("version") != EXTRA_VERSION:
        return None
    try:
        origin = extra["origin"]
        return {
            "origin": Origin(
                list_id=ListId(str(origin["list"])),
                row=int(origin["row"]),
                list_date=_date(origin.get("date")),
                digest=str(origin.get("digest") or ""),
            ),
            "identifiers": tuple(
                Identifier(scheme=str(scheme), value=str(value)) for scheme, value in extra.get("identifiers", ())
            ),
            "goods": tuple(str(code) for code in extra.get("goods", ())),
            "listed_on": _date(extra.get("listed_on")),
            "delisted_on": _date(extra.get("delisted_on")),
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _properties(data: Mapping[str, Any]) -> dict[str, list[str]]:
    found = data.get("properties")
    if not isinstance(found, Mapping) or not isinstance(data.get("id"), str):
        raise UsageError("ftm-malformed", id=str(data.get("id"))[:80])
    return {str(name): _texts(values) for name, values in found.items()}


def _texts(values: Any) -> list[str]:
    """Texts of a property in their order; nested entities, which have no text, go."""
    listed = values if isinstance(values, list | tuple) else [values]
    return list(unique(str(value) for value in listed if isinstance(value, str | int | float)))


def _caption(data: Mapping[str, Any], properties: Mapping[str, list[str]]) -> str:
    caption = data.get("caption")
    return caption if isinstance(caption, str) and caption in properties.get("name", ()) else ""


def _gathered(properties: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in properties.get(name, ())]


def _identifiers(properties: Mapping[str, list[str]], known: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """The identifiers our own key lists, as long as the properties still say the same; else what the properties say."""
    found = [
        Identifier(scheme=_PROPERTY_SCHEMES[name], value=value)
        for name in sorted(properties.keys() & _PROPERTY_SCHEMES.keys())
        for value in properties[name]
    ]
    if {identifier.value for identifier in found} == {identifier.value for identifier in known}:
        return known
    return tuple(found)


def _rest(data: Mapping[str, Any], properties: Mapping[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    kept = {name: tuple(values) for name, values in properties.items() if name not in _PLACED}
    for name in ("program", "sourceUrl", "notes"):
        kept[name] = tuple(properties.get(name, ())[1:])
    for key in KEPT_KEYS:
        kept[f"@{key}"] = tuple(_texts(data.get(key)))
    return tuple(sorted((name, values) for name, values in kept.items() if values))


def _first(properties: Mapping[str, list[str]], name: str) -> str:
    return next(iter(properties.get(name, ())), "")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
