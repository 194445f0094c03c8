"""A declaration: a seller sold a good to a buyer on a day. What customs, purchase orders and events all come down to."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from tadasu.schema.entity import Origin
from tadasu.schema.money import Money

VERSION = "1"

DeclarationId = NewType("DeclarationId", str)


class Flow(StrEnum):
    """Over a border into a country, out of it, or within one."""

    IMPORT = "import"
    EXPORT = "export"
    DOMESTIC = "domestic"


class Certainty(StrEnum):
    """How sure a link between two parties is: seen in an official or signed document, said by a party or a third one,
    or concluded from other facts."""

    VERIFIED = "verified"
    REPORTED = "reported"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """`unit` is a UN/ECE Recommendation 20 code in capitals, for example KGM (kilogram), NMB (piece), MTK (m2)."""

    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A seller or buyer as the document writes it; `company` is what it was resolved to.

    `reference` is its number there, behind the id of the source and a colon: numbers of two sources are never compared.
    """

    name: str
    reference: str = ""
    country: str = ""
    address: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One line of trade.

    `good` is an HS code as text, as declared; `day` is the day on which the good left the seller, or the nearest day the
    document gives. `origin_country` is where the good is said to be made, `consigned_from` where it was sent from (these
    are not the same). `weight` is the net weight in kilograms when the document gives it beside another unit.
    `contested` says that a named party denies the link.
    """

    id: DeclarationId
    flow: Flow
    seller: Party
    buyer: Party
    good: str
    day: date
    origin: Origin
    quantity: Quantity | None = None
    weight: Quantity | None = None
    value: Money | None = None
    origin_country: str = ""
    consigned_from: str = ""
    description: str = ""
    certainty: Certainty = Certainty.REPORTED
    contested: bool = False
    parts_of: tuple[str, ...] = field(default=())
    """Ids of declarations that this one says it was made from (a bill of materials, a batch): an input list of its own."""
