"""Statements of the Beneficial Ownership Data Standard 0.4: a JSON array, or one JSON object a line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tadasu.lists._entity import parse_date
from tadasu.lists._problems import refusal

LAYOUT = ("statementId", "recordId", "recordType", "recordDetails")
"""Keys of a 0.4 statement; 0.2 and 0.3 have `statementType` instead of the last three."""

Statement = Mapping[str, Any]


def last_statements(path: Path, *types: str) -> tuple[list[tuple[int, Statement]], int, date | None]:
    """The last statement of every record of these types, with its number; all statements; the last day of publication.

    A later statement about a record replaces an earlier one; records stand in the order in which they were first met.
    """
    latest: dict[str, tuple[int, Statement]] = {}
    published: list[date] = []
    rows = 0
    for row, statement in statements(path):
        rows += 1
        day = day_of(part_of(statement, "publicationDetails").get("publicationDate"))
        published += [day] if day else []
        if statement["recordType"] not in types:
            continue
        known = latest.get(statement["recordId"])
        if known is None or text_of(known[1].get("statementDate")) <= text_of(statement.get("statementDate")):
            latest[statement["recordId"]] = (row, statement)
    return list(latest.values()), rows, max(published, default=None)


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


def part_of(record: Statement, key: str) -> Statement:
    """The object at a key, empty where there is none."""
    part = record.get(key)
    return part if isinstance(part, dict) else {}


def parts_of(record: Statement, key: str) -> list[Statement]:
    """The objects of the list at a key."""
    parts = record.get(key)
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def text_of(value: Any) -> str:
    """A text or number with white space made one, empty for anything else."""
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def day_of(value: Any) -> date | None:
    """The day of a date or a moment, or None."""
    return parse_date(text_of(value)[:10], "%Y-%m-%d")
