"""From what a program asks to a party that can be screened, and what of it is not compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tadasu.lists import ftm_to_entity
from tadasu.names import is_legal_form, tokenize
from tadasu.places import country_code
from tadasu.schema import Entity, ListId, Origin, UsageError
from tadasu.web.api.problems import Wrong
from tadasu.web.api.screening._scope import ALIKE
from tadasu.web.api.screening.shapes import Example

PARTS_OF_A_NAME = ("firstName", "secondName", "middleName", "fatherName", "lastName")
NAMES = frozenset({"name", "alias", "weakAlias", "previousName"})
COUNTRIES = frozenset({"country", "jurisdiction", "mainCountry", "nationality", "citizenship", "flag"})
IDENTIFIERS = frozenset(
    {"dunsCode", "idNumber", "imoNumber", "innCode", "leiCode", "mmsi", "ogrnCode", "okpoCode", "registrationNumber"}
    | {"swiftBic", "taxNumber", "uscCode", "vatCode", "wikidataId"}
)
COMPARED = NAMES | COUNTRIES | IDENTIFIERS | {"address"}

_OWN = Origin(list_id=ListId("query"), row=1)


@dataclass(frozen=True, slots=True)
class Query:
    """`party` is screened; `said` is what the answer repeats. `composed`: the name was put together from its parts."""

    party: Entity
    said: Mapping[str, Any]
    ignored: tuple[str, ...]
    composed: bool


def query_of(key: str, example: Example) -> Query:
    """Raises Wrong `schema-not-screened`, `query-refused`."""
    if example.schema_ not in ALIKE:
        raise Wrong("schema-not-screened", value=example.schema_, known=", ".join(ALIKE))
    properties = {name: list(_texts(value)) for name, value in example.properties.items()}
    said: dict[str, Any] = {
        "id": example.id,
        "schema": example.schema_,
        "properties": {k: v for k, v in properties.items() if v},
    }
    composed = not any(properties.get(name) for name in NAMES)
    used = set(COMPARED)
    if composed:
        used |= set(PARTS_OF_A_NAME)
        properties["name"] = [" ".join(properties[part][0] for part in PARTS_OF_A_NAME if properties.get(part))]
    properties |= {name: _codes(properties[name]) for name in COUNTRIES & properties.keys()}
    kept = {name: values for name, values in properties.items() if name in COMPARED}
    document = {"id": "query", "schema": example.schema_, "properties": kept}
    try:
        party = ftm_to_entity(document, origin=_OWN)
    except UsageError:
        raise Wrong("query-refused", value=key) from None
    if not _comparable((party.name, *party.aliases)):
        raise Wrong("query-refused", value=key)
    ignored = tuple(sorted(name for name in said["properties"] if name not in used))
    return Query(party, said, ignored, composed)


def _comparable(names: Sequence[str]) -> bool:
    """Whether there is a word to compare in one of them: not signs alone, nor a legal form alone."""
    return any(tokenize([name]).names[-1] and not is_legal_form(name) for name in names)


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if one is not None and not isinstance(one, bool) and (text := " ".join(str(one).split())):
            yield text


def _codes(countries: list[str]) -> list[str]:
    """Codes of those that are known; a country that nobody knows is compared with none."""
    return list(dict.fromkeys(code for one in countries if (code := country_code(one)) is not None))
