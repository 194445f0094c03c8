"""METI's specified entities under the export ban (Russia and others), as CSV: no, list, name_ja, name_en, aliases,
address.

The publisher's PDF holds both languages in one cell; the columns were cut apart by machine, sometimes in the wrong
place. `_names.py` mends what can be mended.
"""

from pathlib import Path

from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._notes import Notes
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_records, header_in
from tadasu.lists.jp_meti_export_ban._names import names_of

READER_VERSION = "1"

COLUMNS = ("no", "list", "name_ja", "name_en", "address")


def recognises(path: Path, head: bytes) -> bool:
    """Is this the table with one Japanese and one English name a row?"""
    return header_in(head, COLUMNS)


def read(path: Path, source: Source) -> ListRead:
    """Read every row; the Japanese name is the main name, the English one its first alias."""
    notes = Notes(path, source)
    entities = []
    rows = 0
    for row, record in csv_records(path, needed=COLUMNS, notes=notes):
        rows += 1
        names = names_of(record["no"], record["name_ja"], record["name_en"], record.get("aliases", ""))
        if not any(map(source.clean, names.all)):
            notes.note("no-name", row=row)
            continue
        if names.is_cut:
            notes.note("unclosed-bracket", row=row, column="name_ja", value=record["name_ja"])
        entities.append(
            make_entity(
                source,
                number=f"{record['list']}-{record['no']}",
                row=row,
                schema="LegalEntity",
                names=names.all,
                countries=notes.countries([record["list"]], row=row, column="list"),
                addresses=[source.clean(address) for address in record["address"].split("; and ")],
                programme=record["list"],
            )
        )
    return ListRead(entities=numbered_apart(entities, notes.repeated), problems=notes.problems, rows=rows)
