"""GLEIF Level 2, who owns whom: the golden copy of relationship records as CSV, or as RR-CDF XML (1.1 and 2.1).

Built from the published column and element names; not tried on a live file. An XML record is first laid out under the CSV's
column names, so that both are read by the same lines. The start node of a relationship is the child, the end node the parent
that consolidates its accounts. Both parties get the ids of `gleif-level1`, where their names are.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from tadasu.lists._gleif import date_of_csv, date_of_xml, is_xml, looks_like_lei
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead, head_of
from tadasu.lists._source import Source
from tadasu.lists._stake_cells import Bounds, exact_share, first_day, last_day, period_between
from tadasu.lists._stake_problems import StakeNotes
from tadasu.lists._stakes import StakeFile
from tadasu.lists._table import csv_records, header_in
from tadasu.lists._xml import elements
from tadasu.schema import ALWAYS, Certainty, EntityId, Origin, Period, Stake, StakeKind, UsageError

READER_VERSION = "1"
STAKE_READER_VERSION = "1"

PARTIES = "gleif-level1"
"""The list whose ids the parties have."""

CHILD = "Relationship.StartNode.NodeID"
PARENT = "Relationship.EndNode.NodeID"
TYPE = "Relationship.RelationshipType"
STATUS = "Relationship.RelationshipStatus"
NEEDED = (CHILD, PARENT, TYPE, STATUS)
REGISTRATION = "Registration.RegistrationStatus"
CHECKED = "Registration.ValidationSources"

CONSOLIDATION = frozenset({"IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"})
WITHDRAWN = frozenset({"ANNULLED", "DUPLICATE", "PENDING_VALIDATION"})
"""Registrations that their issuer does not stand by. A lapsed one was not renewed, which does not end what it says."""

MOST_NUMBERED = 5
"""Periods and quantifiers of a record in the CSV; what more an XML record has is not read."""

OWN_PERIOD = "RELATIONSHIP_PERIOD"
"""The others are those of an account or a document, which do not bound the relationship."""

FULLY_CHECKED = "FULLY_CORROBORATED"

XML_ROOT = b"RelationshipData"
PLAIN = {
    "Relationship/StartNode/NodeID": CHILD,
    "Relationship/EndNode/NodeID": PARENT,
    "Relationship/RelationshipType": TYPE,
    "Relationship/RelationshipStatus": STATUS,
    "Registration/RegistrationStatus": REGISTRATION,
    "Registration/ValidationSources": CHECKED,
}
"""Elements of an XML record that occur once, and the CSV's columns."""

NUMBERED = {
    "Relationship/RelationshipPeriods/RelationshipPeriod": (
        "Relationship.Period",
        {"StartDate": "startDate", "EndDate": "endDate", "PeriodType": "periodType"},
    ),
    "Relationship/RelationshipQuantifiers/RelationshipQuantifier": (
        "Relationship.Quantifiers",
        {"QuantifierAmount": "QuantifierAmount", "QuantifierUnits": "QuantifierUnits"},
    ),
}

Cells = Mapping[str, str]


def read(path: Path, source: Source) -> ListRead:
    """No parties are in this list: `UsageError("list-of-stakes")`, so that nothing is screened against an empty list."""
    raise UsageError("list-of-stakes", list=source.id, parties=PARTIES)


def recognises(path: Path, head: bytes) -> bool:
    """The header row of the CSV, or the root element of the XML."""
    return header_in(head, (CHILD, PARENT)) or (is_xml(head) and XML_ROOT in head)


def read_stakes(path: Path, source: Source) -> StakeFile:
    """A stake of consolidation for every direct and ultimate parent that holds or held it."""
    head = head_of(path)
    as_xml = is_xml(head)
    list_date = date_of_xml(path, head, root=XML_ROOT) if as_xml else date_of_csv(path)
    notes = StakeNotes(path)
    stakes: list[Stake] = []
    rows = 0
    for row, cells in _xml_records(path) if as_xml else csv_records(path, needed=NEEDED):
        rows += 1
        stakes += _stakes(source, row, {name: source.clean(value) for name, value in cells.items()}, notes)
    return StakeFile(stakes=tuple(stakes), problems=notes.problems, rows=rows, list_date=list_date)


def _stakes(source: Source, row: int, cells: Cells, notes: StakeNotes) -> Iterator[Stake]:
    """One or none."""
    if cells.get(TYPE) not in CONSOLIDATION:
        notes.count("stake-of-other-kind", row=row, column=TYPE, value=cells.get(TYPE, ""))
        return
    if cells.get(REGISTRATION) in WITHDRAWN:
        notes.count("stake-not-valid", row=row, column=REGISTRATION, value=cells[REGISTRATION])
        return
    for column in (CHILD, PARENT):
        if not looks_like_lei(cells.get(column, "")):
            notes.count("stake-without-party", row=row, column=column, value=cells.get(column, ""))
            return
    period = _period(row, cells, notes)
    if cells.get(STATUS) != "ACTIVE" and period.end is None:
        notes.count("stake-ended", row=row, column=STATUS, value=cells.get(STATUS, ""))
        return
    least, most = _share(row, cells, notes) or (None, None)
    yield Stake(
        owner=EntityId(f"{PARTIES}:{cells[PARENT]}"),
        company=EntityId(f"{PARTIES}:{cells[CHILD]}"),
        origin=Origin(list_id=source.id, row=row),
        kind=StakeKind.CONSOLIDATED,
        least=least,
        most=most,
        period=period,
        certainty=Certainty.VERIFIED if cells.get(CHECKED) == FULLY_CHECKED else Certainty.REPORTED,
    )


def _period(row: int, cells: Cells, notes: StakeNotes) -> Period:
    for number in range(1, MOST_NUMBERED + 1):
        column = f"Relationship.Period.{number}"
        if cells.get(f"{column}.periodType") != OWN_PERIOD:
            continue
        start, end = cells.get(f"{column}.startDate", ""), cells.get(f"{column}.endDate", "")
        first, last = first_day(start), last_day(end)
        period = period_between(first, last)
        if period is None or (start and not first) or (end and not last):
            notes.count("stake-period-unclear", row=row, column=column, value=f"{start}/{end}")
        return period or ALWAYS
    return ALWAYS


def _share(row: int, cells: Cells, notes: StakeNotes) -> Bounds | None:
    for number in range(1, MOST_NUMBERED + 1):
        column = f"Relationship.Quantifiers.{number}"
        amount = cells.get(f"{column}.QuantifierAmount", "")
        if not amount or cells.get(f"{column}.QuantifierUnits") != "PERCENTAGE":
            continue
        share = _percent(amount)
        if share is None:
            notes.count("stake-share-unclear", row=row, column=column, value=amount)
        return share
    return None


def _percent(text: str) -> Bounds | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return exact_share(amount) if amount.is_finite() else None


def _xml_records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record under the CSV's column names. Refuses records without a needed element."""
    for row, record in enumerate(elements(path, "{*}RelationshipRecord"), start=1):
        cells = {column: text for way, column in PLAIN.items() if (text := _text(record, way)) is not None}
        for way, (column, parts) in NUMBERED.items():
            for number, element in enumerate(record.iterfind(_any_namespace(way)), start=1):
                for part, name in parts.items():
                    cells[f"{column}.{number}.{name}"] = _text(element, part) or ""
        for column in (CHILD, PARENT, TYPE):
            if column not in cells:
                raise refusal("unknown-layout", path, row=row, column=column, expected=", ".join(NEEDED))
        yield row, cells


def _text(element: etree._Element, way: str) -> str | None:
    found = element.find(_any_namespace(way))
    return None if found is None else (found.text or "").strip()


def _any_namespace(way: str) -> str:
    return "/".join(f"{{*}}{name}" for name in way.split("/"))
