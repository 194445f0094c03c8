"""CBP Withhold Release Orders and Findings, CSV in Latin-1. Built from the published layout; no live file was at hand.

One cell may hold several parties and their other names; each party becomes an entity. Vessels are written "Fishing
Vessel: X".
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._notes import Notes
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.lists.us_cbp_wro._parties import Party, parse_parties
from tadasu.schema import Entity

READER_VERSION = "1"

COLUMNS = ("Effective Date", "Entity", "Country", "Country Code", "Merchandise", "Industry", "WRO/Finding", "Status")
ENCODINGS = ("utf-8-sig", "latin-1")
DATE_FORMATS = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d")
IN_FORCE = ("active", "partially active")


def recognises(path: Path, head: bytes) -> bool:
    """Is this the CSV with the columns WRO/Finding and Merchandise?"""
    return header_in(head, COLUMNS, encoding="latin-1") or header_in(head, COLUMNS)


def read(path: Path, source: Source) -> ListRead:
    """Read every order. The topic is set only while the order is in force; the status is kept as a property."""
    notes = Notes(path, source)
    entities: list[Entity] = []
    rows = 0
    for row, record in csv_records(path, needed=COLUMNS, encodings=ENCODINGS, notes=notes):
        rows += 1
        parties, is_certain = parse_parties(source.clean(record["Entity"]))
        if not parties:
            notes.note("no-name", row=row, column="Entity")
        if not is_certain:
            notes.note("uncertain-split", row=row, column="Entity", value=record["Entity"])
        entities.extend(_entity(source, row, record, party, notes) for party in parties)
    return ListRead(entities=numbered_apart(entities), problems=notes.problems, rows=rows)


def _entity(source: Source, row: int, record: dict[str, str], party: Party, notes: Notes) -> Entity:
    status = source.clean(record["Status"])
    codes = [record["Country Code"].strip() or record["Country"]]
    return make_entity(
        source,
        number="",
        row=row,
        schema="Vessel" if party.is_vessel else "LegalEntity",
        names=[party.name, *party.aliases],
        countries=notes.countries(codes, row=row, column="Country"),
        topics=source.topics if status.casefold().startswith(IN_FORCE) else (),
        programme=source.clean(record["WRO/Finding"]),
        listed_on=notes.date(record["Effective Date"], *DATE_FORMATS, row=row, column="Effective Date"),
        source_url=_first_address(record.get("Press Release", "")) or source.homepage,
        remarks=source.clean(record.get("Remarks")),
        properties=tuple(_properties(source, record, status)),
    )


def _properties(source: Source, record: dict[str, str], status: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    kept = (("keywords", record["Merchandise"]), ("sector", record["Industry"]), ("status", status))
    for name, value in kept:
        if cleaned := source.clean(value):
            yield name, (cleaned,)


def _first_address(text: str) -> str:
    found = re.search(r"https://\S+", text)
    return found[0] if found else ""
