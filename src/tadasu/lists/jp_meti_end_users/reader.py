"""METI's End User List (外国ユーザーリスト). The publisher offers a PDF; this reads a CSV or XLSX transcription of its
table.

Columns, Japanese or English, in any order: No., country, organisation, also known as, type. Untested on a live file.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path

from tadasu.lists._entity import make_entity, numbered_apart
from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal
from tadasu.lists._read import ListRead
from tadasu.lists._source import Source
from tadasu.lists._table import csv_rows, in_workbook, sheet_rows

READER_VERSION = "1"

HEADER_WORDS: Mapping[str, Sequence[str]] = {
    "number": ("no.", "no", "番号"),
    "country": ("country", "国名", "国・地域"),
    "name": ("organization", "organisation", "企業名", "組織名"),
    "aliases": ("also known as", "別名", "別称"),
    "type": ("type", "懸念"),
}
"""Words a header cell holds; the publisher's own header has both languages in one cell."""

HEADER_WITHIN = 10
"""The header row is looked for in the first rows, since a title may stand above it."""

ENCODINGS = ("utf-8-sig", "cp932")
BULLETS = "・•● \t"

_BETWEEN = re.compile(r"[;\uff1b\n]|(?:^|\s)[・•●]\s*")


def recognises(path: Path, head: bytes) -> bool:
    """A header row with a country, an organisation and other names of it?"""
    if head.startswith(b"PK"):
        return any(
            in_workbook(path, head, words)
            for words in (("Also Known As", "Organization"), ("別名", "企業名"), ("別名", "組織名"))
        )
    for encoding in ENCODINGS:
        rows = csv.reader(StringIO(head.replace(b"\0", b"").decode(encoding, errors="ignore"), newline=""))
        if any(len(_columns(cells)) == len(HEADER_WORDS) for cells in islice(rows, HEADER_WITHIN)):
            return True
    return False


def read(path: Path, source: Source) -> ListRead:
    """Read every row under the header."""
    rows = _rows(path)
    columns = _find_header(path, rows)
    notes = Notes(path, source)
    entities = []
    count = 0
    for row, cells in rows:
        count += 1
        record = {part: cells[index].strip() if index < len(cells) else "" for part, index in columns.items()}
        names = _names(record["name"])
        if not names:
            notes.note("no-name", row=row)
            continue
        entities.append(
            make_entity(
                source,
                number="",
                row=row,
                schema="LegalEntity",
                names=[*names, *_names(record["aliases"])],
                countries=notes.countries([record["country"].partition("\n")[0]], row=row, column="country"),
                programme=source.clean(record["type"]),
            )
        )
    return ListRead(entities=numbered_apart(entities), problems=notes.problems, rows=count)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open("rb") as file:
        is_workbook = file.read(4) == b"PK\x03\x04"
    return sheet_rows(path) if is_workbook else csv_rows(path, encodings=ENCODINGS)


def _find_header(path: Path, rows: Iterator[tuple[int, list[str]]]) -> Mapping[str, int]:
    for row, cells in rows:
        columns = _columns(cells)
        if len(columns) == len(HEADER_WORDS):
            return columns
        if row >= HEADER_WITHIN:
            break
    raise refusal("unknown-layout", path, expected=", ".join(HEADER_WORDS))


def _columns(cells: Sequence[str]) -> Mapping[str, int]:
    """Which column is what; each takes the first cell that holds one of its words."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        text = " ".join(cell.strip(' "').casefold().split())
        for part, words in HEADER_WORDS.items():
            fits = text in words if part == "number" else any(word in text for word in words)
            if fits and part not in found:
                found[part] = index
                break
    return found


def _names(cell: str) -> list[str]:
    return [name for name in (" ".join(part.lstrip(BULLETS).split()) for part in _BETWEEN.split(cell)) if name]
