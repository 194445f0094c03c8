"""UFLPA Entity List: the page of the Department of Homeland Security (HTML), or a CSV of the same facts.

The page holds one table for each section of the statute with "Name of Entity" and "Effective Date"; an entity may
stand in several tables and becomes one entity here. The CSV has the columns name, aliases, effective_date, section.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree, html

from tadasu.lists._entity import make_entity, name_number, parse_date
from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead, looks_html
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.lists.us_uflpa._names import parse_names
from tadasu.schema import Entity

READER_VERSION = "1"

COLUMNS = ("name", "aliases", "effective_date", "section")
NAME_HEADER, DATE_HEADER = "name of entity", "effective date"
PAGE_START_BYTES = 1 << 17
DATE_FORMATS = ("%B %d, %Y", "%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y")
COUNTRIES = ("cn",)
"""The notices of listing call every entity based in the People's Republic of China; the table has no country."""

_SECTION = re.compile(r"2\s*\(d\)\s*\(2\)\s*\(B\)\s*\((i|ii|iv|v)\)(?:\s*and\s*\((i|ii|iv|v)\))?", re.IGNORECASE)
_UPDATED = re.compile(r"Last (?:Updated|Published Date):?\s*([A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4})")
_CONTAINERS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "caption", "button", "summary", "strong", "a", "span"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One row of one table."""

    row: int
    cell: str
    aliases: tuple[str, ...]
    listed_on: date | None
    sections: tuple[str, ...]
    source_url: str = ""


def recognises(path: Path, head: bytes) -> bool:
    """The CSV by its header; the page by its title, which may stand below a long head of scripts."""
    if header_in(head, COLUMNS):
        return True
    if not looks_html(head):
        return False
    with path.open("rb") as file:
        return b"UFLPA Entity List" in file.read(PAGE_START_BYTES)


def read(path: Path, source: Source) -> ListRead:
    """Read the page or the CSV; rows of one entity are joined, named subsidiaries become entities of their own."""
    notes = Notes(path, source)
    with path.open("rb") as file:
        is_page = looks_html(file.read(4096))
    listings, list_date = _page(path, notes) if is_page else (list(_table(path, notes)), None)
    entities: dict[str, Entity] = {}
    for listing in listings:
        for entity in _entities(source, listing, notes):
            known = entities.get(entity.id)
            entities[entity.id] = entity if known is None else _joined(source, known, entity)
    return ListRead(entities=tuple(entities.values()), problems=notes.problems, list_date=list_date, rows=len(listings))


def _table(path: Path, notes: Notes) -> Iterator[Listing]:
    for row, record in csv_records(path, needed=COLUMNS, notes=notes):
        if not record["name"].strip():
            notes.note("no-name", row=row, column="name")
            continue
        url = record.get("evidence_url", "")
        yield Listing(
            row=row,
            cell=record["name"],
            aliases=tuple(record["aliases"].split(";")),
            listed_on=notes.date(record["effective_date"], *DATE_FORMATS, row=row, column="effective_date"),
            sections=_sections(record["section"]),
            source_url=url if url.startswith("https://") and " " not in url else "",
        )


def _page(path: Path, notes: Notes) -> tuple[list[Listing], date | None]:
    try:
        page = html.fromstring(path.read_bytes(), parser=html.HTMLParser(huge_tree=False, encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        raise refusal("unknown-layout", path, expected=NAME_HEADER) from None
    tables = list(_tables(page))
    if not tables:
        raise refusal("unknown-layout", path, column=NAME_HEADER, expected=NAME_HEADER)
    listings: list[Listing] = []
    for sections, rows in tables:
        for name, effective in rows:
            row = len(listings) + 1
            if not name:
                notes.note("no-name", row=row, column="Name of Entity")
                continue
            listed_on = notes.date(effective, *DATE_FORMATS, row=row, column="Effective Date")
            listings.append(Listing(row=row, cell=name, aliases=(), listed_on=listed_on, sections=sections))
    updated = _UPDATED.search(" ".join(str(page.xpath("string()")).split()))
    return listings, parse_date(updated[1], *DATE_FORMATS) if updated else None


def _tables(page: html.HtmlElement) -> Iterator[tuple[tuple[str, ...], list[tuple[str, str]]]]:
    """Each table of entities with the section that was last named above it."""
    sections: tuple[str, ...] = ()
    for element in page.iter(etree.Element):
        if element.tag in _CONTAINERS and not _inside_table(element):
            sections = _sections(str(element.xpath("string()"))) or sections
        if element.tag != "table":
            continue
        caption = element.find("caption")
        sections = (_sections(str(caption.xpath("string()"))) if caption is not None else ()) or sections
        rows = [
            [" ".join(str(cell.xpath("string()")).split()) for cell in row.iter("td", "th")]
            for row in element.iter("tr")
        ]
        header = [cell.casefold() for cell in rows[0]] if rows else []
        if NAME_HEADER in header and DATE_HEADER in header:
            name, effective = header.index(NAME_HEADER), header.index(DATE_HEADER)
            body = [cells for cells in rows[1:] if len(cells) > max(name, effective)]
            yield sections, [(cells[name], cells[effective]) for cells in body]


def _inside_table(element: html.HtmlElement) -> bool:
    return next(element.iterancestors("table"), None) is not None


def _sections(text: str) -> tuple[str, ...]:
    found = [number.lower() for match in _SECTION.finditer(text) for number in match.groups() if number]
    return tuple(f"2(d)(2)(B)({number})" for number in dict.fromkeys(found))


def _entities(source: Source, listing: Listing, notes: Notes) -> Iterator[Entity]:
    names = parse_names(source.clean(listing.cell))
    if names.is_open:
        notes.note("unclosed-bracket", row=listing.row, value=listing.cell)
    further = [parse_names(alias) for alias in listing.aliases if alias.strip()]
    parent = _entity(
        source,
        listing,
        [names.name, *names.aliases, *(part for one in further for part in (_bare(one.name), *one.aliases))],
    )
    yield parent
    for subsidiary in names.subsidiaries:
        yield _entity(source, listing, [subsidiary], parent=parent)


def _bare(alias: str) -> str:
    return re.sub(r"\s*\((?:former|previous) name\)$", "", alias)


def _entity(source: Source, listing: Listing, names: Iterable[str], parent: Entity | None = None) -> Entity:
    known = [source.clean(name) for name in names]
    return make_entity(
        source,
        number=name_number(known[0]),
        row=listing.row,
        schema="Company",
        names=known,
        countries=COUNTRIES,
        programme="; ".join(listing.sections),
        listed_on=listing.listed_on,
        source_url=listing.source_url or source.homepage,
        remarks="" if listing.cell == known[0] else source.clean(listing.cell),
        properties=(("parent", (parent.id,)),) if parent else (),
    )


def _joined(source: Source, one: Entity, other: Entity) -> Entity:
    """One entity from two rows: all names and sections, the earlier date, the remarks of both."""
    sections = dict.fromkeys([*one.programme.split("; "), *other.programme.split("; ")])
    return make_entity(
        source,
        number=one.id.partition(":")[2],
        row=one.origin.row,
        schema=one.schema,
        names=[*one.names, *other.names],
        countries=one.countries,
        programme="; ".join(filter(None, sections)),
        listed_on=min(filter(None, (one.listed_on, other.listed_on)), default=None),
        source_url=one.source_url,
        remarks="; ".join(dict.fromkeys(filter(None, (one.remarks, other.remarks)))),
        properties=one.properties or other.properties,
    )
