"""The document of a grantee's file: JSON whose fields its schema closes (`data/file-<version>.schema.json`). Pure."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from tadasu.schema import UsageError
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.funding.applications import documents

FORM = "tadasu-grantee-file"
VERSION = 1
"""Of the shape. A new one gets a schema of its own beside the old one."""

DATA = Path(__file__).parent.parent / "data"

Schema = Mapping[str, Any]


def written(said: Mapping[str, Any]) -> bytes:
    """The document as it is packed. Raises UsageError `winddown-file` (fault)."""
    schema = json.loads((DATA / f"file-{VERSION}.schema.json").read_text(encoding="utf-8"))
    if fault := fault_of(said, schema):
        raise UsageError("winddown-file", fault=fault)
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()


def schema_of(version: int) -> Schema:
    """What our own page can make; the file that is kept is this, written down. An application is as its own schema says."""
    application = dict(documents.schema_of(documents.VERSION))
    shared = cast(dict[str, Any], application.pop("$defs"))
    application.pop("$schema")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A grantee's file, version {version}",
        **_closed(
            form={"const": FORM},
            version={"const": version},
            language={"enum": ["en", "ja"]},
            taken_on=_DAY,
            funder={"type": "string", "maxLength": 200},
            ends_on={"anyOf": [_DAY, {"type": "null"}]},
            box=_closed(month=_DAY, state=_CODE, closed={"type": "boolean"}),
            letters=_list(_LETTER),
            applications=_list(_APPLICATION),
            grants=_list(_GRANT),
        ),
        "$defs": {**shared, "application": application},
    }


def _closed(**fields: Any) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": sorted(fields), "properties": fields}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_none(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_CODE: Schema = {"type": "string", "maxLength": 60}
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_CURRENCY: Schema = {"type": "string", "pattern": "^([A-Z]{3})?$"}
_PSEUDONYM: Schema = {"type": "string", "maxLength": 20}

_FILE = _closed(name=_TEXT, path=_TEXT, size=_NUMBER)
_LETTER = _closed(
    number=_NUMBER,
    by={"enum": ["grantee", "funder"]},
    sort={"enum": ["letter", "question", "file", "form"]},
    day=_DAY,
    answers=_or_none(_NUMBER),
    text=_or_none(_TEXT),
    file=_or_none(_FILE),
)
_APPLICATION = _closed(
    pseudonym=_PSEUDONYM,
    state=_CODE,
    month=_DAY,
    level=_NUMBER,
    lane=_CODE,
    region=_CODE,
    purpose=_CODE,
    amount=_or_none(_NUMBER),
    currency=_CURRENCY,
    consents=_list(_CODE),
    versions=_list(_closed(number=_NUMBER, letter=_NUMBER, content=_or_none({"$ref": "#/$defs/application"}))),
)
_TRANCHE = _closed(
    number=_NUMBER, amount=_NUMBER, due_on=_or_none(_DAY), milestone=_CODE, advance={"type": "boolean"}, state=_CODE
)
_PAYMENT = _closed(
    tranche=_NUMBER,
    number=_NUMBER,
    amount=_NUMBER,
    currency=_CURRENCY,
    state=_CODE,
    paid_on=_or_none(_DAY),
    paid_amount=_or_none(_NUMBER),
    paid_currency=_CURRENCY,
    rate=_or_none({"type": "string", "pattern": "^[0-9.]+$"}),
)
_REPORT = _closed(
    number=_NUMBER,
    due_on=_DAY,
    form=_CODE,
    state=_CODE,
    by=_CODE,
    letter=_or_none(_NUMBER),
    given_on=_or_none(_DAY),
    text=_or_none(_TEXT),
)
_BELOW = _closed(
    pseudonym=_PSEUDONYM,
    level=_NUMBER,
    amount=_NUMBER,
    currency=_CURRENCY,
    region=_CODE,
    state=_CODE,
    starts_on=_DAY,
    ends_on=_DAY,
    paid=_NUMBER,
)
_CHAIN = _closed(
    duties=_list(_closed(code=_CODE, acknowledged_on=_or_none(_DAY))),
    overhead_points=_NUMBER,
    report_days=_NUMBER,
    protection=_NUMBER,
    incident_hours=_NUMBER,
    attestations=_list(
        _closed(
            number=_NUMBER,
            first=_DAY,
            last=_DAY,
            sub_grants=_NUMBER,
            amount=_NUMBER,
            currency=_CURRENCY,
            state=_CODE,
            signed_on=_DAY,
        )
    ),
    incidents=_list(_closed(number=_NUMBER, code=_CODE, state=_CODE, froze={"type": "boolean"})),
)
_GRANT = _closed(
    pseudonym=_PSEUDONYM,
    state=_CODE,
    level=_NUMBER,
    lane=_CODE,
    purpose=_CODE,
    region=_CODE,
    amount=_NUMBER,
    currency=_CURRENCY,
    starts_on=_DAY,
    ends_on=_DAY,
    signed_on=_or_none(_DAY),
    closed_on=_or_none(_DAY),
    passes_on={"type": "boolean"},
    clauses=_list(_CODE),
    consented=_list(_CODE),
    agreement=_or_none(
        {"type": "object", "additionalProperties": _TEXT, "propertyNames": {"enum": ["text", "special"]}}
    ),
    costs=_list(_closed(code=_CODE, amount=_NUMBER)),
    conditions=_list(_closed(number=_NUMBER, code=_CODE, before=_or_none(_NUMBER), state=_CODE, text=_or_none(_TEXT))),
    tranches=_list(_TRANCHE),
    payments=_list(_PAYMENT),
    receipts=_list(
        _closed(
            number=_NUMBER, evidence=_CODE, cost=_CODE, amount=_NUMBER, state=_CODE, noted_on=_DAY, text=_or_none(_TEXT)
        )
    ),
    reports=_list(_REPORT),
    changes=_list(
        _closed(
            number=_NUMBER,
            kind=_CODE,
            reason=_CODE,
            state=_CODE,
            proposed_on=_DAY,
            amount_before=_or_none(_NUMBER),
            amount_after=_or_none(_NUMBER),
            ends_before=_or_none(_DAY),
            ends_after=_or_none(_DAY),
            level_before=_or_none(_NUMBER),
            level_after=_or_none(_NUMBER),
        )
    ),
    returns=_list(_closed(number=_NUMBER, amount=_NUMBER, currency=_CURRENCY, reason=_CODE, came_on=_DAY)),
    passed_on=_list(_BELOW),
    results=_list(_closed(number=_NUMBER, letter=_NUMBER, day=_DAY, state=_CODE, set_aside=_CODE)),
    chain=_or_none(_CHAIN),
)
