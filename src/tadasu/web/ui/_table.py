"""What the template of a table draws: heads with the address that orders by them, cells with their head, ways onward."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadasu.web.ui._cells import Cell
from tadasu.web.ui.parts import Said
from tadasu.web.ui.tables import MOST_COUNTED, Column, Line, Shown

WIDE = 8
"""More columns than this scroll in a frame of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column. `address` orders by it, `sorted` says that it is so already and in which direction."""

    name: str
    label: Said
    unit: Said
    style: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell in its column."""

    cell: Cell
    label: str
    style: str
    is_title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line in the table; `title` names it."""

    cells: list[Placed]
    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A filter with what is chosen."""

    name: str
    label: Said
    choices: list[tuple[str, Said]]
    chosen: str


def values(shown: Shown) -> dict[str, Any]:
    """Everything by the names that the template uses."""
    table, asks = shown.table, shown.asked
    title = next((at for at, column in enumerate(table.columns) if column.address is not None), 0)
    return {
        "shown": shown,
        "table": table,
        "asked": asks,
        "name": table.name,
        "hidden": asks.hidden(),
        "filters": [
            Choice(name=one.name, label=one.label, choices=list(one.choices), chosen=asks.chosen.get(one.name, ""))
            for one in table.filters
        ],
        "heads": [_head(column, shown) for column in table.columns],
        "lines": [_line(line, shown, title) for line in shown.lines],
        "sortable": any(column.sorts for column in table.columns),
        "wide": len(table.columns) > WIDE,
        "spare": any(column.spare for column in table.columns),
        "all": asks.link(text="", chosen={}),
        "file": asks.link(csv=True),
        "counted": _counted(shown),
        "page": shown.page,
        "pages": shown.pages,
        "before": asks.link(page=shown.page - 1) if shown.page > 1 else "",
        "after": asks.link(page=shown.page + 1) if shown.page < shown.pages else "",
    }


def _head(column: Column, shown: Shown) -> Head:
    """Words are first ordered from the start, numbers from the greatest; asked again, the other way round."""
    asks = shown.asked
    now = column.name == asks.column and bool(column.sorts)
    down = not asks.down if now else column.number
    return Head(
        name=column.name,
        label=column.label,
        unit=column.unit,
        style=" ".join(one for one, it_is in (("number", column.number), ("spare", column.spare)) if it_is),
        address=asks.link(sort=("-" if down else "") + column.name) if column.sorts else "",
        sorted=("descending" if asks.down else "ascending") if now else "",
    )


def _line(line: Line, shown: Shown, title: int) -> PlacedLine:
    columns = shown.table.columns
    cells = [
        Placed(cell=cell, label=column.head, style=_style(column, cell), is_title=at == title)
        for at, (column, cell) in enumerate(zip(columns, line.cells, strict=True))
    ]
    return PlacedLine(cells=cells, key=line.key, title=line.cells[title].text)


def _style(column: Column, cell: Cell) -> str:
    """Long for what is read, none and spare for what a small screen leaves out."""
    found = "number" if column.number else "long" if cell.reasons else "" if cell.text else "none"
    return f"{found} spare".strip() if column.spare else found


def _counted(shown: Shown) -> str:
    if shown.more:
        return _("Lines %(first)s to %(last)s of more than %(most)s; narrow down to see the others.") % {
            "first": f"{shown.first:,}",
            "last": f"{shown.last:,}",
            "most": f"{MOST_COUNTED:,}",
        }
    if shown.pages > 1:
        return _("Lines %(first)s to %(last)s of %(count)s") % {
            "first": f"{shown.first:,}",
            "last": f"{shown.last:,}",
            "count": f"{shown.count:,}",
        }
    return ngettext("%(count)d line", "%(count)d lines", shown.count) % {"count": shown.count}
