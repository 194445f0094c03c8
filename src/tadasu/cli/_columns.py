"""The value of --columns: a saved column map, or pairs that change the proposed one."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tadasu.readers import ColumnMap, DeclarationColumns, describe, load_map, propose_for, sniff
from tadasu.schema import InputError, UsageError

ONE = ("id", "name", "country", "goods", "programme", "listed_on", "source_url")
SEVERAL = ("aliases", "address")


def columns_for(value: str | None, path: Path) -> ColumnMap | None:
    """The map to read `path` with, or None when the proposed one will do.

    `value` is the path of a saved map, or `name=Supplier,country=Land,aliases=Trade name+Old name` over what the header
    suggests. Raises UsageError `columns-unclear` when it is neither.
    """
    if value is None:
        return None
    if is_file(Path(value)) or value.endswith((".yaml", ".yml")):
        return load_map(Path(value))
    pairs = _pairs(value)
    given: dict[str, Any] = {field: column for field, column in pairs.items() if field in ONE}
    given |= {field: tuple(column.split("+")) for field, column in pairs.items() if field in SEVERAL}
    proposed, _ = propose_for(path, sniff(path))
    return replace(proposed, **given)


def fits(columns: ColumnMap, path: Path) -> bool:
    """Whether the file has every column of the map; False too where it is no table, which its reader will say."""
    try:
        return set(columns.columns) <= set(sniff(path).columns)
    except InputError:
        return False


def is_file(path: Path) -> bool:
    """Whether there is such a file; False too for a text that is no path, or a folder that we may not look into."""
    try:
        return path.is_file()
    except OSError:
        return False


def columns_text(columns: ColumnMap | DeclarationColumns) -> str:
    """The map as one line, the fields in use only."""
    return ", ".join(f"{field} = {column}" for field, column in describe(columns) if column)


def _pairs(value: str) -> Mapping[str, str]:
    pairs = dict(part.split("=", 1) for part in value.split(",") if "=" in part)
    fields = {field.strip(): column.strip() for field, column in pairs.items()}
    if not fields or len(pairs) != value.count(",") + 1 or not fields.keys() <= {*ONE, *SEVERAL}:
        raise UsageError("columns-unclear", value=value, known=", ".join((*ONE, *SEVERAL)))
    return fields
