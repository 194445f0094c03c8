"""Whether the company that a finding names was asked, as it travels: a plain document with a closed set of fields
(`data/hearing.schema.json`). Pure: no database.

Its words travel as it wrote them, but for what nobody sees: a sign that turns a line round or lies hidden between letters could
make them say something else where they are shown, and a company must not be able to stop a package by one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.findings._document import Document
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.ui.signs import unseen_sign

FILE = Path(__file__).parent / "data" / "hearing.schema.json"
"""Its schema."""

MOST_STATEMENTS, LONGEST_STATEMENT = 3, 5000
"""How many of the company's texts travel, the last ones, and how long each may be, as in the schema: together they fit into a
line of a package in every script."""

_LINES = dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}", "\n")
_PLAIN = str.maketrans({**_LINES, "\t": " "})


@dataclass(frozen=True, slots=True)
class Statement:
    """What the company wrote to be shown, and the first day of the month in which it did."""

    month: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Of a finding and its version: a code of `hearings` in `data/words.yaml`, and the company's own words in their order."""

    finding: UUID
    version: int
    state: str
    statements: Sequence[Statement] = ()


def as_it_travels(text: str) -> str:
    """Without signs that nobody sees: those of format go, any other is shown as one that is missing. Lines stay.

    >>> as_it_travels("We deny it\\u202e.\\r\\n事実では\\u200bありません。\\x07 ")
    'We deny it.\\n事実ではありません。�'
    """
    lines = text.replace("\r\n", "\n").translate(_PLAIN)
    unseen = {ord(one): _instead(one) for one in set(lines) - {"\n"} if unseen_sign(one)}
    return lines.translate(unseen).strip()


def document_of(heard: Heard) -> Document:
    """The document: the last statements of which something is left to be seen. Raises UsageError `findings-document`."""
    said = [(f"{one.month:%Y-%m}", as_it_travels(one.text)) for one in heard.statements]
    made: Document = {
        "finding": str(heard.finding),
        "version": heard.version,
        "state": heard.state,
        "statements": [{"month": month, "text": text} for month, text in said if text][-MOST_STATEMENTS:],
    }
    read(made)
    return made


def read(document: object) -> Heard:
    """What a document says. Raises UsageError `findings-document` with the place where it is not as it must be."""
    if fault := fault_of(document, schema()):
        raise UsageError("findings-document", fault=fault)
    assert isinstance(document, dict)
    statements = document["statements"]
    for at, one in enumerate(statements):
        if as_it_travels(one["text"]) != one["text"]:
            raise UsageError("findings-document", fault=f"/statements/{at}/text signs")
    return Heard(
        finding=UUID(document["finding"]),
        version=document["version"],
        state=document["state"],
        statements=tuple(Statement(date.fromisoformat(f"{one['month']}-01"), one["text"]) for one in statements),
    )


@cache
def schema() -> Mapping[str, Any]:
    """The JSON schema of a document."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _instead(sign: str) -> str:
    return "" if category(sign) == "Cf" else "\N{REPLACEMENT CHARACTER}"
