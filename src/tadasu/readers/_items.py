"""A product list, CSV, XLSX, Parquet or JSON lines -> the HS code of each item, which events (EPCIS) do not tell.

Events name an item by a URN or a web address, product lists mostly by its GTIN: the GTIN within a URN is found by the EPC
Tag Data Standard (GS1; correspondence of EPCs and GS1 keys, SGTIN), in an address by the GS1 Digital Link standard (key 01).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tadasu.readers._columns import layout_problems
from tadasu.readers._good_cells import Checks, GoodCells, GoodExists, ParseGood
from tadasu.readers._problems import ProblemLog, found
from tadasu.readers._row_notes import RowCells, RowNotes
from tadasu.readers._rows import file_digest, read_rows
from tadasu.readers._shapes import Layout
from tadasu.readers._sniff import sniff
from tadasu.readers._words import field_of
from tadasu.schema import InputError, Problem

GTIN_DIGITS = 14

_FIELDS = ("item", "good")
_BARE = re.compile(r"\d{8}|\d{12,14}", re.ASCII)
_LINK = re.compile(r"https?://.+/01/(\d{8}|\d{12,14})(?:[/?].*)?", re.ASCII)
_URN = re.compile(r"urn:epc:(?:id|idpat|class):(?:sgtin|lgtin):(\d{6,12})\.(\d)(\d{0,6})(?:\..*)?", re.ASCII)
_WITHOUT_CHECK = GTIN_DIGITS - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTable:
    """`codes` leads from an item, as the list writes it, to its HS code; `problems` hold no error unless good rows were kept
    by wish. `rows` counts data rows, also those left out."""

    codes: Mapping[str, str]
    problems: tuple[Problem, ...]
    rows: int
    digest: str
    by_gtin: Mapping[str, str] = field(default_factory=dict)

    def good_of(self, item: str) -> str | None:
        """The HS code of an item by the very id, else by its GTIN; what `read_epcis` asks for."""
        return self.codes.get(item) or self.by_gtin.get(gtin_of(item))


def read_items(
    path: Path | str,
    *,
    parse_good: ParseGood | None = None,
    good_exists: GoodExists | None = None,
    keep_good: bool = False,
    layout: Layout | None = None,
) -> ItemTable:
    """Read `path` whole: a column of items and one of HS codes. Raises InputError as `read_declarations` does."""
    path = Path(path)
    layout = layout or sniff(path, vocabulary="items")
    log = ProblemLog(path.name)
    columns = _columns(layout)
    log.add(layout_problems(path.name, columns.values(), layout))
    row, present = layout.header_row, "; ".join(layout.columns)
    missing = [name for name in _FIELDS if not columns[name]]
    for name in missing:
        log.add([found("column-not-found", path.name, row=row, column=name, value=name, columns=present, nearest="")])
    if missing:
        raise InputError(log.result())
    notes = RowNotes(file=path.name, log=log)
    cells = RowCells(layout=layout, columns=columns, fixed={}, notes=notes)
    items = _Items(cells=cells, goods=GoodCells(Checks(parse_good=parse_good, good_exists=good_exists)))
    refused, digest, number = log.fatal, file_digest(path), 0
    for row_read in read_rows(path, layout):
        number += 1
        if notes.start(row_read) and any(value.strip() for value in row_read.values):
            cells.row = row_read
            items.take()
    if not number:
        log.add([found("no-rows", path.name, row=row)])
    elif not items.codes and not notes.bad_rows:
        log.add([found("no-usable-rows", path.name, rows=number)])
    if refused or notes.broken or not items.codes or (notes.bad_rows and not keep_good):
        raise InputError(log.result())
    by_gtin = {gtin: code for item, code in items.codes.items() if (gtin := gtin_of(item))}
    return ItemTable(codes=items.codes, problems=log.result(), rows=number, digest=digest, by_gtin=by_gtin)


def gtin_of(item: str) -> str:
    """The GTIN of fourteen digits that an id is or holds, else nothing. Check digits of a GTIN as written are not looked at.

    >>> gtin_of("4012345111118"), gtin_of("https://id.gs1.org/01/04012345111118/21/7"), gtin_of("SHIRT-7")
    ('04012345111118', '04012345111118', '')
    >>> gtin_of("urn:epc:id:sgtin:4012345.011111.987")
    '04012345111118'
    """
    if whole := _BARE.fullmatch(item):
        return whole[0].zfill(GTIN_DIGITS)
    if link := _LINK.fullmatch(item):
        return link[1].zfill(GTIN_DIGITS)
    urn = _URN.fullmatch(item)
    digits = f"{urn[2]}{urn[1]}{urn[3]}" if urn else ""
    return digits + _check_digit(digits) if len(digits) == _WITHOUT_CHECK else ""


@dataclass(slots=True, kw_only=True)
class _Items:
    """Takes the rows of a product list one after the other."""

    cells: RowCells
    goods: GoodCells
    codes: dict[str, str] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)

    def take(self) -> None:
        """Keep the item of the current row, or note why not; the same said twice is said once."""
        cells = self.cells
        item, text = cells.text("item"), cells.text("good")
        if not item:
            cells.note("empty-id", "item")
        if not text:
            cells.note("good-missing", "good")
            return
        good = self.goods.read(text)
        if good.fault == "good-lost-zero":
            cells.note(good.fault, "good", text, suggestion=good.suggestion)
        elif good.fault:
            cells.note(good.fault, "good", text)
        elif item and self.codes.setdefault(item, good.code) != good.code:
            cells.note("duplicate-id", "item", item, first_row=self._rows[item])
        elif item:
            self._rows.setdefault(item, cells.row.number)


def _check_digit(digits: str) -> str:
    """Of thirteen digits: weights 3 and 1 from the left, what is lacking to a full ten (GS1 General Specifications, 7.9)."""
    return str(-sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(digits)) % 10)


def _columns(layout: Layout) -> dict[str, str]:
    """Field -> the first column that its header words name most directly; codes also by the words of declarations."""
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, column in enumerate(layout.columns):
        name, directness = field_of(column, "items")
        if not name:
            name, directness = field_of(column, "declarations")
        ranked.setdefault(name, []).append((directness, place, column))
    return {name: min(ranked[name])[-1] if name in ranked else "" for name in _FIELDS}
