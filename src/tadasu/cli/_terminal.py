"""Where the words go: standard output for results, standard error for notes and progress; any width, script and pipe.

In a terminal tables wrap to its width, and under 60 cells a row becomes a few lines. In a pipe columns are padded and
nothing is cut, so that `grep` finds whole names. Colour only in a terminal, and not with NO_COLOR.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tadasu.wording import Language, say

NARROW = 60
"""Cells below which a table is no longer readable as columns."""

MOST_PADDING = 48
"""Cells to which a column of a pipe is padded; longer cells stand out, they are not cut."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What a verb writes to. `width` is None for a pipe, which has no width; `steps` are shown being done just now."""

    language: Language
    out: TextIO
    err: TextIO
    width: int | None = None
    steps: list[Progress] = field(default_factory=list)

    def text(self, code: str, /, **params: object) -> str:
        """The sentence of a code in the user's language."""
        return say(code, {name: str(value) for name, value in params.items()}, self.language)

    def print(self, line: str = "") -> None:
        """A line of the result."""
        self.out.write(clean(line) + "\n")

    def json(self, value: object) -> None:
        """One JSON object on one line, its text untouched."""
        self.out.write(json.dumps(value, ensure_ascii=False) + "\n")

    def note(self, line: str) -> None:
        """A line that is not the result: a remark, an error. A reader that has closed its end of it does not stop the run."""
        if self.steps:  # a line of progress stands there: rich takes it away, writes, and draws it again
            self.steps[-1].console.print(Text(clean(line)), soft_wrap=True)
            return
        try:
            self.err.write(clean(line) + "\n")
            self.err.flush()
        except BrokenPipeError:
            to_nothing(self.err)

    @property
    def in_columns(self) -> bool:
        """Tables are cut to columns of a terminal, where a cell may have several lines."""
        return self.width is not None and self.width >= NARROW

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Rows under heads; the columns in `right` are numbers. A cell may have several lines; a pipe joins them."""
        join = "\n" if self.in_columns else "; "
        rows = [[join.join(clean(line) for line in cell.split("\n")) for cell in row] for row in rows]
        if self.width is None:
            self._padded(heads, rows, right)
        elif self.width < NARROW:
            self._stacked(heads, rows)
        else:
            self._columns(heads, rows, right)

    @contextmanager
    def step(self, code: str, **params: object) -> Iterator[None]:
        """Say on standard error what is being done, while it is done and only in a terminal."""
        if not self.err.isatty():
            yield
            return
        console = Console(file=self.err)
        columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            progress.add_task(clean(self.text(code, **params)), total=None)
            self.steps.append(progress)
            try:
                yield
            finally:
                self.steps.pop()

    def _padded(self, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
        lines = [list(heads), *rows]
        widths = [min(max(cell_len(line[at]) for line in lines), MOST_PADDING) for at in range(len(heads))]
        for line in lines:
            cells = (_pad(cell, widths[at], right=at in right) for at, cell in enumerate(line))
            self.out.write("  ".join(cells).rstrip() + "\n")

    def _stacked(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        console = Console(file=self.out, width=self.width)
        for row in rows:
            for head, cell in zip(heads, row, strict=True):
                if cell:
                    console.print(Text(f"{head}: {cell}"))
            console.print()

    def _columns(self, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
        console = Console(file=self.out, width=self.width)
        below = int(any("\n" in cell for row in rows for cell in row))  # rows of several lines are set apart
        table = Table(box=None, pad_edge=False, padding=(0, 2, below, 0), header_style="bold")
        for at, head in enumerate(heads):
            table.add_column(Text(head), justify="right" if at in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)


def clean(line: str) -> str:
    """Nothing that moves the cursor, changes the colour or turns the direction of what follows.

    >>> clean("Lanmiqu\\x1b[31m Hair")
    'Lanmiqu�[31m Hair'
    """
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", line)


def width_of(stream: TextIO, environment: Mapping[str, str]) -> int | None:
    """COLUMNS if it is set, else the width of the terminal, else None."""
    asked = environment.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return int(asked)
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80


def to_nothing(stream: TextIO) -> None:
    """Nobody reads `stream` any more: what it still holds, and what is written to it from now on, goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _pad(cell: str, width: int, *, right: bool) -> str:
    space = " " * max(width - cell_len(cell), 0)
    return space + cell if right else cell + space
