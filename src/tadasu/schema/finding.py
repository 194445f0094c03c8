"""A finding: somebody concluded, on a stated basis, that an abuse is tied to a company, a place or a good."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from tadasu.schema.entity import EntityId
from tadasu.schema.period import ALWAYS, Period

VERSION = "1"

FindingId = NewType("FindingId", str)


class Issue(StrEnum):
    """What the abuse is; `wording` has its name in both languages (`issue.*`)."""

    STATE_IMPOSED_FORCED_LABOUR = "state-imposed-forced-labour"
    FORCED_LABOUR = "forced-labour"
    CHILD_LABOUR = "child-labour"
    SEXUAL_HARASSMENT = "sexual-harassment"
    TOXIC_EXPOSURE = "toxic-exposure"
    RETALIATION = "retaliation"
    WAGES_BELOW_LEGAL = "wages-below-legal"
    WAGES_BELOW_LIVING = "wages-below-living"
    LAND = "land"
    WATER = "water"
    DEFORESTATION = "deforestation"
    POLLUTION = "pollution"
    UNSTATED = "unstated"
    """Listed, and the list does not say for what."""
    SANCTION = "sanction"
    """Listed by a sanctions or export-control authority for a reason that is not one of the above."""


class FindingKind(StrEnum):
    """How it came about. Findings of different kinds are traced apart and never added up."""

    LISTED = "listed"
    DETERMINED = "determined"
    SUBSTANTIATED = "substantiated"
    PRESUMED = "presumed"
    OWNED_BY_LISTED = "owned-by-listed"
    LABOUR_TRANSFER = "labour-transfer"
    GOOD_AT_RISK = "good-at-risk"


class Doubt(StrEnum):
    """Why a finding may not reach whom it names. What is doubtful leads to a question and is traced apart."""

    NONE = ""
    CONTESTED = "contested"
    """It rests on something that a named party denies."""
    OWNER_UNSURE = "owner-unsure"
    """Whether listed parties own half is open: a share is not known exactly, or lists contradict each other about it."""
    PLACE_OPEN = "place-open"
    """What is said of where the seller is does not agree, and one of the places is meant."""


@dataclass(frozen=True, slots=True)
class CompanySubject:
    """Whatever this company sells."""

    company: EntityId


@dataclass(frozen=True, slots=True)
class PlaceSubject:
    """Whatever leaves a seller in this place (an id of `tadasu.places`)."""

    place: str


@dataclass(frozen=True, slots=True)
class GoodOfCountry:
    """A good (HS code, also a chapter or heading) made in a country (ISO 3166-1 alpha-2, lower case)."""

    good: str
    country: str


@dataclass(frozen=True, slots=True)
class GoodOfPlace:
    """A good made in a place."""

    good: str
    place: str


@dataclass(frozen=True, slots=True)
class GoodOfCompany:
    """A good made by one company: its other goods are not touched."""

    good: str
    company: EntityId


Subject = CompanySubject | PlaceSubject | GoodOfCountry | GoodOfPlace | GoodOfCompany

CERTAIN = 0
LEAST_STRENGTH = -20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`strength` is a log-weight in thousandths of a nat, from 0 (taken as certain) down; `basis` names what it rests on
    (list and entry, decision, evidence file), never its text; `period` is when the abuse is said to have gone on."""

    id: FindingId
    subject: Subject
    issue: Issue
    kind: FindingKind
    basis: str
    strength: int = CERTAIN
    period: Period = ALWAYS
    presumption: bool = False
    """Whether law presumes it until the importer shows otherwise (a region under UFLPA, for example)."""
    source_url: str = ""
    likeness: int = 0
    """Log-weight, part of `strength`, by which the company is only taken for the party named; 0 when it is the party."""
    doubt: Doubt = Doubt.NONE

    def __post_init__(self) -> None:
        if not LEAST_STRENGTH <= self.strength <= CERTAIN:
            raise ValueError("strength lies between -20000 and 0")
