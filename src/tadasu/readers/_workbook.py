"""XLSX by calamine: which sheet, rows as text with their sheet row numbers, merged header cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tadasu.readers._archive import sheet_notes, unsafe_archive
from tadasu.readers._header import SEARCH_ROWS, distinct, find_header, has_name
from tadasu.readers._problems import found
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._words import Vocabulary
from tadasu.schema import InputError, Problem

WHOLE_FLOAT = 10**15
"""Below this a float without a fraction is written as an integer: Excel keeps 15 digits."""

CellValue = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class _Header:
    index: int  # of the lowest header row, from 0
    cells: list[str]
    problems: tuple[Problem, ...] = ()


def sniff_workbook(path: Path, *, sheet: str = "", vocabulary: Vocabulary = "entities") -> Layout:
    """The layout of the sheet asked for, or of the first visible one that has a column of names."""
    if unsafe := unsafe_archive(path):
        raise InputError(unsafe)
    with _opened(path) as workbook:
        name, others = _choose(workbook, path, sheet, vocabulary)
        # The rectangle is measured before calamine allots it.
        notes, too_large = sheet_notes(path, name)
        if too_large:
            raise InputError(too_large)
        content = workbook.get_sheet_by_name(name)
        rows = [_texts(row, content) for row, _ in zip(content.iter_rows(), range(SEARCH_ROWS + 2), strict=False)]
        at = find_header(rows, vocabulary)
        if at < 0:
            raise InputError([found("empty-file", path.name, value=name)])
        header = _with_merged(path.name, rows, at, content.merged_cell_ranges or [])
    columns, renamed = distinct(header.cells)
    warnings = list(header.problems)
    if others:
        warnings.append(found("several-sheets", path.name, value=name, chosen=name, others="; ".join(others)))
    warnings += [
        found("duplicate-column", path.name, row=header.index + 1, column=old, renamed=new)
        for old, new in renamed
        if not new.startswith("#")
    ]
    for note in notes:
        if note.row <= header.index + 1 or note.column >= len(columns):
            continue
        extra = {"error": note.value} if note.kind == "cell-error-value" else {}
        warnings.append(
            found(
                note.kind, path.name, row=note.row, column=columns[note.column], value=note.value,
                count=note.count, **extra,
            )
        )  # fmt: skip
    return Layout(format="xlsx", sheet=name, header_row=header.index + 1, columns=columns, warnings=tuple(warnings))


def workbook_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """Rows under the header. calamine holds the sheet in memory, which `MAX_UNPACKED` bounds."""
    if unsafe := unsafe_archive(path):
        raise InputError(unsafe)
    _, too_large = sheet_notes(path, layout.sheet)
    if too_large:
        raise InputError(too_large)
    width = len(layout.columns)
    with _opened(path) as workbook:
        if layout.sheet not in workbook.sheet_names:
            raise InputError([_no_sheet(workbook, path, layout.sheet)])
        content = workbook.get_sheet_by_name(layout.sheet)
        for number, cells in enumerate(content.iter_rows(), start=1):
            if number > layout.header_row:
                texts = _texts(cells, content)
                yield Row(number=number, values=tuple(texts[:width]) + ("",) * (width - len(texts)))


def cell_text(value: CellValue) -> str:
    """A cell as a person would copy it: 123.0 -> 123, a date in ISO form, TRUE and FALSE.

    >>> cell_text(123.0), cell_text("00123"), cell_text(date(2024, 1, 2))
    ('123', '00123', '2024-01-02')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < WHOLE_FLOAT else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise InputError([found("xlsx-encrypted", path.name)]) from None
    except CalamineError as error:
        raise InputError([found("xlsx-damaged", path.name, reason=str(error))]) from None


def _choose(workbook: CalamineWorkbook, path: Path, sheet: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The sheet to read and the visible others that hold something too."""
    if sheet:
        if sheet not in workbook.sheet_names:
            raise InputError([_no_sheet(workbook, path, sheet)])
        return sheet, ()
    visible = [
        entry.name
        for entry in workbook.sheets_metadata
        if entry.typ == SheetTypeEnum.WorkSheet and entry.visible == SheetVisibleEnum.Visible
    ]
    if len(visible) == 1:
        return visible[0], ()
    filled: list[tuple[bool, int, str]] = []
    for name in visible:
        _, too_large = sheet_notes(path, name)
        if too_large:
            raise InputError(too_large)
        content = workbook.get_sheet_by_name(name)
        if content.height:
            head = [_texts(row, content) for row, _ in zip(content.iter_rows(), range(SEARCH_ROWS), strict=False)]
            filled.append((not any(has_name(row, vocabulary) for row in head), len(filled), name))
    if not filled:
        raise InputError([found("empty-file", path.name)])
    chosen = min(filled)[-1]
    return chosen, tuple(name for _, _, name in filled if name != chosen)


def _no_sheet(workbook: CalamineWorkbook, path: Path, sheet: str) -> Problem:
    return found("sheet-not-found", path.name, value=sheet, sheets="; ".join(workbook.sheet_names))


def _texts(cells: Sequence[CellValue], content: CalamineSheet) -> list[str]:
    """Cells as text from column A on: calamine begins at the first used column."""
    before = content.start[1] if content.start else 0
    return [""] * before + [cell_text(cell) for cell in cells]


def _with_merged(
    file: str, rows: list[list[str]], at: int, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> _Header:
    """The header cells when some are merged: a group title over its own columns, or one title over several columns."""
    touching = [(low, high) for low, high in merged if low[0] <= at <= high[0]]
    lowest = max([at, *(high[0] for _, high in touching)])
    wide = [(low, high) for low, high in touching if high[1] > low[1]]
    if (
        lowest == at
        and wide
        and at + 1 < len(rows)
        and all(_has_subtitles(rows[at + 1], low, high) for low, high in wide)
    ):
        other = [place for place in range(len(rows[at])) if not any(low[1] <= place <= high[1] for low, high in wide)]
        if not any(_cell(rows[at + 1], place) for place in other):
            lowest = at + 1
    cells = [_lowest_text(rows, at, lowest, place) for place in range(max(len(row) for row in rows[at : lowest + 1]))]
    problems = []
    if lowest > at:
        shown = f"{at + 1}-{lowest + 1}"
        problems.append(found("merged-header", file, row=at + 1, columns="; ".join(cells), header_rows=shown))
    for low, high in wide:
        if high[0] == lowest:
            name = _cell(rows[low[0]], low[1])
            span = f"{_letters(low[1])}{low[0] + 1}:{_letters(high[1])}{high[0] + 1}"
            problems.append(found("merged-header-unclear", file, row=low[0] + 1, column=name, value=name, range=span))
    return _Header(lowest, cells, tuple(problems))


def _has_subtitles(row: Sequence[str], low: tuple[int, int], high: tuple[int, int]) -> bool:
    titles = [_cell(row, place) for place in range(low[1], high[1] + 1)]
    return all(titles) and len(set(titles)) == len(titles) and not any(title.isdigit() for title in titles)


def _lowest_text(rows: list[list[str]], top: int, bottom: int, place: int) -> str:
    return next((text for row in reversed(rows[top : bottom + 1]) if (text := _cell(row, place))), "")


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name
