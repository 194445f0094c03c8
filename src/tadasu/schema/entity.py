"""An entity: a company, organisation, person or vessel that a list or a user's file names.

The vocabulary is FollowTheMoney's (schema names and property names); `tadasu.lists` reads its JSON.
Every entity keeps where it came from down to the row, so that a match can be shown beside its source.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NewType

VERSION = "1"

EntityId = NewType("EntityId", str)
ListId = NewType("ListId", str)

SCHEMATA = frozenset({"Airplane", "Company", "LegalEntity", "Organization", "Person", "PublicBody", "Vessel"})
"""FollowTheMoney schemata we read; `LegalEntity` is 'a person or an organisation, the list does not say'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A registration number; `scheme` is lower case, for example `lei`, `jp-corporate-number`, `uscc`, `os-id`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an entity was read: list, row (from 1, as the file counts its records), list date, SHA-256 of the file."""

    list_id: ListId
    row: int
    list_date: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One listed or supplied party.

    `name` is the publisher's main name; `aliases` are its other names in any script, in the publisher's order, none equal
    to `name`; `weak_aliases` are names the publisher itself calls low quality. `countries` are lower-case ISO 3166-1
    alpha-2 codes; `goods` are HS codes as text; `topics` say why it is listed, for example `forced.labour`, `sanction`,
    `export.control`, `debarment`; `programme` is the publisher's own code or section.
    """

    id: EntityId
    schema: str
    name: str
    origin: Origin
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    goods: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    programme: str = ""
    listed_on: date | None = None
    delisted_on: date | None = None
    source_url: str = ""
    remarks: str = ""
    properties: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    """FollowTheMoney properties that have no place above, kept so that reading and writing loses nothing; sorted by name."""

    @property
    def names(self) -> tuple[str, ...]:
        """Main name, aliases, weak aliases, in that order."""
        return (self.name, *self.aliases, *self.weak_aliases)
