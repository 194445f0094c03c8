"""Steps that the HS itself or the custom of trade says, so that no row of the table has to.

The same good may always be bought and sold. Beyond that a heading that names in its own text what its goods are parts
of, or from which heading they are put up, goes into those. The rules are data: `data/defaults.csv`.
"""

import csv
from dataclasses import dataclass
from functools import cache

from tadasu.goods._codes import HsCode
from tadasu.goods._headings import DATA, headings
from tadasu.goods._transformation import Relation, StepConfidence, Transformation

SAME_CODE = "same-code"
SAME_HEADING = "same-heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultRule:
    """One rule. `inputs` and `outputs` are headings; the two rules about the same good have none.

    `needs_parts`: holds only where `parts` is switched on.
    """

    id: str
    inputs: tuple[HsCode, ...]
    outputs: tuple[HsCode, ...]
    relation: Relation
    needs_parts: bool
    reason: str
    source: str


@cache
def default_rules() -> tuple[DefaultRule, ...]:
    """Every rule, sorted by id."""
    with (DATA / "defaults.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            DefaultRule(
                id=row["id"],
                inputs=_headings(row["inputs"]),
                outputs=_headings(row["outputs"]),
                relation=Relation(row["relation"]),
                needs_parts=row["needs"] == "parts",
                reason=row["reason"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def default_rows(*, parts: bool) -> tuple[Transformation, ...]:
    """The steps of every rule between different headings, as rows, sorted by id."""
    return tuple(
        sorted(
            (
                row_of_rule(rule, start, end)
                for rule in default_rules()
                if parts or not rule.needs_parts
                for start in rule.inputs
                for end in rule.outputs
            ),
            key=lambda row: row.id,
        )
    )


def row_of_rule(rule: DefaultRule, start: HsCode, end: HsCode) -> Transformation:
    """The row that a rule stands for."""
    return Transformation(
        id=f"{start}>{end}",
        input=start,
        output=end,
        relation=rule.relation,
        reason=rule.reason,
        source=rule.source,
        confidence=StepConfidence.HIGH,
        rule=rule.id,
    )


def _headings(text: str) -> tuple[HsCode, ...]:
    """`8521 8525-8530` -> every heading of HS 2022 in it."""
    found: list[HsCode] = []
    for part in text.split():
        first, _, last = part.partition("-")
        found.extend(each for each in headings() if first <= each <= (last or first))
    return tuple(found)
