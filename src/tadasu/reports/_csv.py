"""Results as CSV: UTF-8 without a byte order mark, LF, quotes where needed.

A name that begins like a formula would be run by a spreadsheet program that opens the file (CSV injection, CWE-1236).
Such a cell gets a leading apostrophe, which a spreadsheet takes as "this is text"; a plain number is left as it is.
Parquet and JSON lines keep every value untouched.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from tadasu.reports._columns import COLUMNS, Record, record
from tadasu.reports._results import Results
from tadasu.store import write_whole

_FORMULA = re.compile(
    r"^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]"
)  # the full-width signs are read as formulas in some locales
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def write_csv(results: Results, path: Path) -> None:
    """Write every result as one row, whole or not at all."""
    with write_whole(path, "wb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in results.rows:
            writer.writerow(_cells(record(row, results.language)))
        text.detach()


def _cells(values: Record) -> Iterator[str]:
    for column in COLUMNS:
        yield cell_text(getattr(values, column))


def cell_text(value: object) -> str:
    """A value as a cell that no spreadsheet program runs."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}"
    if isinstance(value, tuple):
        return _safe(";".join(value))
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    """Not a formula, and no NUL byte (which cuts a cell short in many readers)."""
    text = text.replace("\0", "")
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return "'" + text
    return text
