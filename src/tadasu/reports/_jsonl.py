"""Results as JSON lines: the columns of the CSV with their own types, then the aligned words and the terms."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tadasu.reports._columns import record
from tadasu.reports._results import Results, Row
from tadasu.store import write_whole
from tadasu.wording import Language


def write_jsonl(results: Results, path: Path) -> None:
    """Write one JSON object a line (UTF-8, keys in the order of docs/formats.md), whole or not at all."""
    with write_whole(path, "wb") as file:
        for row in results.rows:
            line = json.dumps(_object(row, results.language), ensure_ascii=False, default=_plain)
            file.write(line.encode("utf-8", "replace") + b"\n")


def _object(row: Row, language: Language) -> dict[str, object]:
    tokens = [asdict(token) for token in row.explanation.tokens]
    terms = [asdict(term) for term in row.explanation.terms]
    return asdict(record(row, language)) | {"tokens": tokens, "terms": terms}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
