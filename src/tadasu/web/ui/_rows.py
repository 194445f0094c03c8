"""Where the rows of a table come from: a list, or a query that the database answers. Both answer the same few questions."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import F, Model, Q, QuerySet

Row = TypeVar("Row")
AnyModel = TypeVar("AnyModel", bound=Model)


class Rows(Protocol[Row]):
    """Rows that can be searched, chosen, ordered, counted and cut. Fields are paths as Django writes them: `seller__name`."""

    def search(self, text: str, fields: Sequence[str]) -> "Rows[Row]":
        """Those in which one of the fields holds the text, in whatever case."""
        ...

    def choose(self, field: str, value: str) -> "Rows[Row]":
        """Those whose field has the value."""
        ...

    def order(self, field: str, *, down: bool) -> "Rows[Row]":
        """In the order of a field, those without a value last; the same question gives the same order."""
        ...

    def count(self, most: int) -> int:
        """How many there are, counted no further than `most`."""
        ...

    def cut(self, start: int, end: int) -> list[Row]:
        """Those from start (counted from 0) up to end, without it."""
        ...


class Listed(Generic[Row]):
    """Rows that are at hand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def search(self, text: str, fields: Sequence[str]) -> "Listed[Row]":
        """Widths of letters do not matter."""
        wanted = _folded(text)
        return Listed([row for row in self.rows if any(wanted in _folded(_text(row, one)) for one in fields)])

    def choose(self, field: str, value: str) -> "Listed[Row]":
        """By the field's text."""
        return Listed([row for row in self.rows if _text(row, field) == value])

    def order(self, field: str, *, down: bool) -> "Listed[Row]":
        """Rows of one value stay as they were."""
        held = [(value, row) for row in self.rows if (value := at(row, field)) is not None]
        held.sort(key=lambda pair: pair[0], reverse=down)
        return Listed([row for _, row in held] + [row for row in self.rows if at(row, field) is None])

    def count(self, most: int) -> int:
        """All are at hand."""
        return min(len(self.rows), most)

    def cut(self, start: int, end: int) -> list[Row]:
        """As a list."""
        return list(self.rows[start:end])


class Queried(Generic[AnyModel]):
    """Rows of the database; nothing is asked before it must be."""

    def __init__(self, rows: QuerySet[AnyModel]) -> None:
        self.rows = rows

    def search(self, text: str, fields: Sequence[str]) -> "Queried[AnyModel]":
        """By the database."""
        held = Q()
        for one in fields:
            held |= Q(**{f"{one}__icontains": text})
        return Queried(self.rows.filter(held))

    def choose(self, field: str, value: str) -> "Queried[AnyModel]":
        """By the database."""
        return Queried(self.rows.filter(**{field: value}))

    def order(self, field: str, *, down: bool) -> "Queried[AnyModel]":
        """Rows of one value by their id, so that a page never repeats a row of another."""
        path = F(field)
        return Queried(self.rows.order_by(path.desc(nulls_last=True) if down else path.asc(nulls_last=True), "pk"))

    def count(self, most: int) -> int:
        """The database stops at the bound as well: a page costs the same before a million rows."""
        return self.rows.order_by()[:most].count()

    def cut(self, start: int, end: int) -> list[AnyModel]:
        """One question."""
        return list(self.rows[start:end])


def rows_of(source: "Sequence[Any] | QuerySet[Any]") -> Rows[Any]:
    """Whatever a view has at hand."""
    return Queried(source) if isinstance(source, QuerySet) else Listed(source)


def at(row: object, path: str) -> Any:
    """The value at a path of names: attributes, or keys of a mapping; None where a step is missing."""
    value: Any = row
    for name in path.split("__"):
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
        if value is None:
            return None
    return value


def _text(row: object, path: str) -> str:
    value = at(row, path)
    return "" if value is None else str(value)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
