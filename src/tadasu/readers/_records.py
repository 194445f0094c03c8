"""Formats that name their fields in every record or in a schema: Parquet by batches, JSON a line at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TextIO

import polars as pl

from tadasu.readers._delimited import BoundedLines, open_text
from tadasu.readers._encoding import guess_encoding
from tadasu.readers._problems import found
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._workbook import cell_text
from tadasu.schema import InputError, Problem

BATCH_ROWS = 20_000
_DAMAGE = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError)
"""What polars raises on a damaged file; a panic of its Rust code is no ordinary exception and must be named."""
SAMPLE_LINES = 1_000
"""JSON lines that are looked at to find the columns."""
LIST_SIGN = "; "
"""A list in one field becomes one cell; `read_entities` takes alias cells apart at `;`."""

_LISTS = (list, tuple, pl.Series)


def sniff_parquet(path: Path) -> Layout:
    """Columns from the file's own schema."""
    try:
        columns = tuple(pl.read_parquet_schema(path))
    except _DAMAGE as error:
        raise InputError([found("parquet-damaged", path.name, reason=type(error).__name__)]) from None
    return Layout(format="parquet", columns=columns)


def parquet_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """Records from 1, read 20,000 at a time."""
    start = 0
    while True:
        try:
            frame = pl.scan_parquet(path).select(layout.columns).slice(start, BATCH_ROWS).collect()
        except _DAMAGE as error:
            raise InputError([found("parquet-damaged", path.name, reason=type(error).__name__)]) from None
        for number, values in enumerate(frame.iter_rows(), start=start + 1):
            yield _row(number, values)
        start += BATCH_ROWS
        if frame.height < BATCH_ROWS:
            return


def sniff_json_lines(path: Path) -> Layout:
    """Columns are the keys of the first thousand objects, in the order they come."""
    encoding = guess_encoding(path).encoding
    columns: dict[str, None] = {}
    problems: list[Problem] = []
    with open_text(path, encoding) as stream:
        for _, record, wrong in islice(_objects(path.name, stream), SAMPLE_LINES):
            columns.update(dict.fromkeys(record))
            problems += wrong
    if not columns and problems:
        raise InputError(problems)
    return Layout(format="jsonl", encoding=encoding, columns=tuple(columns))


def json_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """One row for each line that is not blank; numbers keep the text they have in the file."""
    with open_text(path, layout.encoding) as stream:
        for number, record, problems in _objects(path.name, stream):
            yield _row(number, [record.get(column) for column in layout.columns], problems)


def field_text(value: object) -> str:
    """Any value of a record as one cell of text: nothing for null, lists joined, objects as JSON.

    >>> field_text(None), field_text(12.0), field_text(["Aoba", "Midori"])
    ('', '12', 'Aoba; Midori')
    """
    if value is None:
        return ""
    if isinstance(value, str | bool | int | float | date | datetime | time | timedelta):
        return cell_text(value)
    if isinstance(value, _LISTS):
        return LIST_SIGN.join(_texts(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="surrogateescape")
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _row(number: int, values: Sequence[object], problems: tuple[Problem, ...] = ()) -> Row:
    lists = ((place, tuple(_texts(value))) for place, value in enumerate(values) if isinstance(value, _LISTS))
    return Row(
        number=number,
        values=tuple(map(field_text, values)),
        problems=problems,
        several=tuple((place, texts) for place, texts in lists if len(texts) > 1),
    )


def _texts(values: Iterable[object]) -> Iterator[str]:
    """Each value of a list as text; what has none is passed over."""
    return (text for item in values if (text := field_text(item)))


def _objects(file: str, stream: TextIO) -> Iterator[tuple[int, dict[str, object], tuple[Problem, ...]]]:
    """Line number, object and problems of each line that is not blank; no object where the line is not one."""
    lines = BoundedLines(stream)
    for line in lines:
        lines.pending.clear()
        if lines.overlong:
            lines.overlong = False
            yield lines.number, {}, (found("line-too-long", file, row=lines.number, limit=len(line)),)
        elif line.strip():
            yield lines.number, *_parsed(file, lines.number, line)


def _parsed(file: str, number: int, line: str) -> tuple[dict[str, object], tuple[Problem, ...]]:
    try:
        record = json.loads(line, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", type(error).__name__)
        return {}, (found("json-invalid", file, row=number, value=line.strip(), reason=reason),)
    if not isinstance(record, dict):
        return {}, (found("json-not-object", file, row=number, value=line.strip()),)
    return record, ()
