"""A value as a cell: how it is shown, and as what it goes into a file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from tadasu.web.ui.days import day_text, language, moment_text
from tadasu.web.ui.parts import Clock, Coded, Reasons, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`text` is shown, `plain` goes into a file; `title` is what the browser says besides. A cell has at most one of state, clock
    and reasons, which are drawn instead of the text."""

    text: str
    plain: str
    address: str = ""
    title: str = ""
    state: State | None = None
    clock: Clock | None = None
    reasons: Reasons | None = None


def cell_of(value: object, *, places: int, era: bool, address: str) -> Cell:
    """On the page days in the reader's words, numbers grouped, words of the code in words; in a file ISO 8601 (of moments by the
    same clock as on the page), bare numbers, and words of the code as they are."""
    match value:
        case None:
            return Cell(text="", plain="", address=address)
        case State():
            return Cell(text=value.word, plain=value.word, address=address, state=value)
        case Clock():
            return Cell(text=str(value), plain=value.due.isoformat() if value.due else value.words, clock=value)
        case Reasons():
            return Cell(text=str(value), plain=str(value), reasons=value)
        case Coded():
            title = value.code if value.code != value.text else ""
            return Cell(text=value.text, plain=value.code, address=address, title=title)
        case datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return Cell(text=moment_text(value, language()), plain=local.isoformat(timespec="seconds"), address=address)
        case date():
            return Cell(text=day_text(value, language(), era=era), plain=value.isoformat(), address=address)
        case int() | float() | Decimal() if not isinstance(value, bool):
            return Cell(text=f"{value:,.{places}f}", plain=f"{value:.{places}f}", address=address)
    said = str(value)
    return Cell(text=said, plain=said, address=address)
