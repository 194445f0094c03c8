"""A column that counts the rows (`No`, `#`, 序号): an id where it counts each row once, and otherwise nothing.

Such a column often begins again with every section, or leaves out the further sites of one company. A column that is named
as an id must be one, or the file is refused; this one is only taken for an id after a look at the whole file.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from tadasu.readers._cells import one_line
from tadasu.readers._columns import ColumnMap, propose
from tadasu.readers._problems import Severity, found, severity
from tadasu.readers._rows import read_rows
from tadasu.readers._shapes import Layout, Row
from tadasu.readers._words import data_table, plain, without_brackets
from tadasu.schema import Problem


def propose_for(path: Path, layout: Layout) -> tuple[ColumnMap, tuple[Problem, ...]]:
    """The map that the header words suggest for this very file, and a remark where a running number could not be its id."""
    columns = propose(layout)
    column = next((each for each in layout.columns if is_running_number(each)), "")
    if columns.id or not columns.name or not column:
        return columns, ()
    place = layout.columns.index(column)
    unfit = _unfit(read_rows(path, layout), place, layout)
    if unfit is None:
        return replace(columns, id=column), ()
    value = one_line(unfit.values[place])[0]
    return columns, (found("running-number-unused", path.name, row=unfit.number, column=column, value=value),)


def is_running_number(header: str) -> bool:
    """Whether a header says that the column counts, and nothing else.

    >>> is_running_number("No."), is_running_number("#"), is_running_number("Vendor No.")
    (True, True, False)
    """
    return any(plain(each) in _words() for each in (header, without_brackets(header)))


def _unfit(rows: Iterable[Row], place: int, layout: Layout) -> Row | None:
    """The first row that has no number of its own; rows that are left out before their id is asked for need none."""
    seen = set()
    for row in rows:
        left_out = any(severity(problem) is not Severity.WARNING for problem in row.problems)
        if left_out or row.values == layout.columns or not any(value.strip() for value in row.values):
            continue
        number = one_line(row.values[place])[0]
        if not number or number in seen:
            return row
        seen.add(number)
    return None


@cache
def _words() -> frozenset[str]:
    return frozenset(plain(row["words"]) for row in data_table("running_number_words.csv"))
