"""US Consolidated Screening List as the International Trade Administration's CSV: 29 columns, `;` between values."""

import re
from collections.abc import Iterator
from pathlib import Path

from tadasu.lists._cells import names_in_cell
from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._notes import Notes
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.schema import Entity, Identifier

READER_VERSION = "1"

COLUMNS = ("_id", "source", "type", "programs", "name", "addresses", "start_date", "alt_names", "nationalities", "ids")
SCHEMATA = {"Individual": "Person", "Entity": "LegalEntity", "Vessel": "Vessel", "Aircraft": "Airplane"}
TOPICS = {
    "SDN": ("sanction",),
    "SSI": ("sanction",),
    "CMIC": ("sanction",),
    "NS-MBS List": ("sanction",),
    "FSE": ("sanction",),
    "PLC": ("sanction",),
    "CAP": ("sanction",),
    "EL": ("export.control",),
    "MEU": ("export.control",),
    "UVL": ("export.control.linked",),
    "DPL": ("export.control",),
    "ISN": ("sanction",),
    "DTC": ("debarment",),
}
"""Topics by the short name that stands in brackets in the column `source`."""

SCHEMES = {
    "Unified Social Credit Code (USCC)": "uscc",
    "Registration ID": "registration",
    "Registration Number": "registration",
    "Company Number": "registration",
    "UK Company Number": "registration",
    "Business Registration Number": "registration",
    "Legal Entity Number": "registration",
    "Tax ID No.": "tax",
    "SWIFT/BIC": "swift",
    "ISIN": "isin",
}
WEBSITE = "Website"

_SHORT_NAME = re.compile(r"\(([A-Z][A-Za-z -]*)\)(?= (?:List )?- )")
_WIDENING = re.compile(r",? and any successor, sub-unit, or subsidiary thereof$")
_COUNTRY_AT_END = re.compile(r"(?:^|, )([A-Z]{2})$")


def recognises(path: Path, head: bytes) -> bool:
    """Is this the CSV of the Consolidated Screening List?"""
    return header_in(head, COLUMNS)


def read(path: Path, source: Source) -> ListRead:
    """Read every entry; a repeated header row is noted and left out."""
    notes = Notes(path, source)
    rows = list(_records(path, notes))
    named = (_entity(source, number, record, notes) for number, record in rows if record["name"].strip())
    entities = numbered_apart(named, notes.repeated)
    return ListRead(entities=entities, problems=notes.problems, rows=len(rows))


def _records(path: Path, notes: Notes) -> Iterator[tuple[int, dict[str, str]]]:
    for number, record in csv_records(path, needed=COLUMNS, notes=notes, may_be_cut=True):
        if record["_id"] == "_id":
            notes.note("header-repeated", row=number)
            continue
        if not record["name"].strip():
            notes.note("no-name", row=number)
        yield number, record


def _entity(source: Source, row: int, record: dict[str, str], notes: Notes) -> Entity:
    addresses = _values(record["addresses"])
    ids = [identifier.partition(", ") for identifier in _values(record["ids"])]
    short = _SHORT_NAME.search(record["source"])
    codes = [match[1] for address in addresses if (match := _COUNTRY_AT_END.search(address))]
    codes += _values(record["nationalities"]) + _values(record.get("citizenships", ""))
    return make_entity(
        source,
        number=record["_id"],
        row=row,
        schema=_schema(record["type"], row, notes),
        names=_names(record["name"], record["alt_names"]),
        countries=notes.countries(codes, row=row, column="addresses"),
        addresses=[source.clean(address) for address in addresses],
        identifiers=[
            Identifier(scheme=SCHEMES[kind], value=rest.split(", ")[0])
            for kind, _, rest in ids
            if kind in SCHEMES and rest
        ],
        topics=TOPICS.get(short[1], source.topics) if short else source.topics,
        programme=source.clean(record["programs"] or (short[1] if short else record["source"])),
        listed_on=notes.date(record["start_date"], "%Y-%m-%d", row=row, column="start_date"),
        source_url=record.get("source_list_url", ""),
        remarks=source.clean(record.get("remarks")),
        properties=_properties([rest.split(", ")[0] for kind, _, rest in ids if kind == WEBSITE]),
    )


def _names(name: str, others: str) -> list[str]:
    """Some entries hold other names in the name, and a phrase that widens the listing beyond it."""
    return [_WIDENING.sub("", part) for cell in (name, others) for part in names_in_cell(cell)]


def _schema(kind: str, row: int, notes: Notes) -> str:
    kind = kind.strip()
    if kind and kind not in SCHEMATA:
        notes.once("unknown-type", row=row, column="type", value=kind)
    return SCHEMATA.get(kind, "LegalEntity")


def _values(cell: str | None) -> list[str]:
    return [value for value in (" ".join(part.split()) for part in (cell or "").split("; ")) if value]


def _properties(websites: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("website", tuple(dict.fromkeys(websites))),) if websites else ()
