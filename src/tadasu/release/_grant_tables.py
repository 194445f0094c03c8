"""A release of grants as documents of the kind `grants`, one a year: what the publication desk proposes and two people sign.

The tables of a kind must add up, rounded figures do not. So a total stands here only where all its parts do and is their sum: it
follows from them and tells nothing more. What the kind hides (nothing, and what is below 5) is hidden too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tadasu.release._exclusion import ExclusionPolicy
from tadasu.release._grant import Cell
from tadasu.release._kinds import kinds
from tadasu.release._regions import macro_regions
from tadasu.release._released import Release

Words = Mapping[str, str]
"""Language -> text."""

_Line = list[int | None]


def grant_document(
    release: Release, year: str, *, names: Mapping[str, Words], policy: ExclusionPolicy
) -> dict[str, Any]:
    """The document of a year of a release. `names`: programme -> its name in both languages. Raises KeyError for a programme
    without a name."""
    regions = [macro_regions()[one] for one in release.regions]
    rows = {"of": "label", "categories": [dict(names[one]) for one in release.programmes]}
    columns = {"of": "label", "categories": [{"en": one.en, "ja": one.ja} for one in regions]}
    told = {one.cell: one for one in release.figures if one.year == year}
    counts = {cell: one.count for cell, one in told.items()}
    amounts = {cell: None if one.amount is None else one.amount // release.amount_base for cell, one in told.items()}
    return {
        "title": dict(policy.phrases["title"]),
        "measure": "grants-counted",
        "period": year,
        "counts": {"rows": rows, "columns": columns, "counts": _table(release, year, counts, "counts")},
        "amounts": {"rows": rows, "columns": columns, "counts": _table(release, year, amounts, "amounts")},
        "note": dict(policy.phrases["scope"]),
    }


def _table(release: Release, year: str, values: Mapping[Cell, int | None], field: str) -> list[_Line]:
    least = kinds()["grants"].fields[field].least
    lines = [
        [one if one is not None and one >= least else None for one in (values[a, b, year] for b in release.regions)]
        for a in release.programmes
    ]
    totalled = [[*line, _sum(line)] for line in lines]
    return [*totalled, [_sum(column) for column in zip(*totalled, strict=True)]]


def _sum(parts: Sequence[int | None]) -> int | None:
    """Of all parts, where all are told."""
    told = [one for one in parts if one is not None]
    return sum(told) if len(told) == len(parts) else None
