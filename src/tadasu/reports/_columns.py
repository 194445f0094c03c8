"""The columns of every tabular result, in their order; docs/formats.md describes each."""

from dataclasses import dataclass
from datetime import date

from tadasu.reports._results import Row
from tadasu.wording import Language, explanation_text

FIRST_COLUMNS = ("query_id", "entity_id", "list", "matched_name", "probability", "explanation")
"""What every result begins with; other programs rely on these six and their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One result as plain values; the fields are the columns."""

    query_id: str
    entity_id: str
    list: str
    matched_name: str
    probability: float
    explanation: str
    query_name: str
    list_date: date | None
    source_row: int
    source_url: str
    programme: str
    listed_on: date | None
    countries: tuple[str, ...]
    log_odds: int


COLUMNS = tuple(Record.__dataclass_fields__)


def record(row: Row, language: Language) -> Record:
    """The plain values of one result."""
    return Record(
        query_id=row.match.query_id,
        entity_id=row.match.entity_id,
        list=row.match.list_id,
        matched_name=row.match.matched_name,
        probability=row.match.probability,
        explanation=explanation_text(row.explanation, language),
        query_name=row.match.query_name,
        list_date=row.entity.origin.list_date,
        source_row=row.entity.origin.row,
        source_url=row.entity.source_url,
        programme=row.entity.programme,
        listed_on=row.entity.listed_on,
        countries=row.entity.countries,
        log_odds=row.match.log_odds,
    )
