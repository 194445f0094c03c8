"""Results as CSV: UTF-8 without a byte order mark, LF, quotes where needed.

No cell is run as a formula by a spreadsheet program that opens the file (`tadasu.store.no_formula`). Parquet and JSON lines
keep every value untouched.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tadasu.reports._columns import COLUMNS, Record, record
from tadasu.reports._results import Results
from tadasu.store import no_formula, write_whole


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
        return no_formula(";".join(value))
    return no_formula(value) if isinstance(value, str) else str(value)
