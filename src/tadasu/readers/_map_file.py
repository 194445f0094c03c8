"""A column map as YAML that a person can edit: one form for every kind of map, read from the fields of its class."""

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, overload

import yaml

from tadasu.readers._columns import ColumnMap
from tadasu.readers._declaration_columns import DeclarationColumns
from tadasu.readers._problems import found
from tadasu.schema import InputError, Problem

AnyMap = ColumnMap | DeclarationColumns

_KINDS: Mapping[Any, str] = {str: "column", tuple[str, ...]: "list", tuple[tuple[str, str], ...]: "mapping"}
_TEXT_NULLS = (None, "")


def describe(columns: AnyMap) -> tuple[tuple[str, str], ...]:
    """Pairs (field, columns) for showing, in the order of the fields; fields without a column have an empty text."""
    return tuple((name, _shown(getattr(columns, name), kind)) for name, kind in _shape(type(columns)).items())


def save_map(columns: AnyMap, path: Path) -> None:
    """Write the map as YAML that a person can edit, whole or not at all; the same map gives the same bytes.

    Raises InputError; then a map that was there before is as it was.
    """
    content: dict[str, object] = {}
    for name, kind in _shape(type(columns)).items():
        value = getattr(columns, name)
        content[name] = value if kind == "column" else dict(value) if kind == "mapping" else list(value)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.unfinished")
    try:
        with unfinished.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise InputError([found("map-unwritable", path.name, reason=error.strerror or "")]) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@overload
def load_map(path: Path) -> ColumnMap: ...
@overload
def load_map(path: Path, shape: type[ColumnMap]) -> ColumnMap: ...
@overload
def load_map(path: Path, shape: type[DeclarationColumns]) -> DeclarationColumns: ...
def load_map(path: Path, shape: type[AnyMap] = ColumnMap) -> AnyMap:
    """Read what `save_map` wrote or a person did, as a map of companies or of declarations.

    Raises InputError with every mistake.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError([found("file-not-found", path.name)]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([found("file-unreadable", path.name, reason=type(error).__name__)]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else 0
        raise InputError([found("column-map-invalid", path.name, row=row, reason="yaml")]) from None
    if not isinstance(content, dict):
        raise InputError([found("column-map-invalid", path.name, reason="not-a-mapping")])
    problems = list(_mistakes(path.name, content, shape))
    if problems:
        raise InputError(problems)
    values: dict[str, Any] = {name: _value(kind, content.get(name)) for name, kind in _shape(shape).items()}
    return shape(**values)


def _shown(value: Any, kind: str) -> str:
    if kind == "mapping":
        value = [f"{key} ({text})" for key, text in value]
    return value if kind == "column" else " + ".join(value)


def _shape(shape: type[AnyMap]) -> Mapping[str, str]:
    """Field -> `column`, `list` or `mapping`, in the order of the class."""
    return {field.name: _KINDS[field.type] for field in fields(shape)}


def _mistakes(file: str, content: Mapping[object, object], shape: type[AnyMap]) -> Iterable[Problem]:
    kinds = _shape(shape)
    for key, value in content.items():
        kind = kinds.get(str(key))
        if kind is None:
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="unknown-field")
        elif value in _TEXT_NULLS:
            continue
        elif kind == "column" and isinstance(value, list | dict):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="one-column-expected")
        elif kind == "list" and isinstance(value, dict):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="list-expected")
        elif kind == "mapping" and not isinstance(value, dict):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="mapping-expected")
    for field in fields(shape):
        if field.default is MISSING and not content.get(field.name):
            yield found("column-map-invalid", file, column=field.name, reason=f"{field.name}-missing")


def _value(kind: str, value: object) -> object:
    if kind == "column":
        return str(value or "")
    if kind == "mapping":
        return tuple((str(key), str(text)) for key, text in value.items()) if isinstance(value, dict) else ()
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return (str(value),) if value else ()
