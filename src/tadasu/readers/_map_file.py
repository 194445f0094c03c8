"""A column map as YAML that a person can edit: one form for every kind of map, read from the fields of its class.

Every scalar is text: a column may be called `No`, `off` or `0`, which YAML 1.1 takes for a truth or a number.
"""

import codecs
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
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NULL = "tag:yaml.org,2002:null"


class _TextLoader(yaml.SafeLoader):
    """YAML in which a scalar is text, or nothing where it says so; a key that stands there twice is a mistake."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """As SafeLoader does, which lets the last of two equal keys win."""
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise _TwiceError(problem_mark=key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag == _NULL]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _TwiceError(yaml.MarkedYAMLError):
    """A field or column stands there twice."""


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
    text = _text_of(path)
    try:
        content = yaml.load(text, _TextLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError([_no_yaml(path.name, text, error)]) from None
    if not isinstance(content, dict):
        raise InputError(
            [found("column-map-invalid", path.name, value=text.strip().partition("\n")[0], reason="not-a-mapping")]
        )
    problems = list(_mistakes(path.name, content, shape))
    if problems:
        raise InputError(problems)
    values: dict[str, Any] = {name: _value(kind, content.get(name)) for name, kind in _shape(shape).items()}
    return shape(**values)


def _text_of(path: Path) -> str:
    """UTF-8, or UTF-16 and UTF-32 with their mark, as editors save them. Raises InputError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError([found("file-not-found", path.name)]) from None
    except OSError as error:
        raise InputError([found("file-unreadable", path.name, reason=error.strerror or "")]) from None
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError([found("undecodable-bytes", path.name, row=row, encoding=encoding)]) from None


def _no_yaml(file: str, text: str, error: Exception) -> Problem:
    """What the parser could not follow: the line, where it says which, else the first."""
    mark = getattr(error, "problem_mark", None)
    lines = [line for line in text.splitlines()[: mark.line + 1 if mark else 1] if line.strip()]
    value = lines[-1] if lines else ""
    reason = "field-twice" if isinstance(error, _TwiceError) else "yaml"
    return found("column-map-invalid", file, row=mark.line + 1 if mark else 0, value=value, reason=reason)


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
        elif kind == "list" and (isinstance(value, dict) or _holds_more(value)):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="list-expected")
        elif kind == "mapping" and not isinstance(value, dict):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="mapping-expected")
        elif kind == "mapping":
            yield from _without_text(file, value)
    for field in fields(shape):
        if field.default is MISSING and not content.get(field.name):
            yield found("column-map-invalid", file, column=field.name, reason=f"{field.name}-missing")


def _holds_more(value: object) -> bool:
    """Whether a list holds more than texts."""
    return isinstance(value, list) and any(isinstance(item, list | dict) for item in value)


def _without_text(file: str, value: Any) -> Iterable[Problem]:
    """A mistake for each key of a mapping that has no text."""
    for key, text in value.items():
        if text in _TEXT_NULLS or isinstance(text, list | dict):
            yield found("column-map-invalid", file, column=str(key), value=str(text or ""), reason="text-expected")


def _value(kind: str, value: object) -> object:
    if kind == "column":
        return str(value or "")
    if kind == "mapping":
        return tuple((str(key), str(text)) for key, text in value.items()) if isinstance(value, dict) else ()
    items = value if isinstance(value, list) else [value]
    return tuple(str(item) for item in items if item not in _TEXT_NULLS)
