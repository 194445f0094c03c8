"""OFAC Specially Designated Nationals in the official CSV layout: sdn, alt and add, without header, joined on
column one.

Column meanings are OFAC's "SDN data specification" (dat_spec.txt): `-0-` is null, 0x1A ends the file.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tadasu.lists._companions import companion_name, companion_of
from tadasu.lists._entity import make_entity, numbered_apart, unique
from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_rows
from tadasu.schema import Entity, Identifier

READER_VERSION = "1"

SDN_COLUMNS, ALT_COLUMNS, ADD_COLUMNS = 12, 5, 6
ENCODINGS = ("utf-8-sig", "latin-1")
END_MARK = "\x1a"
SCHEMATA = {"": "LegalEntity", "individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
ALIAS_TYPES = frozenset({"aka", "fka", "nka"})
SOURCE_URL = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="

SCHEMES = (
    ("registration", re.compile(r"^(?:alt\. )?Registration (?:ID|Number) (\S+)(?: \([^()]*\))?$")),
    ("registration", re.compile(r"^(?:alt\. )?(?:UK )?Company Number (\S+)(?: \([^()]*\))?$")),
    ("registration", re.compile(r"^(?:alt\. )?Business Registration Number (\S+)(?: \([^()]*\))?$")),
    ("uscc", re.compile(r"^(?:alt\. )?Unified Social Credit Code \(USCC\) ([0-9A-Z]{18})(?: \([^()]*\))?$")),
    ("lei", re.compile(r"^(?:alt\. )?Legal Entity (?:Number|Identifier) ([0-9A-Z]{18}\d{2})(?: \([^()]*\))?$")),
    ("tax", re.compile(r"^(?:alt\. )?Tax ID No\. (\S+)(?: \([^()]*\))?$")),
    ("duns", re.compile(r"^(?:alt\. )?D-U-N-S Number (\S+)(?: \([^()]*\))?$")),
    ("swift", re.compile(r"^(?:alt\. )?SWIFT/BIC (\S+)$")),
    ("imo", re.compile(r"^Vessel Registration Identification IMO (\d{7})$")),
    ("mmsi", re.compile(r"^(?:alt\. )?MMSI (\d{9})$")),
)
"""Clauses of the remarks that are a number and nothing else; a clause that says more is left in the remarks only."""

_WEBSITE = re.compile(r"^(?:alt\. )?Website (\S+)$")
_WEAK_ALIAS = re.compile(r"^(?:alt\. )?a\.k\.a\. '(.+)'$")
_NATIONALITY = re.compile(r"^(?:alt\. )?(?:nationality|citizen) (.+)$")
_SDN_LINE = re.compile(rb'^"?\d+"?,"[^"]*",')


def recognises(path: Path, head: bytes) -> bool:
    """A number, a quoted name, twelve cells in all, and the files of aliases and addresses beside it?"""
    line = head.splitlines()[0] if head else b""
    return bool(_SDN_LINE.match(line)) and b"-0-" in line and "sdn" in path.name.lower()


def read(path: Path, source: Source) -> ListRead:
    """Read the three files. `path` is the sdn file; the others are found beside it by name."""
    notes = Notes(path, source)
    listed = list(_rows(path, SDN_COLUMNS, notes))
    if not listed:
        raise refusal("unknown-layout", path, row=1, expected=f"{SDN_COLUMNS} columns")
    _check_end(path, notes)
    numbers = {cells[0].strip() for _, cells in listed}
    aliases = _companion(path, source, "alt.csv", ALT_COLUMNS, numbers, notes)
    addresses = _companion(path, source, "add.csv", ADD_COLUMNS, numbers, notes)
    entities = (
        _entity(source, row, cells, aliases.get(cells[0].strip(), ()), addresses.get(cells[0].strip(), ()), notes)
        for row, cells in listed
    )
    return ListRead(entities=numbered_apart(entities, notes.repeated), problems=notes.problems, rows=len(listed))


Group = tuple[list[str], ...]


def _rows(path: Path, columns: int, notes: Notes) -> Iterator[tuple[int, list[str]]]:
    for number, cells in csv_rows(path, encodings=ENCODINGS):
        if cells == [END_MARK]:
            return
        if len(cells) != columns or not cells[0].strip().isdigit():
            notes.note("wrong-width", row=number, value=cells[0], columns=columns)
            continue
        yield number, cells


def _companion(
    path: Path, source: Source, companion: str, columns: int, numbers: set[str], notes: Notes
) -> Mapping[str, Group]:
    """The rows of the alias or address file by entity number."""
    beside, kind = companion_of(path, source, companion), Path(companion).stem
    if beside is None:
        raise refusal("companion-missing", path, name=companion_name(path, source, companion))
    _check_end(beside, notes, kind)
    groups: dict[str, Group] = {}
    orphans = []
    for _, cells in _rows(beside, columns, notes):
        number = cells[0].strip()
        if number in numbers:
            groups[number] = (*groups.get(number, ()), cells)
        else:
            orphans.append(number)
    if orphans:
        notes.note("orphan-rows", column=kind, value=orphans[0], count=len(orphans))
    return groups


def _check_end(path: Path, notes: Notes, kind: str = "") -> None:
    """Note a file that does not end with the publisher's mark; `kind` says which of those beside the first it is."""
    if not path.read_bytes().rstrip(b"\r\n").endswith(END_MARK.encode()):
        notes.note("cut-off", column=kind)


def _entity(source: Source, row: int, cells: list[str], alt: Group, add: Group, notes: Notes) -> Entity:
    number, name, kind, programme, title, call, vessel, _, _, flag, _, remarks = map(source.clean, cells)
    clauses = [clause.strip() for clause in remarks.rstrip(". ").split("; ")]
    countries = [source.clean(cells[4]) for cells in add]
    countries += [match[1] for clause in clauses if (match := _NATIONALITY.match(clause))]
    if kind == "vessel":
        countries.append(flag)
    if kind not in SCHEMATA:
        notes.once("unknown-type", row=row, column="SDN_Type", value=kind)
    return make_entity(
        source,
        number=number,
        row=row,
        schema=SCHEMATA.get(kind, "LegalEntity"),
        names=[name, *(cells[3] for cells in alt if cells[2].strip() in ALIAS_TYPES)],
        weak=[match[1] for clause in clauses if (match := _WEAK_ALIAS.match(clause))],
        countries=notes.countries(countries, row=row, column="Country"),
        addresses=[", ".join(filter(None, map(source.clean, cells[2:5]))) for cells in add],
        identifiers=_identifiers(clauses),
        programme=programme.replace("] [", "; "),
        source_url=f"{SOURCE_URL}{number}",
        remarks=remarks,
        properties=_properties(clauses, callSign=call, flag=flag, position=title, type=vessel),
    )


def _identifiers(clauses: list[str]) -> tuple[Identifier, ...]:
    return unique(
        Identifier(scheme=scheme, value=match[1])
        for clause in clauses
        for scheme, pattern in SCHEMES
        if (match := pattern.match(clause))
    )


def _properties(clauses: list[str], **cells: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    websites = unique(match[1] for clause in clauses if (match := _WEBSITE.match(clause)))
    kept = {name: (cell,) for name, cell in cells.items() if cell} | ({"website": websites} if websites else {})
    return tuple(sorted(kept.items()))
