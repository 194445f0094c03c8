"""Open Supply Hub download: one row a contribution about a facility; rows of one OS ID become one entity.

Built from the published column names; not tried on a live download. Several values in a cell are separated by "|".
"""

from collections.abc import Iterable
from pathlib import Path

from tadasu.lists._entity import make_entity, numbered_apart, unique
from tadasu.lists._problems import problem
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.schema import Entity, Identifier, Problem

READER_VERSION = "1"

NEEDED = ("os_id", "name", "address", "country_code")

KEPT = {
    "contributor": "publisher",
    "facility_type": "classification",
    "lat": "latitude",
    "lng": "longitude",
    "number_of_workers": "numberOfWorkers",
    "parent_company": "parentCompany",
    "product_type": "keywords",
    "sector": "sector",
}
"""Columns kept as properties. `latitude`, `longitude`, `numberOfWorkers` and `parentCompany` are names of ours."""

WHOLE = frozenset({"lat", "lng", "number_of_workers"})

Row = tuple[int, dict[str, str]]


def read(path: Path, source: Source) -> ListRead:
    """Facilities in the order of their first row; other spellings and addresses come from their later rows."""
    facilities: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    rows = 0
    for row, cells in csv_records(path, needed=NEEDED):
        rows += 1
        if not source.clean(cells["name"]):
            problems.append(problem("no-name", path, row=row, column="name", value=cells["os_id"]))
            continue
        number = source.clean(cells["os_id"]) or f"row {row}"
        facilities.setdefault(number, []).append((row, cells))
    entities = [_entity(source, contributions) for contributions in facilities.values()]
    return ListRead(entities=numbered_apart(entities), problems=tuple(problems), rows=rows)


def recognises(path: Path, head: bytes) -> bool:
    """The header row of the layout; `os_id` is nobody else's."""
    return header_in(head, NEEDED)


def _entity(source: Source, contributions: list[Row]) -> Entity:
    row, first = contributions[0]
    os_id = source.clean(first["os_id"])
    properties = {name: unique(_values(source, contributions, column)) for column, name in KEPT.items()}
    return make_entity(
        source,
        number=os_id,
        row=row,
        schema="Company",
        names=[cells["name"] for _, cells in contributions],
        countries=[source.clean(cells["country_code"]).lower() for _, cells in contributions],
        addresses=[source.clean(cells["address"]) for _, cells in contributions],
        identifiers=(Identifier(scheme="os-id", value=os_id),) if os_id else (),
        properties=tuple(sorted((name, values) for name, values in properties.items() if values)),
    )


def _values(source: Source, contributions: Iterable[Row], column: str) -> Iterable[str]:
    for _, cells in contributions:
        cell = cells.get(column, "")
        yield from (source.clean(value) for value in ([cell] if column in WHOLE else cell.split("|")))
