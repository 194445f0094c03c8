"""What one cell leaves open, the file decides as a whole: the order of day and month, and the sign before the decimals.

Looked at only when the first open cell is met: the file is then read once more. When the file does not decide either,
that is a question to the user and never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tadasu.readers._dates import ORDERS, DateReading, Window, read_date
from tadasu.readers._numbers import Mark, read_amount
from tadasu.readers._problems import found
from tadasu.readers._rows import read_rows
from tadasu.readers._shapes import Layout
from tadasu.schema import Problem

MAX_CACHED = 200_000
"""Different texts of a column that are remembered; a longer memory would grow with the file."""


@dataclass(slots=True)
class _Dates:
    """What the open or telling dates of a column allow."""

    orders: set[str] = field(default_factory=lambda: set(ORDERS))
    sample: tuple[int, str] | None = None
    told: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Styles:
    """Decisions for one file; `problems` are the questions, each of which refuses the file."""

    path: Path
    layout: Layout
    window: Window
    day_columns: Sequence[str] = ()
    amount_columns: Sequence[str] = ()
    order: str = ""
    mark: Mark = ""
    problems: list[Problem] = field(default_factory=list)
    _looked: bool = False
    _orders: dict[str, str] = field(default_factory=dict)

    def order_of(self, column: str) -> str:
        """dmy, mdy or ymd; empty when that is a question."""
        if not self.order:
            self._look()
        return self.order or self._orders.get(column, "")

    def decimal_mark(self) -> Mark:
        """The sign before the decimals of open numbers; empty when that is a question."""
        if not self.mark:
            self._look()
        return self.mark

    def _look(self) -> None:
        if self._looked:
            return
        self._looked = True
        places = {column: place for place, column in enumerate(self.layout.columns)}
        days = {column: _Dates() for column in self.day_columns if column in places}
        amounts = [(column, places[column]) for column in self.amount_columns if column in places]
        shown: dict[Mark, str] = {}
        still_open: dict[tuple[str, Mark], tuple[int, str]] = {}
        seen: set[tuple[str, str]] = set()
        for row in read_rows(self.path, self.layout):
            for column, dates in days.items():
                text = row.values[places[column]].strip()
                if _is_new(seen, column, text):
                    _weigh_date(dates, row.number, text, read_date(text, self.window))
            for column, place in amounts:
                text = row.values[place].strip()
                if _is_new(seen, "", text):
                    _weigh_amount(shown, still_open, column, row.number, text)
        self._decide_days(days)
        self._decide_mark(shown, still_open)

    def _decide_days(self, days: dict[str, _Dates]) -> None:
        for column, dates in days.items():
            if len(dates.orders) == 1:
                self._orders[column] = next(iter(dates.orders))
            elif not dates.orders:
                (_, first), (second_row, second) = sorted(dates.told.values())[:2]
                self._ask("date-order-mixed", row=second_row, column=column, value=second, first=first, second=second)
            elif dates.sample:
                row, text = dates.sample
                readings = " / ".join(f"{order} {day.isoformat()}" for order, day in read_date(text, self.window).days)
                self._ask("date-order-unclear", row=row, column=column, value=text, readings=readings)

    def _decide_mark(self, shown: dict[Mark, str], still_open: dict[tuple[str, Mark], tuple[int, str]]) -> None:
        if self.mark or not still_open:
            return
        if len(shown) == 1:
            self.mark = next(iter(shown))
        elif not shown and self.layout.format != "csv" and not any(mark == "," for _, mark in still_open):
            self.mark = "."  # these formats hold numbers, not texts, and give them with a full stop
        else:
            for column, (row, text) in {column: where for (column, _), where in still_open.items()}.items():
                amount = read_amount(text)
                readings = f"{amount.value('.')} / {amount.value(',')}"
                self._ask("decimal-mark-unclear", row=row, column=column, value=text, readings=readings)

    def _ask(self, code: str, *, row: int, column: str, value: str, **params: object) -> None:
        self.problems.append(found(code, self.path.name, row=row, column=column, value=value, **params))


def _is_new(seen: set[tuple[str, str]], column: str, text: str) -> bool:
    if (column, text) in seen:
        return False
    if len(seen) < MAX_CACHED:
        seen.add((column, text))
    return True


def _weigh_date(dates: _Dates, row: int, text: str, reading: DateReading) -> None:
    orders = {order for order, _ in reading.days if order}
    if not orders:
        return
    dates.orders &= orders
    if len(orders) == 1:
        dates.told.setdefault(next(iter(orders)), (row, text))
    elif reading.is_open and not dates.sample:
        dates.sample = (row, text)


def _weigh_amount(
    shown: dict[Mark, str], still_open: dict[tuple[str, Mark], tuple[int, str]], column: str, row: int, text: str
) -> None:
    amount = read_amount(text)
    if amount.shows:
        shown.setdefault(amount.shows, text)
    if amount.open_to:
        still_open.setdefault((column, amount.open_to), (row, text))
