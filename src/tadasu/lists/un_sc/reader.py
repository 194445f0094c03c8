"""United Nations Security Council Consolidated List, XML: individuals and entities of all sanctions regimes."""

from pathlib import Path

from lxml import etree

from tadasu.lists._cells import names_in_cell
from tadasu.lists._entity import make_entity, numbered_apart, parse_date, unique
from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._xml import elements, root_of, text_of
from tadasu.schema import Entity, Identifier

READER_VERSION = "1"

ROOT = "CONSOLIDATED_LIST"
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
ADDRESS_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
DATE_FORMATS = ("%Y-%m-%d", "%Y-%m-%d%z")
LOW_QUALITY = "Low"


def recognises(path: Path, head: bytes) -> bool:
    """Is the root element the consolidated list's?"""
    return b"<CONSOLIDATED_LIST" in head


def read(path: Path, source: Source) -> ListRead:
    """Read individuals and entities; an alias of quality Low becomes a weak alias."""
    root, attributes = root_of(path)
    if root != ROOT:
        raise refusal("unknown-layout", path, value=root, expected=ROOT)
    notes = Notes(path, source)
    entities: list[Entity] = []
    rows = 0
    for rows, element in enumerate(elements(path, "INDIVIDUAL", "ENTITY"), start=1):
        if any(_names(element, source)):
            entities.append(_entity(source, element, rows, notes))
        else:
            notes.note("no-name", row=rows, value=text_of(element, "REFERENCE_NUMBER"))
    list_date = parse_date(attributes.get("dateGenerated", "")[:10], "%Y-%m-%d")
    return ListRead(
        entities=numbered_apart(entities, notes.repeated), problems=notes.problems, list_date=list_date, rows=rows
    )


def _entity(source: Source, element: etree._Element, row: int, notes: Notes) -> Entity:
    is_person = element.tag == "INDIVIDUAL"
    kind = "INDIVIDUAL" if is_person else "ENTITY"
    names, weak = _names(element, source)
    addresses = element.findall(f"{kind}_ADDRESS")
    countries = [text_of(address, "COUNTRY") for address in addresses]
    countries += [source.clean(value.text) for value in element.findall("NATIONALITY/VALUE")]
    return make_entity(
        source,
        number=text_of(element, "REFERENCE_NUMBER") or text_of(element, "DATAID"),
        row=row,
        schema="Person" if is_person else "LegalEntity",
        names=names,
        weak=weak,
        countries=notes.countries(countries, row=row, column="COUNTRY"),
        addresses=[_address(address, source) for address in addresses],
        identifiers=_identifiers(element),
        programme=text_of(element, "UN_LIST_TYPE"),
        listed_on=notes.date(text_of(element, "LISTED_ON"), *DATE_FORMATS, row=row, column="LISTED_ON"),
        remarks=text_of(element, "COMMENTS1"),
    )


def _names(element: etree._Element, source: Source) -> tuple[list[str], list[str]]:
    main = " ".join(filter(None, (source.clean(text_of(element, part)) for part in NAME_PARTS)))
    good = [main, text_of(element, "NAME_ORIGINAL_SCRIPT")]
    weak: list[str] = []
    for alias in element.findall(f"{element.tag}_ALIAS"):
        name = source.clean(text_of(alias, "ALIAS_NAME"))
        (weak if text_of(alias, "QUALITY") == LOW_QUALITY else good).append(name)
    return [part for name in good for part in names_in_cell(name)], [
        part for name in weak for part in names_in_cell(name)
    ]


def _address(address: etree._Element, source: Source) -> str:
    return ", ".join(filter(None, (source.clean(text_of(address, part)) for part in ADDRESS_PARTS)))


def _identifiers(element: etree._Element) -> tuple[Identifier, ...]:
    documents = element.findall("INDIVIDUAL_DOCUMENT")
    return unique(
        Identifier(scheme="passport" if "assport" in kind or "asaport" in kind else "national-id", value=number)
        for document in documents
        if (kind := text_of(document, "TYPE_OF_DOCUMENT")) and (number := text_of(document, "NUMBER"))
    )
