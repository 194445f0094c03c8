"""GLEIF Level 1, who is who: the golden copy as CSV, or as LEI-CDF XML (version 3.1).

Built from the published column and element names (GLEIF golden copy; LEI Common Data File format 3.1); not tried on a
live file. An XML record is first laid out under the CSV's column names, so that both are read by the same lines.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._gleif import date_of_csv, date_of_xml, is_xml
from tadasu.lists._problems import problem
from tadasu.lists._read import ListRead, head_of
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.lists._xml import elements
from tadasu.schema import Entity, Identifier, Problem

READER_VERSION = "1"

LEI = "LEI"
NAME = "Entity.LegalName"
STATUS = "Entity.EntityStatus"
CATEGORY = "Entity.EntityCategory"
JURISDICTION = "Entity.LegalJurisdiction"
REGISTERED_AS = "Entity.RegistrationAuthority.RegistrationAuthorityEntityID"
COUNTRY = "Entity.LegalAddress.Country"
HEADQUARTERS_COUNTRY = "Entity.HeadquartersAddress.Country"

NEEDED = (LEI, NAME, COUNTRY, JURISDICTION, STATUS)
OTHER_NAMES = "Entity.OtherEntityNames.OtherEntityName"
TRANSLITERATED = "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName"
MOST_NAMES = 5
"""The CSV has this many numbered columns of each kind; the XML may hold more."""

MADE_BY_MACHINE = "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME"
"""The one kind of name no person chose; kept as a weak alias."""

ADDRESS_PARTS = (
    "FirstAddressLine",
    "AdditionalAddressLine.1",
    "AdditionalAddressLine.2",
    "AdditionalAddressLine.3",
    "City",
    "Region",
    "PostalCode",
    "Country",
)
ADDRESSES = tuple(
    tuple(f"Entity.{address}.{part}" for part in ADDRESS_PARTS) for address in ("LegalAddress", "HeadquartersAddress")
)

SCHEMATA_OF_CATEGORY = {
    "FUND": "Organization",
    "INTERNATIONAL_ORGANIZATION": "Organization",
    "RESIDENT_GOVERNMENT_ENTITY": "PublicBody",
    "SOLE_PROPRIETOR": "LegalEntity",
}

NATIONAL_NUMBERS = {
    "cn": ("uscc", re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")),
    "jp": ("jp-corporate-number", re.compile(r"[1-9]\d{12}")),
}
"""Registers whose number has a scheme of its own: unified social credit code (GB 32100-2015) and 法人番号."""


XML_ROOT = b"LEIData"
_XML_LANGUAGE = re.compile(r"\{[^}]*\}")


def read(path: Path, source: Source) -> ListRead:
    """Every legal entity, active or not (its status is kept). The list date is in the XML header or the CSV's name."""
    head = head_of(path)
    as_xml = is_xml(head)
    list_date = date_of_xml(path, head, root=XML_ROOT) if as_xml else date_of_csv(path)
    entities: list[Entity] = []
    problems: list[Problem] = []
    rows = 0
    for row, cells in _xml_records(path) if as_xml else csv_records(path, needed=NEEDED):
        rows += 1
        if source.clean(cells.get(NAME)):
            entities.append(_entity(source, row, cells))
        else:
            problems.append(problem("no-name", path, row=row, column=NAME, value=cells.get(LEI, "")))
    return ListRead(entities=numbered_apart(entities), problems=tuple(problems), rows=rows, list_date=list_date)


def recognises(path: Path, head: bytes) -> bool:
    """The header row of the CSV, or the root element of the XML."""
    return header_in(head, (LEI, NAME)) or (is_xml(head) and XML_ROOT in head)


def _entity(source: Source, row: int, cells: dict[str, str]) -> Entity:
    lei = source.clean(cells.get(LEI))
    home = source.clean(cells.get(COUNTRY)).lower()
    jurisdiction = source.clean(cells.get(JURISDICTION))
    legal = [cells[NAME]]
    weak: list[str] = []
    for name, kind in _numbered_names(cells):
        (weak if kind == MADE_BY_MACHINE else legal).append(name)
    kept = {"jurisdiction": jurisdiction[:2].lower(), "status": source.clean(cells.get(STATUS))}
    return make_entity(
        source,
        number=lei,
        row=row,
        schema=SCHEMATA_OF_CATEGORY.get(cells.get(CATEGORY, ""), "Company"),
        names=legal,
        weak=weak,
        countries=[home, source.clean(cells.get(HEADQUARTERS_COUNTRY)).lower(), kept["jurisdiction"]],
        addresses=[_address(source, cells, columns) for columns in ADDRESSES],
        identifiers=_identifiers(lei, source.clean(cells.get(REGISTERED_AS)), kept["jurisdiction"]),
        properties=tuple((name, (value,)) for name, value in sorted(kept.items()) if value),
    )


def _numbered_names(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each further name with its kind."""
    for kind in (OTHER_NAMES, TRANSLITERATED):
        number = 1
        while number <= MOST_NAMES or f"{kind}.{number}" in cells:
            if name := cells.get(f"{kind}.{number}"):
                yield name, cells.get(f"{kind}.{number}.type", "")
            number += 1


def _address(source: Source, cells: dict[str, str], columns: tuple[str, ...]) -> str:
    parts = (source.clean(cells[column]) for column in columns if cells.get(column))
    return ", ".join(part for part in parts if part)


def _identifiers(lei: str, registered_as: str, jurisdiction: str) -> tuple[Identifier, ...]:
    found = [Identifier(scheme="lei", value=lei)] if lei else []
    if registered_as:
        found.append(Identifier(scheme="registration", value=registered_as))
        scheme, form = NATIONAL_NUMBERS.get(jurisdiction, ("", None))
        if form and form.fullmatch(registered_as):
            found.append(Identifier(scheme=scheme, value=registered_as))
    return tuple(found)


def _xml_records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for row, record in enumerate(elements(path, "{*}LEIRecord"), start=1):
        cells: dict[str, str] = {}
        for part in record.iterfind("{*}LEI"):
            cells[LEI] = (part.text or "").strip()
        for entity in record.iterfind("{*}Entity"):
            _lay_out(entity, "Entity", cells)
        yield row, cells


def _lay_out(element: etree._Element, column: str, cells: dict[str, str]) -> None:
    """Put an element's children under the CSV's column names: repeated ones are numbered, `type` becomes a column."""
    for child in element.iterchildren("{*}*"):
        name = f"{column}.{etree.QName(child).localname}"
        if etree.QName(child).localname in (
            "OtherEntityName",
            "TransliteratedOtherEntityName",
            "AdditionalAddressLine",
        ):
            number = 1 + sum(1 for _ in child.itersiblings(child.tag, preceding=True))
            name = f"{name}.{number}"
        cells[name] = (child.text or "").strip()
        for key, value in child.attrib.items():
            cells[f"{name}.{_XML_LANGUAGE.sub('', str(key))}"] = str(value)
        _lay_out(child, name, cells)
