"""What several kinds of rows have: days, periods, yes and no, one word of a closed set. What is wrong is noted."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from tadasu.readers._dates import Window, read_date
from tadasu.readers._row_notes import RowCells
from tadasu.readers._value_words import folded, value_codes
from tadasu.schema import Period

Word = TypeVar("Word", bound=StrEnum)


def day_of(cells: RowCells, name: str) -> date | None:
    """The day in a cell; None when it is empty or no clear day."""
    text = cells.text(name)
    if not text:
        return None
    reading = read_date(text, Window())
    if reading.is_open or not reading.days:
        cells.note(reading.fault or "date-unreadable", name, text)
        return None
    return reading.days[0][1]


def period_of(cells: RowCells) -> Period | None:
    """From the fields `from` and `to`; None when it ends before it starts."""
    start, end = day_of(cells, "from"), day_of(cells, "to")
    if start and end and end < start:
        cells.note("period-reversed", "to", f"{start} {end}")
        return None
    return Period(start=start, end=end)


def yes_of(cells: RowCells, name: str) -> bool:
    """Whether a cell says yes; an empty one says no."""
    text = cells.text(name)
    codes = value_codes("yes-no", text) if text else ("no",)
    if len(codes) != 1:
        cells.note("word-unknown", name, text, known="no, yes")
    return codes == ("yes",)


def member_of(cells: RowCells, name: str, words: type[Word], *, other: Word | None = None) -> Word | None:
    """The word of a closed set that a cell holds, `other` for an empty one; None when it is none of them."""
    text = folded(cells.text(name)).replace(" ", "-").replace("_", "-")
    if not text and other is not None:
        return other
    codes = (text,) if text in set(words) else value_codes(name, cells.text(name))
    if len(codes) == 1 and codes[0] in set(words):
        return words(codes[0])
    cells.note("word-unknown", name, cells.text(name), known=", ".join(words))
    return None
