"""The row that is being read: its cells by field, and what is noted about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tadasu.readers._cells import one_line
from tadasu.readers._problems import ProblemLog, Severity, found, severity
from tadasu.readers._shapes import Layout, Row
from tadasu.schema import Problem

ENDS_THE_READING = frozenset({"cell-too-long", "unclosed-quote"})
"""Faults behind which rows may be hidden, so that no part of the file can be called whole."""


@dataclass(slots=True, kw_only=True)
class RowNotes:
    """`bad` says whether the row must be left out, `bad_rows` how many were,
    `said` how many notes there are, `broken` that the file cannot be trusted."""

    file: str
    log: ProblemLog
    number: int = 0
    bad: bool = False
    bad_rows: int = 0
    said: int = 0
    broken: bool = False

    def start(self, row: Row) -> bool:
        """Begin with a row; False when it cannot be read at all."""
        self.begin(row.number)
        for problem in row.problems:
            self.take(problem)
        return not self.bad

    def begin(self, number: int) -> None:
        """Begin with the row or event of this number."""
        self.number, self.bad = number, False

    def note(self, code: str, column: str = "", value: str = "", **params: object) -> None:
        """Say something about a cell of this row."""
        self.take(found(code, self.file, row=self.number, column=column, value=value, **params))

    def take(self, problem: Problem) -> None:
        """Note a problem of this row; any but a warning leaves the row out."""
        self.log.add([problem])
        self.said += 1
        self.broken = self.broken or problem.code in ENDS_THE_READING
        if severity(problem) is not Severity.WARNING and not self.bad:
            self.bad = True
            self.bad_rows += 1


@dataclass(slots=True, kw_only=True)
class RowCells:
    """The cells of one row by field: the text of its column, else what is fixed for the whole file."""

    layout: Layout
    columns: dict[str, str]
    fixed: dict[str, str]
    notes: RowNotes
    row: Row = field(default_factory=lambda: Row(number=0, values=()))
    _place: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = {column: place for place, column in enumerate(self.layout.columns)}
        self._place = {name: places[column] for name, column in self.columns.items() if column}

    def has(self, name: str) -> bool:
        """Whether a column or a fixed text gives this field."""
        return name in self._place or name in self.fixed

    def places(self, names: Sequence[str]) -> tuple[int, ...]:
        """The columns of these fields by place, without the fields that no column gives."""
        return tuple(self._place[name] for name in names if name in self._place)

    def text(self, name: str) -> str:
        """The field on one line; empty when neither cell nor fixed text says anything."""
        place = self._place.get(name)
        if place is None:
            return self.fixed.get(name, "")
        raw = self.row.values[place]
        text, removed = one_line(raw)
        if removed:
            self.note("control-characters", name, " ".join(raw.split()), count=removed)
        return text or self.fixed.get(name, "")

    def note(self, code: str, name: str, value: str = "", **params: object) -> None:
        """Say something about the field's cell."""
        self.notes.note(code, self.columns.get(name, ""), value, **params)
