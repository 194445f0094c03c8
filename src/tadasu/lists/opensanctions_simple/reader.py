"""OpenSanctions `targets.simple.csv`: one target a row, several values in a cell as CSV with ";".

Built from the publisher's exporter (opensanctions/opensanctions, zavod/exporters/simplecsv.py), 16 columns.
"""

import csv
from pathlib import Path

from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._gleif import looks_like_lei
from tadasu.lists._problems import problem
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.schema import SCHEMATA, Entity, Identifier, Problem

READER_VERSION = "1"

NEEDED = ("id", "schema", "name", "aliases", "countries", "addresses", "identifiers", "sanctions", "dataset")
"""The columns used here that every edition of the layout has had; `program_ids` came later."""

KEPT = {
    "birth_date": "birthDate",
    "phones": "phone",
    "emails": "email",
    "dataset": "publisher",
    "first_seen": "@first_seen",
    "last_seen": "@last_seen",
    "last_change": "@last_change",
}
"""Columns kept as FollowTheMoney properties. The dataset column holds titles, not ids, so it is a publisher."""

SINGLE = frozenset({"first_seen", "last_seen", "last_change"})


def read(path: Path, source: Source) -> ListRead:
    """Targets that are a party or a vessel; crypto wallets, securities and the like are noted and left out."""
    entities: list[Entity] = []
    problems: list[Problem] = []
    rows = 0
    for row, cells in csv_records(path, needed=NEEDED):
        rows += 1
        if cells["schema"] not in SCHEMATA:
            problems.append(problem("unknown-type", path, row=row, column="schema", value=cells["schema"]))
        elif not source.clean(cells["name"]):
            problems.append(problem("no-name", path, row=row, column="name", value=cells["id"]))
        else:
            entities.append(_entity(source, row, cells))
    return ListRead(entities=numbered_apart(entities), problems=tuple(problems), rows=rows)


def recognises(path: Path, head: bytes) -> bool:
    """The header row of the layout."""
    return header_in(head, NEEDED)


def values_in(cell: str) -> list[str]:
    """The values of one cell, which is itself a line of CSV.

    >>> values_in('Hyohon Ltd;"Boseki; Hyohon"')
    ['Hyohon Ltd', 'Boseki; Hyohon']
    """
    return next(csv.reader([" ".join(cell.split())], delimiter=";"), [])


def _entity(source: Source, row: int, cells: dict[str, str]) -> Entity:
    sanctions = values_in(cells["sanctions"])
    properties = {
        name: tuple([cells.get(column, "")] if column in SINGLE else values_in(cells.get(column, "")))
        for column, name in KEPT.items()
    }
    return make_entity(
        source,
        number=cells["id"],
        row=row,
        schema=cells["schema"],
        names=[cells["name"], *values_in(cells["aliases"])],
        countries=[code.lower() for code in values_in(cells["countries"])],
        addresses=values_in(cells["addresses"]),
        identifiers=[_identifier(value) for value in values_in(cells["identifiers"])],
        topics=("sanction",) if any(sanctions) else (),
        programme=cells.get("program_ids", ""),
        remarks="; ".join(sanctions),
        properties=tuple(sorted((name, values) for name, values in properties.items() if any(values))),
    )


def _identifier(value: str) -> Identifier:
    """The layout does not say what kind of number it is; only an LEI proves itself."""
    return Identifier(scheme="lei" if looks_like_lei(value) else "id", value=value)
