"""Which column holds what: proposed from header words, shown to the user, overridden, saved."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

import yaml

from tadasu.readers._problems import found
from tadasu.readers._shapes import Layout
from tadasu.readers._words import field_of
from tadasu.schema import InputError, Problem

_SINGLE = ("id", "name", "country", "goods")
_SEVERAL = ("aliases", "address")
_TEXT_NULLS = (None, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Header cell of each field, empty where the file has none.

    `aliases` are several columns, each cell of which may hold several names; `address` columns are joined in this
    order; `identifiers` are pairs (column, scheme), for example ("法人番号", "jp-corporate-number").
    """

    name: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    address: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    goods: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is used, once."""
        single = (self.id, self.name, *self.aliases, self.country, *self.address)
        used = (*single, *(column for column, _ in self.identifiers), self.goods)
        return tuple(dict.fromkeys(column for column in used if column))


def propose(layout: Layout) -> ColumnMap:
    """The map that the header words suggest; `name` is empty when no column is known to hold names.

    The most direct header wins, then the first in the file. Columns that give the name in another language are aliases,
    unless there is no other name column.
    """
    meanings = [(column, *field_of(column)) for column in layout.columns]
    name = _first(meanings, "name") or _first(meanings, "name-variant")
    aliases = tuple(c for c, field, _ in meanings if field in ("name-variant", "alias") and c != name)
    return ColumnMap(
        id=_first(meanings, "id"),
        name=name,
        aliases=aliases,
        country=_first(meanings, "country"),
        address=tuple(column for column, field, _ in meanings if field == "address"),
        identifiers=tuple(
            (column, field.partition(":")[2]) for column, field, _ in meanings if field.startswith("identifier:")
        ),
        goods=_first(meanings, "goods"),
    )


def other_names(layout: Layout, columns: ColumnMap) -> tuple[str, ...]:
    """Columns that could be the name as well as the one chosen."""
    return tuple(column for column in layout.columns if field_of(column)[0] == "name" and column not in columns.columns)


def describe(columns: ColumnMap) -> tuple[tuple[str, str], ...]:
    """Pairs (field, columns) for showing, in the order of the fields; fields without a column have an empty text."""
    shown = {field.name: getattr(columns, field.name) for field in fields(columns)}
    shown["identifiers"] = tuple(f"{column} ({scheme})" for column, scheme in columns.identifiers)
    return tuple((name, value if isinstance(value, str) else " + ".join(value)) for name, value in shown.items())


def unknown_columns(file: str, columns: ColumnMap, layout: Layout) -> tuple[Problem, ...]:
    """A problem for each column of the map that the file does not have, with those it has."""
    present = "; ".join(layout.columns)
    return tuple(
        found(
            "column-not-found", file, row=layout.header_row, column=column, value=column, columns=present,
            nearest=next(iter(get_close_matches(column, layout.columns, n=1, cutoff=0.5)), ""),
        )
        for column in columns.columns
        if column not in layout.columns
    )  # fmt: skip


def save_map(columns: ColumnMap, path: Path) -> None:
    """Write the map as YAML that a person can edit, whole or not at all; the same map gives the same bytes.

    Raises InputError; then a map that was there before is as it was.
    """
    content: dict[str, object] = {
        "name": columns.name,
        "id": columns.id,
        "aliases": list(columns.aliases),
        "country": columns.country,
        "address": list(columns.address),
        "identifiers": dict(columns.identifiers),
        "goods": columns.goods,
    }
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


def load_map(path: Path) -> ColumnMap:
    """Read what `save_map` wrote or a person did. Raises InputError with every mistake."""
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
    problems = list(_mistakes(path.name, content))
    if problems:
        raise InputError(problems)
    return ColumnMap(
        name=str(content["name"]),
        id=str(content.get("id") or ""),
        aliases=_listed(content.get("aliases")),
        country=str(content.get("country") or ""),
        address=_listed(content.get("address")),
        goods=str(content.get("goods") or ""),
        identifiers=tuple((str(column), str(scheme)) for column, scheme in (content.get("identifiers") or {}).items()),
    )


def _first(meanings: Iterable[tuple[str, str, int]], wanted: str) -> str:
    matching = [
        (directness, place, column) for place, (column, field, directness) in enumerate(meanings) if field == wanted
    ]
    return min(matching)[-1] if matching else ""


def _mistakes(file: str, content: dict[object, object]) -> Iterable[Problem]:
    known = {*_SINGLE, *_SEVERAL, "identifiers"}
    for key, value in content.items():
        if key not in known:
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="unknown-field")
        elif value in _TEXT_NULLS:
            continue
        elif key in _SINGLE and isinstance(value, list | dict):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="one-column-expected")
        elif key in _SEVERAL and isinstance(value, dict):
            yield found("column-map-invalid", file, column=str(key), value=str(value), reason="list-expected")
        elif key == "identifiers" and not isinstance(value, dict):
            yield found("column-map-invalid", file, column=key, value=str(value), reason="mapping-expected")
    if not content.get("name"):
        yield found("column-map-invalid", file, column="name", reason="name-missing")


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return (str(value),) if value else ()
