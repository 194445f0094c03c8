"""FollowTheMoney, an entity a line: what its events say, with the names of those they refer to. Pure.

An export has its entities in any order, so it is read twice: once for the names, once for the events. Source of the properties:
followthemoney/schema/Event.yaml, Interval.yaml, Thing.yaml.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BufferedReader, TextIOWrapper
from typing import Any

from tadasu.readers import open_stream
from tadasu.schema import UsageError

LONGEST_LINE = 8_000_000
"""Characters of one entity."""

MOST_NAMED = 300_000
"""Entities whose names are held while events are read."""

EVENT = "Event"

COLUMNS = (
    *(
        "id",
        "name",
        "summary",
        "description",
        "date",
        "country",
        "location",
        "involved",
        "organizer",
        "keywords",
        "topics",
    ),
    *("publisher", "sourceUrl", "proof", "recordId", "notes", "endDate"),
)
"""What an event becomes a row of."""

GUESSED: Mapping[str, int] = {
    "id": COLUMNS.index("id"),
    "title": COLUMNS.index("name"),
    "text": COLUMNS.index("description"),
    "issue": COLUMNS.index("keywords"),
    "country": COLUMNS.index("country"),
    "place": COLUMNS.index("location"),
    "party": COLUMNS.index("involved"),
    "date": COLUMNS.index("date"),
    "origin": COLUMNS.index("publisher"),
    "how": COLUMNS.index("proof"),
    "link": COLUMNS.index("sourceUrl"),
}
"""Field -> column, as Event.yaml means them; issues stand in its keywords, if anywhere."""

_FIRST: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "description": ("description", "summary"),
    "date": ("date", "startDate"),
    "location": ("location", "address", "addressEntity", "locationMentioned"),
}
"""Columns that another property stands in for where theirs is empty."""

Source = Callable[[], Iterable[bytes]]
Line = tuple[int, list[str], str]
"""Number, cells, and what is wrong with it: `line-too-long`, `not-json`, `not-an-entity`, or nothing."""


def events(source: Source) -> Iterator[Line]:
    """Every event as a row of COLUMNS, and every line that is no entity. Raises UsageError `incidents-too-many-named`."""
    names = _names(source)
    for number, entity, fault in _entities(source):
        if fault:
            yield number, [], fault
        elif entity.get("schema") == EVENT:
            yield number, _row(entity, names), ""


def counted(source: Source, most: int) -> tuple[list[list[str]], int]:
    """The first events, without the names of those they refer to, and how many entities of other kinds stood before the last of
    them: to be shown."""
    rows: list[list[str]] = []
    others = 0
    for _, entity, fault in _entities(source):
        if fault:
            continue
        if entity.get("schema") != EVENT:
            others += 1
            continue
        rows.append(_row(entity, {}))
        if len(rows) == most:
            break
    return rows, others


def _names(source: Source) -> dict[str, str]:
    names: dict[str, str] = {}
    for _, entity, fault in _entities(source):
        if fault or entity.get("schema") == EVENT:
            continue
        said = (
            _values(entity, "name")
            or _values(entity, "full")
            or _values(entity, "title")
            or _values(entity, "fileName")
        )
        if said:
            if len(names) == MOST_NAMED:
                raise UsageError("incidents-too-many-named")
            names[str(entity.get("id", ""))] = said[0]
    return names


def _row(entity: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    cells = []
    for column in COLUMNS:
        if column == "id":
            cells.append(str(entity.get("id", "")))
            continue
        said: list[str] = []
        for name in _FIRST.get(column, (column,)):
            said = said or [names.get(one, one) for one in _values(entity, name)]
        sign = "\n" if column in ("description", "notes", "summary") else "|"
        cells.append(sign.join(said))
    return cells


def _values(entity: Mapping[str, Any], name: str) -> list[str]:
    properties = entity.get("properties")
    said = properties.get(name, []) if isinstance(properties, dict) else []
    found = said if isinstance(said, list) else [said]
    return [" ".join(str(one).split()) if name == "name" else str(one) for one in found if isinstance(one, str | int)]


def _entities(source: Source) -> Iterator[tuple[int, dict[str, Any], str]]:
    raw = BufferedReader(open_stream(source()), 1 << 16)
    with TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="\n") as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith("\n"):
                while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                    pass
                yield number, {}, "line-too-long"
                continue
            if not line.strip():
                continue
            yield _entity(number, line)


def _entity(number: int, line: str) -> tuple[int, dict[str, Any], str]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return number, {}, "not-json"
    if not isinstance(found, dict) or not isinstance(found.get("schema"), str):
        return number, {}, "not-an-entity"
    return number, found, ""
