"""What may be made from what: the rows of the tables, as they stand.

A row says that the input may go into the output: any subheading of the input into any subheading of the output. It was
compiled by us (November 2026, HS 2022) from product-specific rules of origin, chapter patterns and descriptions of the
industries; `source` says which. docs/goods.md says how to read and correct it.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from tadasu.goods._codes import HsCode
from tadasu.goods._headings import DATA

MILLIONTHS = 1_000_000
"""Shares and kilograms per kilogram are kept as whole millionths, so that every engine gives the same bits."""

CORE = "transformations.csv"
EXTENDED = "transformations_extended.csv"


class Relation(StrEnum):
    """How the input stands to the output."""

    PROCESSED = "processed_into"  # the input is turned into the output
    COMPONENT = "component_of"  # built or mixed into it
    THROUGH = "made_through"  # several steps of the table under one roof
    CONSUMED = "consumed_in"  # energy, reagent, feed: used up, not embodied
    PACKAGING = "packaging_of"
    SAME = "same_good"  # re-export, repacking, finishing


class StepConfidence(StrEnum):
    """How sure it is that the step is done at all; it says nothing about the share."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ShareScope(StrEnum):
    """Whose share it is: a range of a whole family of pairs is an interval and never a point."""

    PAIR = "pair"
    GROUP = "group"
    UNKNOWN = ""


class ShareBasis(StrEnum):
    """What the share is a fraction of."""

    WEIGHT = "weight"
    VALUE = "value"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformation:
    """One row. `id` is `input>output`; shares (of the output) and kilograms of input per kilogram of output in millionths.

    A share is from general knowledge and unverified. `rule` names the default rule that made the row; rows of the
    tables have none.
    """

    id: str
    input: HsCode
    output: HsCode
    relation: Relation
    share_low: int | None = None
    share_high: int | None = None
    share_basis: ShareBasis = ShareBasis.UNKNOWN
    share_scope: ShareScope = ShareScope.UNKNOWN
    kg_low: int | None = None
    kg_high: int | None = None
    reason: str
    source: str
    confidence: StepConfidence
    chain: str = ""
    rule: str = ""
    extended: bool = False


@cache
def core_rows() -> tuple[Transformation, ...]:
    """Main materials and components, sorted by id.

    >>> next(row.reason for row in core_rows() if row.id == "5201>5205")
    'spinning, at least 85 percent cotton'
    """
    return _read(CORE)


@cache
def extended_rows() -> tuple[Transformation, ...]:
    """Minor inputs, trims, packaging, generic parts and steps we are less sure of, sorted by id."""
    return _read(EXTENDED)


def _read(name: str) -> tuple[Transformation, ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(_row(row, extended=name == EXTENDED) for row in csv.DictReader(file))


def _row(row: dict[str, str], *, extended: bool) -> Transformation:
    return Transformation(
        id=row["id"],
        input=HsCode(row["input_hs"]),
        output=HsCode(row["output_hs"]),
        relation=Relation(row["relation"]),
        share_low=_millionths(row["typical_share_low"]),
        share_high=_millionths(row["typical_share_high"]),
        share_basis=ShareBasis(row["share_basis"]),
        share_scope=ShareScope(row["share_scope"]),
        kg_low=_millionths(row["kg_in_per_kg_out_low"]),
        kg_high=_millionths(row["kg_in_per_kg_out_high"]),
        reason=row["reason"],
        source=row["source"],
        confidence=StepConfidence(row["confidence"]),
        chain=row["chain"],
        extended=extended,
    )


def _millionths(text: str) -> int | None:
    return int(Decimal(text) * MILLIONTHS) if text else None
