"""Beneficial Ownership Data Standard 0.4: the entities and persons of a JSON array (or one JSON object a line).

Built from the standard's documentation and its published examples. Relationship statements are left to ownership, which
will read the same file. A later statement about a record replaces an earlier one.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tadasu.lists._entity import make_entity, numbered_apart, parse_date
from tadasu.lists._problems import problem, refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.schema import Entity, Identifier, Problem

READER_VERSION = "1"

LAYOUT = ("statementId", "recordId", "recordType", "recordDetails")
"""Keys of a 0.4 statement; 0.2 and 0.3 have `statementType` instead of the last three."""

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

Statement = Mapping[str, Any]


def read(path: Path, source: Source) -> ListRead:
    """The last statement of every entity and person record; a closed record keeps the day of its closing."""
    latest: dict[str, tuple[int, Statement]] = {}
    published: list[date] = []
    rows = 0
    for row, statement in statements(path):
        rows += 1
        day = _day(_part(statement, "publicationDetails").get("publicationDate"))
        published += [day] if day else []
        if statement["recordType"] not in ("entity", "person"):
            continue
        known = latest.get(statement["recordId"])
        if known is None or _text(known[1].get("statementDate")) <= _text(statement.get("statementDate")):
            latest[statement["recordId"]] = (row, statement)
    problems: list[Problem] = []
    entities: list[Entity] = []
    for row, statement in latest.values():
        if any(_names(statement)):
            entities.append(_entity(source, row, statement))
        else:
            problems.append(problem("no-name", path, row=row, column="name", value=statement["recordId"]))
    return ListRead(
        entities=numbered_apart(entities),
        problems=tuple(problems),
        list_date=max(published, default=None),
        rows=rows,
    )


def recognises(path: Path, head: bytes) -> bool:
    """JSON whose first statement names a record."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"[", b"{")) and all(f'"{key}"'.encode() in head for key in LAYOUT[:3])


def statements(path: Path) -> Iterator[tuple[int, Statement]]:
    """Each statement with its number from 1. Refuses what is not UTF-8, not JSON, or not statements of 0.4."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("wrong-encoding", path, encodings="utf-8") from None
    for row, statement in enumerate(_parsed(path, text), start=1):
        if not isinstance(statement, dict):
            raise refusal("unknown-layout", path, row=row, expected=", ".join(LAYOUT))
        for key in LAYOUT:
            if key not in statement:
                raise refusal("unknown-layout", path, row=row, column=key, expected=", ".join(LAYOUT))
        if not isinstance(statement["recordDetails"], dict) or not isinstance(statement["recordId"], str):
            raise refusal("unknown-layout", path, row=row, column="recordDetails", expected=", ".join(LAYOUT))
        yield row, statement


def _parsed(path: Path, text: str) -> list[Any]:
    try:
        if text.lstrip().startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise refusal("broken-json", path, row=getattr(error, "lineno", 0), reason=str(error)) from None


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
        addresses=[_address(address) for address in _parts(details, "addresses")],
        identifiers=tuple(_identifiers(details, is_person=is_person)),
        delisted_on=_day(statement.get("statementDate")) if closed else None,
        properties=tuple((name, (value,)) for name, value in _kept(details) if value),
    )


def _schema(details: Statement) -> str:
    return SCHEMATA_OF_TYPE.get(_text(_part(details, "entityType").get("type")), "LegalEntity")


def _names(statement: Statement) -> list[str]:
    details = statement["recordDetails"]
    if statement["recordType"] == "person":
        return [_text(name.get("fullName")) for name in _parts(details, "names")]
    others = details.get("alternateNames")
    return [_text(details.get("name")), *(_text(name) for name in (others if isinstance(others, list) else ()))]


def _countries(details: Statement) -> Iterator[str]:
    """Two letters, lower case; a subdivision such as US-DE counts for its country."""
    yield _text(_part(details, "jurisdiction").get("code"))[:2].lower()
    for nationality in _parts(details, "nationalities"):
        yield _text(nationality.get("code"))[:2].lower()
    for address in _parts(details, "addresses"):
        yield _text(_part(address, "country").get("code"))[:2].lower()


def _address(address: Statement) -> str:
    parts = (address.get("address"), address.get("postCode"), _part(address, "country").get("name"))
    return ", ".join(_text(part) for part in parts if part)


def _identifiers(details: Statement, *, is_person: bool) -> Iterator[Identifier]:
    for identifier in _parts(details, "identifiers"):
        value = _text(identifier.get("id"))
        if not value:
            continue
        if identifier.get("scheme") == LEI_SCHEME:
            yield Identifier(scheme="lei", value=value)
        else:
            yield Identifier(scheme="id" if is_person else "registration", value=value)


def _kept(details: Statement) -> Iterator[tuple[str, str]]:
    yield "birthDate", _text(details.get("birthDate"))
    yield "dissolutionDate", _text(details.get("dissolutionDate"))
    yield "incorporationDate", _text(details.get("foundingDate"))


def _part(record: Statement, key: str) -> Statement:
    part = record.get(key)
    return part if isinstance(part, dict) else {}


def _parts(record: Statement, key: str) -> list[Statement]:
    parts = record.get(key)
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _day(value: Any) -> date | None:
    return parse_date(_text(value)[:10], "%Y-%m-%d")
