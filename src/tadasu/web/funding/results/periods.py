"""When something was so: a day, a month or a quarter, kept as its first day. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from tadasu.schema import UsageError

DAY, MONTH, QUARTER = "day", "month", "quarter"

_SAID = re.compile(r"(\d{4})-(?:(\d{2})(?:-(\d{2}))?|Q([1-4]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """`on` is the first day of it."""

    on: date
    precision: str


def when_said(text: str) -> When:
    """As somebody typed it. Raises UsageError `results-when`.

    >>> when_said("2026-11"), when_said("2026-q4").on
    (When(on=datetime.date(2026, 11, 1), precision='month'), datetime.date(2026, 10, 1))
    """
    found = _SAID.fullmatch(text.strip().upper())
    if found is None:
        raise UsageError("results-when", value=text[:40])
    year, month, day, quarter = found.groups()
    try:
        if quarter:
            return When(on=date(int(year), 3 * int(quarter) - 2, 1), precision=QUARTER)
        if day:
            return When(on=date(int(year), int(month), int(day)), precision=DAY)
        return When(on=date(int(year), int(month), 1), precision=MONTH)
    except ValueError:
        raise UsageError("results-when", value=text[:40]) from None


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
