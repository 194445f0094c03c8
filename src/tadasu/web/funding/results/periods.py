"""When something was so: a day, a month or a quarter, kept as its first day. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from tadasu.readers import Window, read_date
from tadasu.schema import UsageError

DAY, MONTH, QUARTER = "day", "month", "quarter"

_BELIEVED = Window(earliest=date(1900, 1, 1))
"""An earlier day is a slip of the pen."""

_QUARTER = re.compile(r"(\d{4})(?:-Q|年第)([1-4])(?:四半期)?")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc]")
"""What keyboards write for a hyphen, and what is none to Unicode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """`on` is the first day of it."""

    on: date
    precision: str


def when_said(text: str) -> When:
    """As somebody typed it, in narrow or wide signs, by either calendar; what could be two days is none. Raises UsageError
    `results-when`.

    >>> when_said("2026-11"), when_said("2026-q4").on, when_said("令和8年11月22日").on
    (When(on=datetime.date(2026, 11, 1), precision='month'), datetime.date(2026, 10, 1), datetime.date(2026, 11, 22))
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text[:40])).strip().upper()
    if found := _QUARTER.fullmatch(plain):
        return When(on=_day(f"{found[1]}-{3 * int(found[2]) - 2}-1", text), precision=QUARTER)
    if found := _MONTH.fullmatch(plain):
        return When(on=_day(f"{found[1]}-{found[2]}-1", text), precision=MONTH)
    if plain.endswith("月"):
        return When(on=_day(f"{plain}1日", text), precision=MONTH)
    return When(on=_day(plain, text), precision=DAY)


def _day(plain: str, text: str) -> date:
    """The one that is meant; none where the century or the order of its parts would have to be guessed."""
    found = read_date(plain, _BELIEVED)
    if len(found.days) != 1 or found.remark:
        raise UsageError("results-when", value=text[:40])
    return found.days[0][1]


def coarse(when: When) -> When:
    """Its quarter alone.

    >>> coarse(When(on=date(2026, 11, 26), precision="day"))
    When(on=datetime.date(2026, 10, 1), precision='quarter')
    """
    return When(on=when.on.replace(month=(when.on.month - 1) // 3 * 3 + 1, day=1), precision=QUARTER)


def typed(when: When) -> str:
    """As one would type it.

    >>> typed(When(on=date(2026, 10, 1), precision="quarter"))
    '2026-Q4'
    """
    if when.precision == QUARTER:
        return f"{when.on.year}-Q{(when.on.month + 2) // 3}"
    return when.on.isoformat() if when.precision == DAY else when.on.isoformat()[:7]
