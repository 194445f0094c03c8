"""A path: how goods that a finding touches came, hand to hand, into the goods of a declaration."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadasu.schema.declaration import Certainty, DeclarationId, Quantity
from tadasu.schema.entity import EntityId
from tadasu.schema.finding import Finding

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trader:
    """A company on a path: its id, its name as the document writes it, its country (alpha-2, lower case, or empty)."""

    company: EntityId
    name: str
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One declaration of a path. `passage` is the id of the row of `goods` by which the good of the step before may be in
    this one (empty for the first); `also` counts other declarations of the same seller and good that would serve as well."""

    declaration: DeclarationId
    seller: Trader
    buyer: Trader
    good: str
    day: date
    certainty: Certainty
    contested: bool = False
    quantity: Quantity | None = None
    passage: str = ""
    also: int = 0


class MergeReason(StrEnum):
    """Why two names are those of one company."""

    SAME_NAME = "same-name"
    SAME_REFERENCE = "same-reference"
    LIKE_NAME = "like-name"
    JUDGED_SAME = "judged-same"
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedNames:
    """Two names, as documents write them, that were taken for one company; `probability` only for `like-name`."""

    first: str
    second: str
    reason: MergeReason
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPath:
    """The steps from the one that the finding touches (first) to the declaration asked about (last).

    `strength` is the sum of the chain in thousandths of a nat, 0 or less. `merged` says why the names of a company that is
    written in several ways on the path were taken for one.
    """

    finding: Finding
    steps: tuple[PathStep, ...]
    strength: int
    merged: tuple[MergedNames, ...] = ()

    @property
    def tier(self) -> int:
        """How many declarations lie in the chain: 1 when the finding touches the declaration itself."""
        return len(self.steps)
