"""A document against a JSON schema (draft 2020-12): where and how it is not what the schema says, and no word of it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

SHOWN = 80
"""Characters of a name that no schema knows."""


def fault_of(document: Any, schema: Mapping[str, Any]) -> str:
    """The first fault, as `/subject/names/0 maxLength`; empty when there is none.

    >>> fault_of({"a": 1, "b": 2}, {"type": "object", "additionalProperties": False, "properties": {"a": {"type": "integer"}}})
    '/b additionalProperties'
    """
    try:
        fault = next(_validator(json.dumps(schema)).iter_errors(document), None)
    except ValueError:  # text that is not Unicode, a value that JSON has not
        return "/ type"
    if fault is None:
        return ""
    told = fault.kind.as_dict()
    names = told.get("unexpected") or ([told["property"]] if "property" in told else [])
    way = "".join(f"/{str(one)[:SHOWN]}" for one in (*fault.instance_path, *names[:1]))
    return f"{way or '/'} {fault.schema_path[-1]}"


@lru_cache(maxsize=64)
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema))
