"""Tables: columns, search, filters, order and pages, all in the address. A name that a table does not know is left out and
said so; only columns that say by what they are ordered can be asked for.

    SUPPLIERS = Table(
        name="suppliers",
        caption=_("Suppliers"),
        columns=(
            Column(name="name", label=_("Supplier"), sorts="name", address=lambda one: one.address),
            Column(name="share", label=_("Tainted share"), unit="%", number=True, sorts="share"),
        ),
        searched=("name",),
        filters=(Filter(name="state", label=_("State"), choices=STATES),),
        order="-share",
    )
    shown = SUPPLIERS.show(request.GET, suppliers)

`shown` is what `{% table shown %}` draws and `csv_answer` writes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tadasu.web.ui._address import Asked, Known, asked
from tadasu.web.ui._cells import Cell, cell_of
from tadasu.web.ui._rows import Rows, at, rows_of
from tadasu.web.ui.parts import Said

MOST_COUNTED = 10_000
"""Rows that are counted and can be paged through; behind them one narrows down."""

MOST_IN_FILE = 50_000
"""Rows of a CSV file: it is made in memory, within the request, so that row-level security holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `name` stands in the address; `value` takes what is shown out of a row (the field of that name when not
    given): text, number, day, moment, State, Clock, Reasons, Coded or None. `sorts` is the path by which rows are ordered, empty
    when they cannot be. Numbers stand right, with `places` decimals, their unit in the head. A `spare` one is left out on a small
    screen, where the page of the row has it."""

    name: str
    label: Said
    value: Callable[[Any], object] | None = None
    unit: Said = ""
    number: bool = False
    places: int = 0
    sorts: str = ""
    address: Callable[[Any], str] | None = None
    era: bool = False
    spare: bool = False

    def cell(self, row: object) -> Cell:
        """What stands in this column of a row."""
        value = self.value(row) if self.value is not None else at(row, self.name)
        return cell_of(value, places=self.places, era=self.era, address=self.address(row) if self.address else "")

    @property
    def head(self) -> str:
        """Label and unit, as a file has them."""
        return f"{self.label} ({self.unit})" if str(self.unit) else str(self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice by which rows are left out: pairs of the value in the address and its label. `field` is the path that has the
    value (the filter's name when not given)."""

    name: str
    label: Said
    choices: Sequence[tuple[str, Said]]
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table can show. `order` is a column, with `-` from the greatest down; empty leaves rows as they come. `chooses`
    is the id of a form: each row then has a box that belongs to it, of the value `key`. `keys` turns on j, k, x. `empty`
    and `how` say what would be here and how it gets here. `prefix` begins the parameters of a second table on a page."""

    name: str
    caption: Said
    columns: Sequence[Column]
    searched: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    order: str = ""
    size: int = 25
    keys: bool = False
    chooses: str = ""
    key: str = "pk"
    empty: Said = ""
    how: Said = ""
    prefix: str = ""
    file: bool = True

    @property
    def known(self) -> Known:
        """What may be asked of it."""
        return Known(
            sorts=frozenset(column.name for column in self.columns if column.sorts),
            choices={one.name: frozenset(value for value, _ in one.choices) for one in self.filters},
            searched=bool(self.searched),
            file=self.file,
            order=self.order,
            prefix=self.prefix,
        )

    def show(self, params: Mapping[str, str], source: Any) -> "Shown":
        """The rows that an address asks for, of a list or of a query."""
        asks = asked(params, self.known)
        rows = rows_of(source)
        if asks.text:
            rows = rows.search(asks.text, self.searched)
        for one in self.filters:
            if value := asks.chosen.get(one.name):
                rows = rows.choose(one.field or one.name, value)
        column = next((column for column in self.columns if column.name == asks.column), None)
        if column is not None and column.sorts:
            rows = rows.order(column.sorts, down=asks.down)
        return _cut(self, asks, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as it is shown: its cells, and the value of its box."""

    cells: Sequence[Cell]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of a table. `count` is exact unless `more`: then there are more rows than are counted."""

    table: Table
    asked: Asked
    lines: Sequence[Line]
    count: int
    more: bool
    page: int
    pages: int
    rows: Rows[Any] = field(repr=False)

    @property
    def first(self) -> int:
        """The number of the first line, counted from 1."""
        return (self.page - 1) * self.table.size + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1 if self.lines else 0

    def file_lines(self) -> list[list[str]]:
        """Head and all rows that the filter leaves, as texts of a file. Raises TooManyRows when they are too many."""
        rows = self.rows.cut(0, MOST_IN_FILE + 1)
        if len(rows) > MOST_IN_FILE:
            raise TooManyRows
        head = [column.head for column in self.table.columns]
        return [head, *([column.cell(row).plain for column in self.table.columns] for row in rows)]


class TooManyRows(Exception):
    """More rows than a file holds: the filter has to be narrower."""


def _cut(table: Table, asks: Asked, rows: Rows[Any]) -> Shown:
    found = rows.count(MOST_COUNTED + 1)
    count = min(found, MOST_COUNTED)
    pages = max(1, -(-count // table.size))
    page = min(asks.page, pages)
    start = (page - 1) * table.size
    lines = [
        Line(
            cells=[column.cell(row) for column in table.columns],
            key=str(at(row, table.key) or "") if table.chooses else "",
        )
        for row in rows.cut(start, start + table.size)
    ]
    return Shown(
        table=table, asked=asks, lines=lines, count=count, more=found > MOST_COUNTED, page=page, pages=pages, rows=rows
    )
