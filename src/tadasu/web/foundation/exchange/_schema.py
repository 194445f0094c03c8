"""Closed schemas: in a document there is nothing that its schema does not name, and nothing without an end.

Whether a document is as its schema says is asked as findings ask it; here is asked whether a schema leaves anything open.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tadasu.web.foundation.findings.schemas import fault_of

__all__ = ["closed", "fault_of", "schema_of"]


@cache
def schema_of(file: Path) -> Mapping[str, Any]:
    """The schema in a file, found to be closed. Raises ValueError."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    closed(found)
    return found


def closed(schema: Mapping[str, Any]) -> None:
    """Raises ValueError, with the place, for a schema of something that is no object, or that leaves something open: a field
    that is not named, a text or a list without an end, a pattern that is not about the whole."""
    if schema.get("type") != "object":
        raise ValueError("/: a document is made of objects")
    _closed(schema, schema, "")


def _closed(schema: Mapping[str, Any], root: Mapping[str, Any], place: str) -> None:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "const" in schema or "enum" in schema:
        return
    match schema.get("type"):
        case "object":
            if schema.get("additionalProperties") is not False or "patternProperties" in schema:
                raise ValueError(f"{place or '/'}: additionalProperties is not false, or names are left to a pattern")
            for name, one in schema["properties"].items():
                _closed(one, root, f"{place}/{name}")
        case "array":
            if "maxItems" not in schema:
                raise ValueError(f"{place or '/'}: no maxItems")
            _closed(schema["items"], root, f"{place}/0")
        case "string":
            if "maxLength" not in schema or not re.fullmatch(r"\^.*\$", schema.get("pattern", "^$")):
                raise ValueError(f"{place or '/'}: no maxLength, or a pattern that is not from ^ to $")
        case "integer" | "boolean":
            return
        case other:
            raise ValueError(f"{place or '/'}: no type of its own: {other}")
