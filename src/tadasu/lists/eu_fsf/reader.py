"""EU consolidated list of financial sanctions, XML 1.1: export/sanctionEntity with names, regulation, addresses,
numbers.

Built from the published layout; no live file was at hand.
"""

from datetime import date
from pathlib import Path

from lxml import etree

from tadasu.lists._entity import make_entity, numbered_apart, parse_date, unique
from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._xml import elements, root_of
from tadasu.schema import Entity, Identifier

READER_VERSION = "1"

ROOT = "export"
ANY = "{*}"
SCHEMATA = {"P": "Person", "E": "LegalEntity"}
SCHEMES = {"regnumber": "registration", "passport": "passport", "id": "national-id", "imo": "imo", "lei": "lei"}
UNKNOWN_COUNTRY = "00"
ADDRESS_PARTS = ("street", "poBox", "place", "city", "region", "zipCode", "countryDescription")


def recognises(path: Path, head: bytes) -> bool:
    """Is the root element `export` in the Commission's name space?"""
    return b"<export" in head and (b"/fsd/export" in head or b"<sanctionEntity" in head)


def read(path: Path, source: Source) -> ListRead:
    """Read every `sanctionEntity`; a name marked `strong="false"` becomes a weak alias."""
    root, attributes = root_of(path)
    if root != ROOT:
        raise refusal("unknown-layout", path, value=root, expected=ROOT)
    notes = Notes(path, source)
    entities: list[Entity] = []
    rows = 0
    for rows, element in enumerate(elements(path, f"{ANY}sanctionEntity", "sanctionEntity"), start=1):
        if any(_names(element)):
            entities.append(_entity(source, element, rows, notes))
        else:
            notes.note("no-name", row=rows, value=element.get("euReferenceNumber", ""))
    list_date = parse_date(attributes.get("generationDate", "")[:10], "%Y-%m-%d")
    return ListRead(
        entities=numbered_apart(entities, notes.repeated), problems=notes.problems, list_date=list_date, rows=rows
    )


def _entity(source: Source, element: etree._Element, row: int, notes: Notes) -> Entity:
    names, weak = _names(element)
    regulation = element.find(f"{ANY}regulation")
    addresses = element.findall(f"{ANY}address")
    countries = [_country(part) for part in [*addresses, *element.findall(f"{ANY}citizenship")]]
    return make_entity(
        source,
        number=_attribute(element, "euReferenceNumber") or _attribute(element, "logicalId"),
        row=row,
        schema=_schema(element, row, notes),
        names=names,
        weak=weak,
        countries=notes.countries(countries, row=row, column="countryIso2Code"),
        addresses=[", ".join(unique(_attribute(part, name) for name in ADDRESS_PARTS)) for part in addresses],
        identifiers=_identifiers(element),
        programme=_attribute(regulation, "programme"),
        listed_on=_listed_on(element, regulation, row, notes),
        source_url=_text(regulation, "publicationUrl"),
        remarks=" ".join(
            filter(None, (" ".join((part.text or "").split()) for part in element.findall(f"{ANY}remark")))
        ),
    )


def _names(element: etree._Element) -> tuple[list[str], list[str]]:
    strong: list[str] = []
    weak: list[str] = []
    for alias in element.findall(f"{ANY}nameAlias"):
        parts = (alias.get(part, "") for part in ("firstName", "middleName", "lastName"))
        name = _attribute(alias, "wholeName") or " ".join(filter(None, parts))
        (weak if alias.get("strong") == "false" else strong).append(name)
    return [name for name in strong if name], [name for name in weak if name]


def _schema(element: etree._Element, row: int, notes: Notes) -> str:
    code = _attribute(element.find(f"{ANY}subjectType"), "classificationCode")
    if code not in SCHEMATA:
        notes.once("unknown-type", row=row, column="subjectType", value=code)
    return SCHEMATA.get(code, "LegalEntity")


def _identifiers(element: etree._Element) -> tuple[Identifier, ...]:
    return unique(
        Identifier(scheme=SCHEMES.get(_attribute(part, "identificationTypeCode"), "other"), value=number)
        for part in element.findall(f"{ANY}identification")
        if (number := _attribute(part, "number") or _attribute(part, "latinNumber"))
    )


def _listed_on(element: etree._Element, regulation: etree._Element | None, row: int, notes: Notes) -> date | None:
    text = element.get("designationDate") or _attribute(regulation, "entryIntoForceDate")
    return notes.date(text[:10], "%Y-%m-%d", row=row, column="designationDate")


def _country(part: etree._Element) -> str:
    code = _attribute(part, "countryIso2Code")
    return "" if code == UNKNOWN_COUNTRY else code


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else " ".join(str(element.get(name, "")).split())


def _text(element: etree._Element | None, name: str) -> str:
    child = None if element is None else element.find(f"{ANY}{name}")
    return "" if child is None else (child.text or "").strip()
