"""UK sanctions lists as XLSX: row 1 says when it was updated, row 2 is the header, several rows make one entity.

Two layouts: the consolidated list of OFSI ("Group ID") and the UK Sanctions List of the FCDO ("Unique ID").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from tadasu.lists._cells import names_in_cell
from tadasu.lists._entity import make_entity, parse_date, unique
from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import check_columns, in_workbook, sheet_rows
from tadasu.schema import Entity, Identifier

READER_VERSION = "1"

UPDATED = "Last Updated"
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
HEADER_ROW = 2

LAYOUTS: Sequence[Mapping[str, str]] = (
    {
        "number": "Group ID",
        "kind": "Group Type",
        "quality": "Alias Quality",
        "alias": "Alias Type",
        "script": "Name Non-Latin Script",
        "regime": "Regime",
        "listed": "Listed On",
        "country": "Country",
        "zip": "Post/Zip Code",
        "nationality": "Nationality",
        "address": "Address ",
        "remarks": "Other Information",
    },
    {
        "number": "Unique ID",
        "kind": "Individual, Entity, Ship",
        "quality": "Alias strength",
        "alias": "Name type",
        "script": "Name non-latin script",
        "regime": "Regime Name",
        "listed": "Date Designated",
        "country": "Address Country",
        "zip": "Address Postal Code",
        "nationality": "Nationality(/ies)",
        "address": "Address Line ",
        "remarks": "Other Information",
    },
)
"""OFSI's layout of 2025-04, read from a real file, and the FCDO's, from its published description."""

NAME_COLUMNS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
SCHEMATA = {"Individual": "Person", "Entity": "LegalEntity", "Ship": "Vessel"}
LOW_QUALITY = frozenset({"low quality", "low"})
PRIMARY = "primary name"

_NUMBERED = re.compile(r"\(\d+\)\s*")
_LABELLED = re.compile(r"\((Business Reg No|IMO number|Website)\):\s*(.*?)\s*(?=\([A-Z][^():]*\):|$)")
_NUMBER = re.compile(r"^(?:(OGRN|TIN|INN)\b[: -]*)?((?:[A-Z]{2})?\d[\d/-]{3,})\.?$")
SCHEMES = {"Business Reg No": "registration", "IMO number": "imo", "TIN": "tax", "INN": "tax"}

Record = Mapping[str, str]


def recognises(path: Path, head: bytes) -> bool:
    """An XLSX whose first texts are the header of one of the two layouts?"""
    return any(in_workbook(path, head, (UPDATED, "Name 6", layout["number"])) for layout in LAYOUTS)


def read(path: Path, source: Source) -> ListRead:
    """Read every row and join rows of one number into one entity; `rows` counts the sheet's rows."""
    rows = sheet_rows(path)
    _, first = next(rows, (0, [""]))
    if first[0] != UPDATED:
        raise refusal("unknown-layout", path, row=1, value=first[0], expected=UPDATED)
    _, header = next(rows, (HEADER_ROW, []))
    layout = _layout(path, header)
    notes = Notes(path, source)
    groups: dict[str, list[tuple[int, Record]]] = {}
    count = 0
    for number, cells in rows:
        count += 1
        record = _named(header, cells, layout)
        if not record["name"]:
            notes.note("no-name", row=number, column="Name 6", value=record["number"])
            continue
        groups.setdefault(record["number"], []).append((number, record))
    return ListRead(
        entities=tuple(_entity(source, group, notes) for group in groups.values()),
        problems=notes.problems,
        list_date=parse_date(first[1], *DATE_FORMATS),
        rows=count,
    )


def _layout(path: Path, header: list[str]) -> Mapping[str, str]:
    layout = next((layout for layout in LAYOUTS if layout["number"] in header), LAYOUTS[0])
    needed = [layout[part] for part in layout if part not in ("address", "nationality")]
    check_columns(path, header, [*NAME_COLUMNS, *needed], row=HEADER_ROW)
    return layout


def _named(header: list[str], cells: list[str], layout: Mapping[str, str]) -> Record:
    row = dict(zip(header, cells, strict=False))
    record = {part: row.get(column, "") for part, column in layout.items()}
    record["name"] = " ".join(filter(None, (row.get(column, "") for column in NAME_COLUMNS)))
    lines = [row.get(f"{layout['address']}{line}", "") for line in range(1, 7)]
    record["address"] = ", ".join(filter(None, [*lines, record["zip"], record["country"]]))
    return record


def _entity(source: Source, group: list[tuple[int, Record]], notes: Notes) -> Entity:
    group = sorted(group, key=lambda item: item[1]["alias"].casefold() != PRIMARY)
    row, first = group[0]
    records = [record for _, record in group]
    is_weak = [record["quality"].casefold() in LOW_QUALITY for record in records]
    good = [part for record, weak in zip(records, is_weak, strict=True) if not weak for part in _names(record)]
    labelled = [item for record in records for item in _LABELLED.findall(record["remarks"])]
    countries = [part for record in records for part in (record["country"], *_parts(record["nationality"]))]
    websites = unique(value for label, value in labelled if label == "Website")
    return make_entity(
        source,
        number=first["number"],
        row=min(number for number, _ in group),
        schema=_schema(first["kind"], row, notes),
        names=[*good, *(record["script"] for record in records)],
        weak=[part for record, weak in zip(records, is_weak, strict=True) if weak for part in _names(record)],
        countries=notes.countries(countries, row=row, column="Country"),
        addresses=[record["address"] for record in records],
        identifiers=_identifiers(labelled),
        programme=first["regime"],
        listed_on=_earliest(
            notes.date(record["listed"], *DATE_FORMATS, row=row, column="Listed On") for record in records
        ),
        remarks=source.clean(first["remarks"]),
        properties=(("website", websites),) if websites else (),
    )


def _names(record: Record) -> tuple[str, ...]:
    """An organisation's cell may hold two names; a person's name is one."""
    return (record["name"],) if record["kind"] == "Individual" else names_in_cell(record["name"])


def _identifiers(labelled: Iterable[tuple[str, str]]) -> tuple[Identifier, ...]:
    """Only values that are numbers and nothing else; the others stay in the remarks."""
    return unique(
        Identifier(scheme=SCHEMES.get(match[1], SCHEMES[label]), value=match[2])
        for label, value in labelled
        for part in _parts(value)
        if label in SCHEMES and (match := _NUMBER.match(part))
    )


def _parts(text: str) -> list[str]:
    """A cell "(1) A (2) B" as its values."""
    return [part.strip(" .") for part in _NUMBERED.split(text) if part.strip(" .")]


def _schema(kind: str, row: int, notes: Notes) -> str:
    if kind not in SCHEMATA:
        notes.once("unknown-type", row=row, column="Group Type", value=kind)
    return SCHEMATA.get(kind, "LegalEntity")


def _earliest(dates: Iterable[date | None]) -> date | None:
    return min((found for found in dates if found), default=None)
