"""Small invented tables of what may be made from what, over a few real codes."""

from tadasu.goods import HsCode, Relation, StepConfidence, Transformation

CODES = ["1001", "1002", "100210", "100290", "1003", "100310", "100390"]
"""Products of the invented tables, sorted: two headings with subheadings and one without."""


def invented(start: str, end: str, confidence: StepConfidence = StepConfidence.HIGH) -> Transformation:
    """A row of such a table."""
    return Transformation(
        id=f"{start}>{end}",
        input=HsCode(start),
        output=HsCode(end),
        relation=Relation.PROCESSED,
        reason="invented",
        source="invented",
        confidence=confidence,
    )
