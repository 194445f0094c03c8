"""A value as a cell: how it is shown, and as what it goes into a file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tadasu.web.ui.days import day_text, language, moment_text
from tadasu.web.ui.parts import Clock, Reasons, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`text` is shown, `plain` goes into a file. A cell has at most one of state, clock and reasons, which are drawn instead
    of the text."""

    text: str
    plain: str
    address: str = ""
    state: State | None = None
    clock: Clock | None = None
    reasons: Reasons | None = None


def cell_of(value: object, *, places: int, era: bool, address: str) -> Cell:
    """Days in the reader's words on the page and as ISO 8601 in a file; numbers grouped on the page and bare in a file."""
    match value:
        case None:
            return Cell(text="", plain="", address=address)
        case State():
            return Cell(text=value.word, plain=value.word, address=address, state=value)
        case Clock():
            return Cell(text=str(value), plain=value.due.isoformat() if value.due else value.words, clock=value)
        case Reasons():
            return Cell(text=str(value), plain=str(value), reasons=value)
        case datetime():
            return Cell(text=moment_text(value, language()), plain=value.isoformat(timespec="minutes"), address=address)
        case date():
            return Cell(text=day_text(value, language(), era=era), plain=value.isoformat(), address=address)
        case int() | float() | Decimal() if not isinstance(value, bool):
            return Cell(text=f"{value:,.{places}f}", plain=f"{value:.{places}f}", address=address)
    said = str(value)
    return Cell(text=said, plain=said, address=address)
