"""A file of customs declarations or purchase orders -> declarations, or every problem of the file together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from tadasu.readers._amount_cells import AmountCells
from tadasu.readers._cells import CountryCode
from tadasu.readers._columns import layout_problems
from tadasu.readers._dates import AHEAD, HS_BEGINS, ORDERS, Window
from tadasu.readers._declaration_columns import FIXABLE, DeclarationColumns, other_columns, propose_declarations
from tadasu.readers._declaration_rows import DeclarationRows
from tadasu.readers._good_cells import Checks, GoodCells, GoodExists, ParseGood
from tadasu.readers._problems import ProblemLog, Severity, found, severity
from tadasu.readers._row_notes import RowCells, RowNotes
from tadasu.readers._rows import file_digest, read_rows
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._sniff import sniff
from tadasu.readers._styles import Styles
from tadasu.readers._units import unit_code, unit_codes
from tadasu.readers._value_words import known_codes, value_codes
from tadasu.schema import Declaration, Flow, InputError, Problem

_NEEDED = {
    "seller": "no-seller-column",
    "buyer": "no-buyer-column",
    "day": "no-day-column",
    "good": "no-good-column",
}
_AMOUNTS = ("quantity", "second_quantity", "weight", "value")
_MARKS = (".", ",")
_WORDS = {"certainty": "certainty", "contested": "yes-no", "currency": "currency", "flow": "flow"}
_NO_ROWS_WITH = frozenset({"column-not-found", "fixed-invalid", *_NEEDED.values()})
"""Problems of the map with which rows cannot be read."""
_ROW_PROBLEMS_AT_THE_END = frozenset({"currency-missing"})
"""Problems of single rows that only the end of the file can report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationFile:
    """What was read: how (`layout`, `columns`), what (`declarations`), what not (`problems`).

    `problems` hold no error unless good rows were kept by wish; then each error is a row that was left out. `rows` counts
    data rows, also those left out; `digest` is the SHA-256 of the file.
    """

    layout: Layout
    columns: DeclarationColumns
    declarations: tuple[Declaration, ...]
    problems: tuple[Problem, ...]
    rows: int
    digest: str


def read_declarations(
    path: Path | str,
    *,
    columns: DeclarationColumns | None = None,
    flow: Flow | None = None,
    country_code: CountryCode | None = None,
    parse_good: ParseGood | None = None,
    good_exists: GoodExists | None = None,
    keep_good: bool = False,
    layout: Layout | None = None,
    list_id: str = "",
    today: date | None = None,
) -> DeclarationFile:
    """Read `path` whole, by the given map and layout or by those proposed.

    The id of a declaration is its number and line (`123-1`), or the data row without a number column. `flow` is import,
    export or domestic for the whole file; without it a column, the map or the header of the number says so. Codes are
    checked by the functions given: `country_code` (text -> ISO 3166-1 alpha-2 or None), `parse_good` (text -> HS digits or
    None), `good_exists`. `today` bounds what is believed as a date. Raises InputError with every problem found when one
    of them is an error; with `keep_good` rows with errors are left out and reported instead.
    """
    path = Path(path)
    layout = layout or sniff(path, vocabulary="declarations")
    proposed = columns is None
    columns = columns or propose_declarations(layout)
    before = _layout_problems(path.name, layout, columns, flow, proposed=proposed)
    log = ProblemLog(path.name)
    log.add(before)
    reading = _Reading(path=path, layout=layout, columns=columns, log=log, keep_good=keep_good, refused=log.fatal)
    if not any(problem.code in _NO_ROWS_WITH for problem in before):
        checks = Checks(country_code=country_code, parse_good=parse_good, good_exists=good_exists)
        window = Window(HS_BEGINS, (today or date.today()) + AHEAD)
        reading.run(checks, window=window, flow=flow, list_id=list_id)
    if reading.refused:
        raise InputError(log.result())
    return DeclarationFile(
        layout=layout,
        columns=columns,
        declarations=tuple(reading.declarations),
        problems=log.result(),
        rows=reading.rows,
        digest=reading.digest,
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One file's reading: takes rows in order, keeps declarations and problems."""

    path: Path
    layout: Layout
    columns: DeclarationColumns
    log: ProblemLog
    keep_good: bool
    digest: str = ""
    rows: int = 0
    refused: bool = False
    declarations: list[Declaration] = field(default_factory=list)

    def run(self, checks: Checks, *, window: Window, flow: Flow | None, list_id: str) -> None:
        """Read every row, then say what only the end of the file can tell."""
        self.digest = file_digest(self.path)
        notes = RowNotes(file=self.path.name, log=self.log)
        rows = self._maker(notes, checks, window, flow, list_id)
        for row in read_rows(self.path, self.layout):
            self.rows += 1
            if not notes.start(row) or self._passed_over(row):
                continue
            rows.cells.row = row
            declaration = rows.read(self.rows)
            if notes.bad_rows and not self.keep_good:
                self.declarations.clear()
            elif declaration is not None:
                self.declarations.append(declaration)
        ending = [*rows.styles.problems, *rows.amounts.ending(), *rows.ending()]
        if not _file_wide(ending):
            ending += self._counts(notes)
        self.log.add(ending)
        self.refused |= _file_wide(ending) or notes.broken or (notes.bad_rows > 0 and not self.keep_good)

    def _passed_over(self, row: Row) -> bool:
        if row.values == self.layout.columns:
            self.log.add([found("header-repeated", self.path.name, row=row.number)])
            return True
        return not any(value.strip() for value in row.values)

    def _counts(self, notes: RowNotes) -> list[Problem]:
        if self.rows == 0:
            return [found("no-rows", self.path.name, row=self.layout.header_row)]
        if not self.declarations and (self.keep_good or not notes.bad_rows):
            return [found("no-usable-rows", self.path.name, rows=self.rows)]
        return []

    def _maker(
        self, notes: RowNotes, checks: Checks, window: Window, flow: Flow | None, list_id: str
    ) -> DeclarationRows:
        fixed = dict(self.columns.fixed)
        used, addresses = _used(self.columns)
        styles = Styles(
            path=self.path,
            layout=self.layout,
            window=window,
            day_columns=[used["day"]],
            amount_columns=[used[name] for name in _AMOUNTS if used[name]],
            order=fixed.pop("date_order", ""),
            mark="," if fixed.get("decimal_mark") == "," else "." if "decimal_mark" in fixed else "",
        )
        cells = RowCells(layout=self.layout, columns=used, fixed=fixed, notes=notes)
        return DeclarationRows(
            cells=cells,
            amounts=AmountCells(cells=cells, styles=styles),
            styles=styles,
            checks=checks,
            goods=GoodCells(checks),
            addresses=addresses,
            flow=flow,
            list_id=list_id,
            digest=self.digest,
        )


def _file_wide(problems: Sequence[Problem]) -> bool:
    """Whether one of these refuses the whole file."""
    return any(
        severity(problem) is Severity.ERROR and problem.code not in _ROW_PROBLEMS_AT_THE_END for problem in problems
    )


def _used(columns: DeclarationColumns) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Field -> column, several address columns under names of their own, and those names by side."""
    used, addresses = {}, {}
    for each in fields(columns):
        value = getattr(columns, each.name)
        if isinstance(value, str):
            used[each.name] = value
    for side, pieces in (("seller", columns.seller_address), ("buyer", columns.buyer_address)):
        names = {f"{side}_address {place}": column for place, column in enumerate(pieces)}
        used |= names
        addresses[side] = tuple(names)
    return used, addresses


def _layout_problems(
    file: str, layout: Layout, columns: DeclarationColumns, flow: Flow | None, *, proposed: bool
) -> list[Problem]:
    """What can be said before the first row is read."""
    row, present = layout.header_row, "; ".join(layout.columns)
    problems = list(layout_problems(file, columns.columns, layout))
    fixed = dict(columns.fixed)
    problems += _fixed_problems(file, fixed)
    for name, code in _NEEDED.items():
        if not getattr(columns, name) and name not in fixed:
            problems.append(found(code, file, row=row, columns=present))
    if flow is None and not columns.flow and "flow" not in fixed:
        problems.append(found("no-flow", file, row=row))
    if proposed:
        for name, chosen, others in other_columns(layout, columns):
            shown = "; ".join(others)
            problems.append(
                found("several-columns", file, row=row, column=chosen, field=name, chosen=chosen, others=shown)
            )
    return problems


def _fixed_problems(file: str, fixed: dict[str, str]) -> list[Problem]:
    """A problem for each fixed text that is not one of those its field may have."""
    allowed = {"date_order": ORDERS, "decimal_mark": _MARKS}
    problems = []
    for name, text in fixed.items():
        if name not in FIXABLE:
            known = ", ".join(sorted(FIXABLE))
        elif name in allowed:
            known = "" if text in allowed[name] else ", ".join(allowed[name])
        elif name.endswith("unit"):
            known = "" if unit_code(text) else ", ".join(unit_codes())
        elif name in _WORDS:
            words = _WORDS[name]
            known = "" if len(value_codes(words, text)) == 1 else ", ".join(known_codes(words))
        else:
            known = ""
        if known:
            problems.append(found("fixed-invalid", file, column=name, value=text, known=known))
    return problems
