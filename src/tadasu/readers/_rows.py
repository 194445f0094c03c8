"""Rows of any format as text, one at a time, each with its place in the file and what is wrong with it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from tadasu.readers._delimited import MAX_CELL, MAX_LINE, Record, open_text, records
from tadasu.readers._problems import found
from tadasu.readers._records import json_rows, parquet_rows
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._workbook import workbook_rows
from tadasu.schema import InputError, Problem

_SUSPECT = re.compile("[\0\ud800-\udfff]")
_LIMITS = {"cell-too-long": MAX_CELL, "line-too-long": MAX_LINE}


def read_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows under the header, in file order.

    CSV and JSON lines are streamed: memory does not grow with the file. Blank lines are passed over; a row of empty
    cells is a row. Raises InputError only when the file cannot be opened at all.
    """
    try:
        for row in _rows(path, layout):
            yield checked_row(path.name, row, layout)
    except FileNotFoundError:
        raise InputError([found("file-not-found", path.name)]) from None
    except OSError as error:
        raise InputError([found("file-unreadable", path.name, reason=error.strerror or "")]) from None


def file_digest(path: Path) -> str:
    """SHA-256 of the bytes of the file. Raises InputError."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise InputError([found("file-not-found", path.name)]) from None
    except OSError as error:
        raise InputError([found("file-unreadable", path.name, reason=error.strerror or "")]) from None


def _rows(path: Path, layout: Layout) -> Iterator[Row]:
    if layout.format == "xlsx":
        return workbook_rows(path, layout)
    if layout.format == "parquet":
        return parquet_rows(path, layout)
    if layout.format == "jsonl":
        return json_rows(path, layout)
    return _delimited_rows(path, layout)


def _delimited_rows(path: Path, layout: Layout) -> Iterator[Row]:
    with open_text(path, layout.encoding) as stream:
        yield from delimited_rows(path.name, stream, layout)


def delimited_rows(name: str, stream: TextIO, layout: Layout) -> Iterator[Row]:
    """The rows under the header of a text that is open; bytes that were none are not looked for (`checked_row` does)."""
    width = len(layout.columns)
    for record in records(stream, delimiter=layout.delimiter):
        if record.number <= layout.header_row and not record.fault:
            continue
        cells = record.cells
        yield Row(
            number=record.number,
            values=(*cells[:width], *("",) * (width - len(cells))),
            problems=_record_problems(name, record, layout),
        )


def _record_problems(file: str, record: Record, layout: Layout) -> tuple[Problem, ...]:
    cells, width = record.cells, len(layout.columns)
    if record.fault:
        place = record.fault_cell
        column = layout.columns[place] if 0 <= place < width else ""
        params = {"limit": _LIMITS[record.fault]} if record.fault in _LIMITS else {}
        value = cells[place] if 0 <= place < len(cells) else ""
        return (found(record.fault, file, row=record.number, column=column, value=value, **params),)
    if len(cells) > width and any(cells[width:]):
        beyond = layout.columns[-1] if layout.columns else ""
        value = layout.delimiter.join(cells[width:])
        return (
            found(
                "row-longer-than-header", file, row=record.number, column=beyond, value=value,
                cells=len(cells), columns=width,
            ),
        )  # fmt: skip
    if len(cells) < width:
        return (found("row-shorter-than-header", file, row=record.number, cells=len(cells), columns=width),)
    return ()


def checked_row(file: str, row: Row, layout: Layout) -> Row:
    """The row with what any format may hold in a cell: NUL, bytes that were not text, too much text."""
    joined = "".join(row.values)
    if len(joined) <= MAX_CELL and not _SUSPECT.search(joined):
        return row
    extra = []
    for column, value in zip(layout.columns, row.values, strict=True):
        if len(value) > MAX_CELL:
            extra.append(found("cell-too-long", file, row=row.number, column=column, value=value, limit=MAX_CELL))
        elif "\0" in value:
            extra.append(found("nul-byte", file, row=row.number, column=column, value=value))
        elif _SUSPECT.search(value):
            encoding = layout.encoding or "utf-8"
            extra.append(
                found("undecodable-bytes", file, row=row.number, column=column, value=value, encoding=encoding)
            )
    if not extra:
        return row
    return replace(row, problems=(*row.problems, *extra))
