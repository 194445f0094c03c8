"""Headings where many chains meet, and what is done there: a parts heading does not pass on what went into it."""

import csv
from enum import StrEnum
from functools import cache

from tadasu.goods._codes import HsCode, heading
from tadasu.goods._headings import DATA


class Hub(StrEnum):
    """Why many chains meet at a heading."""

    SHARED = "shared"  # several goods share it; its rows are at six digits
    PARTS = "parts"  # parts of many goods
    RESIDUAL = "residual"  # "other articles of"
    JUNCTION = "junction"  # one material for many goods: passes on
    REAGENT = "reagent"  # its rows are mostly consumed_in
    PACKAGING = "packaging"
    TRIM = "trim"  # listed in the extended table only
    FINISHED = "finished"  # a finished good that is at times built into another


NEED_EVIDENCE = frozenset({Hub.PARTS, Hub.RESIDUAL, Hub.FINISHED})
"""What becomes of these only a bill of materials says: they pass on when `parts` is switched on."""


def hub_of(code: HsCode) -> Hub | None:
    """The kind of junction a code's heading is, or None when it is none.

    >>> hub_of(HsCode("870899")), hub_of(HsCode("5201"))
    (<Hub.PARTS: 'parts'>, None)
    """
    return _hubs().get(heading(code))


@cache
def _hubs() -> dict[HsCode, Hub]:
    with (DATA / "hubs.csv").open(encoding="utf-8", newline="") as file:
        return {HsCode(row["id"]): Hub(row["treatment"]) for row in csv.DictReader(file)}
