"""What this room hands around: how a file is laid out, and one row of it."""

from dataclasses import dataclass
from typing import Literal

from tadasu.schema import Problem

FileFormat = Literal["csv", "xlsx", "parquet", "jsonl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file is to be read. Guessed by `sniff`, shown to the user, open to correction (`dataclasses.replace`).

    `encoding` is a Python codec name (empty for Parquet and XLSX); `delimiter` is set for CSV, `sheet` for XLSX.
    `header_row` counts file lines or sheet rows from 1; 0 means that the format names its columns itself. `columns` are
    the header cells made distinct: an empty one becomes `#3`, a repeated one `Name (2)`.
    """

    format: FileFormat
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    columns: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record: `number` is where it starts (file line, sheet row, or record for Parquet, from 1); values are text.

    `values` are as many as the layout has columns; when `problems` holds an error they may be incomplete. `several` holds,
    by place, the texts of each cell that is a list of two and more; in `values` these are joined.
    """

    number: int
    values: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    several: tuple[tuple[int, tuple[str, ...]], ...] = ()
