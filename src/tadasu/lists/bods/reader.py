"""Beneficial Ownership Data Standard 0.4: the entities and persons of a file. Its relationships are read by `_stakes`.

Built from the standard's documentation and its published examples.
"""

from collections.abc import Iterator
from pathlib import Path

from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._problems import problem
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists.bods._statements import LAYOUT, Statement, day_of, last_statements, part_of, parts_of, text_of
from tadasu.schema import Entity, Identifier, Problem

READER_VERSION = "1"

SCHEMATA_OF_TYPE = {
    "registeredEntity": "Company",
    "legalEntity": "Organization",
    "arrangement": "LegalEntity",
    "anonymousEntity": "LegalEntity",
    "unknownEntity": "LegalEntity",
    "state": "PublicBody",
    "stateBody": "PublicBody",
}

LEI_SCHEME = "XI-LEI"
"""org-id.guide's code for the Legal Entity Identifier; its other codes are national registers."""


def read(path: Path, source: Source) -> ListRead:
    """The last statement of every entity and person record; a closed record keeps the day of its closing."""
    latest, rows, list_date = last_statements(path, "entity", "person")
    problems: list[Problem] = []
    entities: list[Entity] = []
    for row, statement in latest:
        if any(_names(statement)):
            entities.append(_entity(source, row, statement))
        else:
            problems.append(problem("no-name", path, row=row, column="name", value=statement["recordId"]))
    return ListRead(
        entities=numbered_apart(entities),
        problems=tuple(problems),
        list_date=list_date,
        rows=rows,
    )


def recognises(path: Path, head: bytes) -> bool:
    """JSON whose first statement names a record."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"[", b"{")) and all(f'"{key}"'.encode() in head for key in LAYOUT[:3])


def _entity(source: Source, row: int, statement: Statement) -> Entity:
    details = statement["recordDetails"]
    is_person = statement["recordType"] == "person"
    closed = statement.get("recordStatus") == "closed"
    return make_entity(
        source,
        number=statement["recordId"],
        row=row,
        schema="Person" if is_person else _schema(details),
        names=_names(statement),
        countries=list(_countries(details)),
        addresses=[_address(address) for address in parts_of(details, "addresses")],
        identifiers=tuple(_identifiers(details, is_person=is_person)),
        delisted_on=day_of(statement.get("statementDate")) if closed else None,
        properties=tuple((name, (value,)) for name, value in _kept(details) if value),
    )


def _schema(details: Statement) -> str:
    return SCHEMATA_OF_TYPE.get(text_of(part_of(details, "entityType").get("type")), "LegalEntity")


def _names(statement: Statement) -> list[str]:
    details = statement["recordDetails"]
    if statement["recordType"] == "person":
        return [text_of(name.get("fullName")) for name in parts_of(details, "names")]
    others = details.get("alternateNames")
    return [text_of(details.get("name")), *(text_of(name) for name in (others if isinstance(others, list) else ()))]


def _countries(details: Statement) -> Iterator[str]:
    """Two letters, lower case; a subdivision such as US-DE counts for its country."""
    yield text_of(part_of(details, "jurisdiction").get("code"))[:2].lower()
    for nationality in parts_of(details, "nationalities"):
        yield text_of(nationality.get("code"))[:2].lower()
    for address in parts_of(details, "addresses"):
        yield text_of(part_of(address, "country").get("code"))[:2].lower()


def _address(address: Statement) -> str:
    parts = (address.get("address"), address.get("postCode"), part_of(address, "country").get("name"))
    return ", ".join(text_of(part) for part in parts if part)


def _identifiers(details: Statement, *, is_person: bool) -> Iterator[Identifier]:
    for identifier in parts_of(details, "identifiers"):
        value = text_of(identifier.get("id"))
        if not value:
            continue
        if identifier.get("scheme") == LEI_SCHEME:
            yield Identifier(scheme="lei", value=value)
        else:
            yield Identifier(scheme="id" if is_person else "registration", value=value)


def _kept(details: Statement) -> Iterator[tuple[str, str]]:
    yield "birthDate", text_of(details.get("birthDate"))
    yield "dissolutionDate", text_of(details.get("dissolutionDate"))
    yield "incorporationDate", text_of(details.get("foundingDate"))
