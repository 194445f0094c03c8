"""Files of FollowTheMoney documents, one JSON object a line (`entities.ftm.json`)."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tadasu.lists._entity import numbered_apart
from tadasu.lists._ftm import ftm_to_entity
from tadasu.lists._problems import problem, refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.schema import SCHEMATA, Entity, EntityId, Origin, Problem, UsageError


def read_documents(path: Path, source: Source) -> ListRead:
    """Every party and vessel of the file. Its id gets the list's in front; its origin is this file and line.

    Documents of other schemata (Ownership, Address, Sanction ...) are left out: one problem a schema, at its first
    line, with their number in the value.
    """
    entities: list[Entity] = []
    problems: list[Problem] = []
    others: Counter[str] = Counter()
    first_seen: dict[str, int] = {}
    rows = 0
    for row, document in documents(path):
        rows += 1
        schema = str(document["schema"])
        if schema not in SCHEMATA:
            others[schema] += 1
            first_seen.setdefault(schema, row)
            continue
        try:
            entity = ftm_to_entity(document, origin=Origin(list_id=source.id, row=row))
        except UsageError:
            problems.append(problem("no-name", path, row=row, column="name", value=str(document["id"])))
            continue
        entities.append(_of_this_list(entity, source, row))
    problems += [
        problem("unknown-type", path, row=first_seen[schema], column="schema", value=f"{schema} ({count})")
        for schema, count in sorted(others.items())
    ]
    return ListRead(entities=numbered_apart(entities), problems=tuple(problems), rows=rows)


def documents(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each document with its line number. Refuses bytes that are not UTF-8, broken JSON and other shapes."""
    with path.open("rb") as lines:
        for row, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            yield row, _document(path, row, line)


def first_document(head: bytes) -> dict[str, Any] | None:
    """The keys of the first document when the first bytes of a file are one, for `recognises`.

    The first line may be longer than what was read, so the keys are looked for as text when it does not parse.
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return None
    line = start.splitlines()[0]
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        text = line.decode("utf-8", errors="ignore")
        document = {key: None for key in ("id", "schema", "properties", "datasets", "referents") if f'"{key}"' in text}
    return document if isinstance(document, dict) and {"id", "schema"} <= document.keys() else None


def _document(path: Path, row: int, line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line.decode("utf-8-sig" if row == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise refusal("wrong-encoding", path, row=row, encodings="utf-8") from None
    except (ValueError, RecursionError) as error:
        raise refusal("broken-json", path, row=row, reason=str(error)) from None
    if not isinstance(document, dict):
        raise refusal("unknown-layout", path, row=row, expected="id, schema, properties")
    shape = {"id": str, "schema": str, "properties": dict}
    missing = [key for key, kind in shape.items() if not isinstance(document.get(key), kind)]
    if missing:
        raise refusal("unknown-layout", path, row=row, column=missing[0], expected=", ".join(shape))
    return document


def _of_this_list(entity: Entity, source: Source, row: int) -> Entity:
    """Said to be of the file it was read from, whatever the document claims: a file cannot speak for another list."""
    return replace(entity, id=EntityId(f"{source.id}:{entity.id}"), origin=Origin(list_id=source.id, row=row))
