"""CSV in bounded memory: records with the file line they start on, the delimiter, and what can go wrong in a line.

The parsing is Python's csv module; what is added is a bound on lines and cells, real line numbers, and the quotation
mark that is never closed.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tadasu.readers._header import words_in
from tadasu.readers._words import Vocabulary

MAX_CELL = 1_000_000
"""Characters in one cell; Excel itself stops at 32,767."""
MAX_LINE = 8_000_000
"""Characters in one line of the file, which is what one step of the reading may hold in memory."""
DELIMITERS = (",", ";", "\t", "|")
SAMPLE_RECORDS = 200

MARK = "tadasu-mark"
"""Name of the error handler that turns each byte that cannot be decoded into a lone surrogate, in UTF-16 too."""

_END = "\0tadasu-end-of-file\0"

csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))


@dataclass(frozen=True, slots=True)
class Record:
    """Cells as they stand; `number` is the file line the record starts on; `fault` is a problem code or empty.

    `fault_cell` is the index of the cell the fault is in, -1 where it is not known.
    """

    number: int
    cells: list[str]
    fault: str = ""
    fault_cell: int = -1


def open_text(path: Path, encoding: str) -> TextIO:
    """Line ends untranslated; undecodable bytes arrive as lone surrogates, so that their row can be named."""
    return path.open("r", encoding=encoding, errors=MARK, newline="")


def records(stream: TextIO, *, delimiter: str) -> Iterator[Record]:
    """Every record that is not a blank line; nothing more after a fault that hides where the next one begins."""
    lines = BoundedLines(stream)
    parser = csv.reader(_with_end(lines), delimiter=delimiter)
    start = 1
    while True:
        lines.pending.clear()
        try:
            cells = next(parser)
        except StopIteration:
            return
        except csv.Error:
            lines.overlong = False
            yield Record(start, [], "cell-too-long", _long_cell(lines.pending, delimiter))
            if len(lines.pending) > 1:
                return
            start = lines.number + 1
            continue
        if cells == [_END]:
            return
        if cells and _END in cells[-1]:
            cells[-1] = cells[-1].partition(_END)[0]
            yield Record(start, cells, "unclosed-quote", len(cells) - 1)
            return
        if lines.overlong:
            yield Record(start, cells, "line-too-long")
            lines.overlong = False
        elif cells:
            yield Record(start, cells)
        start = lines.number + 1


def guess_delimiter(path: Path, encoding: str, vocabulary: Vocabulary = "entities") -> str:
    """The delimiter under which the file is most of a table.

    First by header words recognised, then by the share of records with the commonest number of cells, then by cells.
    """
    return guess_delimiter_of(lambda: open_text(path, encoding), vocabulary)


def guess_delimiter_of(opened: Callable[[], TextIO], vocabulary: Vocabulary = "entities") -> str:
    """The same of a text that can be opened again."""
    scores = []
    for preference, delimiter in enumerate(DELIMITERS):
        with opened() as stream:
            sample = sample_records(stream, delimiter=delimiter)
        scores.append((*_tableness([record.cells for record in sample], vocabulary), -preference, delimiter))
    return max(scores)[-1]


def sample_records(stream: TextIO, *, delimiter: str) -> list[Record]:
    """The first records, enough to see the shape of the file."""
    return [record for record, _ in zip(records(stream, delimiter=delimiter), range(SAMPLE_RECORDS), strict=False)]


class BoundedLines:
    """Lines of `stream`, none longer than MAX_LINE; `number` counts, `pending` keeps those of the current record."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.number = 0
        self.overlong = False
        self.pending: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while line := self.stream.readline(MAX_LINE):
            self.number += 1
            if len(line) == MAX_LINE and line[-1] not in "\r\n":
                self.overlong = self._skip_rest() or self.overlong
            self.pending.append(line)
            yield line

    def _skip_rest(self) -> bool:
        """Drop what is left of the line; True if anything was."""
        dropped = False
        while piece := self.stream.readline(MAX_LINE):
            dropped = True
            if piece[-1] in "\r\n":
                break
        return dropped


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(MARK, _mark)


def _with_end(lines: BoundedLines) -> Iterator[str]:
    """The lines, then a mark: it arrives as a record of its own unless a quotation mark is still open."""
    last = ""
    for line in lines:
        last = line
        yield line
    if last and last[-1] not in "\r\n":
        yield "\n"
    yield _END


def _tableness(rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> tuple[int, float, int]:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    recognised = max((words_in(row, vocabulary) for row in rows[:50]), default=0)
    if not widths:
        return recognised, 0.0, 1
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return recognised, round(count / len(rows), 2), width


def _long_cell(pending: Sequence[str], delimiter: str) -> int:
    """Which cell of the record grew past MAX_CELL."""
    cell, length, quoted = 0, 0, False
    for line in pending:
        for char in line:
            if char == '"':
                quoted = not quoted
            if char == delimiter and not quoted:
                cell, length = cell + 1, 0
            else:
                length += 1
            if length > MAX_CELL:
                return cell
    return cell
