"""Tables of publishers: CSV in a known encoding, and XLSX. Every row comes with its number as the file counts."""

import csv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tadasu.lists._notes import Notes
from tadasu.lists._problems import refusal

UTF8 = ("utf-8-sig",)
CUT_OFF = "unexpected end of data"
"""What Python's csv module says when a quoted cell is open at the end of the file."""

TOO_LONG = "field larger than field limit"
MOST_CELL = 131_072
"""Characters; also the limit of Python's csv module, as long as no other room has raised it."""

MOST_XLSX_BYTES = 1 << 30
"""Unpacked size above which a workbook is taken for a bomb; the largest official list unpacks to about 40 MB."""


def csv_rows(
    path: Path, *, encodings: Sequence[str] = UTF8, delimiter: str = ",", notes: Notes | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not empty with its number from 1. Refuses a wrong encoding, NUL bytes and broken quoting.

    With `notes` a file that ends inside a quoted cell is noted as cut off and its last record left out.
    """
    reader = csv.reader(StringIO(_decoded(path, encodings), newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(len(cell) > MOST_CELL for cell in cells):
                raise refusal("cell-too-long", path, row=number, limit=MOST_CELL)
            if any(cells):
                yield number, cells
    except csv.Error as error:
        if notes is not None and str(error) == CUT_OFF:
            notes.note("cut-off", row=number + 1)
            return
        if TOO_LONG in str(error):
            raise refusal("cell-too-long", path, row=number + 1, limit=MOST_CELL) from None
        raise refusal("broken-csv", path, row=number + 1, reason=str(error)) from None


def csv_records(
    path: Path,
    *,
    needed: Sequence[str],
    encodings: Sequence[str] = UTF8,
    delimiter: str = ",",
    notes: Notes | None = None,
    may_be_cut: bool = False,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record below the header row as a mapping from column to cell.

    Refuses with `unknown-layout` when a needed column is absent. Column names are stripped, nothing else. With
    `notes` a record of another width than the header is left out and noted; without, missing cells are "".
    """
    rows = csv_rows(path, encodings=encodings, delimiter=delimiter, notes=notes if may_be_cut else None)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    check_columns(path, header, needed)
    for number, cells in rows:
        if notes is not None and len(cells) != len(header):
            notes.note("wrong-width", row=number, value=cells[0], columns=len(header))
            continue
        padded = cells + [""] * (len(header) - len(cells))
        yield number, dict(zip(header, padded, strict=False))


def check_columns(path: Path, header: Sequence[str], needed: Sequence[str], *, row: int = 1) -> None:
    """Refuse a header row that lacks a needed column; the problem names the first one missing."""
    for name in needed:
        if name not in header:
            raise refusal("unknown-layout", path, row=row, column=name, value=", ".join(header), expected=name)


def sheet_rows(path: Path, *, sheet: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Each row of a sheet that is not empty, cells as text, with its number from 1."""
    _check_unpacked_size(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError):
        raise refusal("broken-xlsx", path) from None
    for number, cells in enumerate(rows, start=1):
        texts = [cell_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def cell_text(cell: Any) -> str:
    """A cell as a person would read it: 12.0 is 12, a date is ISO.

    >>> cell_text(12.0), cell_text(None), cell_text(" a ")
    ('12', '', 'a')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def header_in(head: bytes, names: Sequence[str], *, encoding: str = "utf-8") -> bool:
    """Does the first line of a file hold all these column names? For `recognises`.

    >>> header_in(b"no,name_en,name_ja\\n1,A,B", ["name_en", "name_ja"])
    True
    """
    line = head.decode(encoding, errors="ignore").lstrip("\ufeff").splitlines()[:1]
    cells = {cell.strip() for row in csv.reader(line) for cell in row}
    return set(names) <= cells


def in_workbook(path: Path, head: bytes, words: Mapping[str, str] | Sequence[str]) -> bool:
    """Are all these texts among the shared strings of an XLSX file? For `recognises`; reads 64 KiB at most."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as book, book.open("xl/sharedStrings.xml") as strings:
            start = strings.read(1 << 16).decode("utf-8", errors="ignore")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError):
        return False
    return all(word in start for word in words)


def _decoded(path: Path, encodings: Sequence[str]) -> str:
    content = path.read_bytes()
    if b"\0" in content:
        raise refusal("nul-bytes", path, row=content[: content.index(b"\0")].count(b"\n") + 1)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusal("wrong-encoding", path, encodings=", ".join(encodings))


def _check_unpacked_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as book:
            size = sum(item.file_size for item in book.infolist())
    except (zipfile.BadZipFile, OSError):
        raise refusal("broken-xlsx", path) from None
    if size > MOST_XLSX_BYTES:
        raise refusal("xlsx-too-large", path, most_bytes=MOST_XLSX_BYTES)
