"""A grant as 360Giving has it: what must be said, and what we say besides. Persons have no names here."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tadasu.schema import Money


class Regrant(StrEnum):
    """RegrantType: for what a recipient gets money that it gives on."""

    COMMON = "FRG010"
    INTERMEDIARY = "FRG020"
    MATCH_FUNDING = "FRG030"
    COLLABORATION = "FRG040"
    FISCAL_SPONSOR = "FRG050"
    ENDOWMENT = "FRG060"
    SEVERAL_PURPOSES = "FRG070"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingOrg:
    """An organisation by its identifier and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingProgramme:
    """The programme from which a grant was made."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingGrant:
    """A grant. Either `recipient`, or a person, who has a random `person` identifier, a `reason` (GrantToIndividualsReason) and
    never a name.

    `place` is where people benefit: a country (alpha-2, small), or the number of a DAC region where the country may not be told;
    nothing is finer. `start` to `end` is what is planned. `disbursed` may be less than what was awarded.
    """

    id: str
    title: str
    description: str
    awarded: Money
    awarded_on: date
    funder: GivingOrg
    modified: datetime
    recipient: GivingOrg | None = None
    person: str = ""
    reason: str = ""
    disbursed: Decimal | None = None
    place: str = ""
    programme: GivingProgramme | None = None
    open_call: bool | None = None
    regrant: Regrant | None = None
    start: date | None = None
    end: date | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingPackage:
    """A file: who publishes it, under which licence (an address), and the grants."""

    publisher: GivingOrg
    title: str
    licence: str
    issued: date
    grants: tuple[GivingGrant, ...]
