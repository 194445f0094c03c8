"""Shares and periods of stakes, from what publishers write to whole parts of a million and whole days."""

import calendar
import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from tadasu.schema import WHOLE, Period

PARTS_IN_PERCENT = 10_000
HUNDRED = Decimal(100)

Bounds = tuple[int, int]

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,12})?)\s*%?"
_ONE = re.compile(rf"\s*{_NUMBER}\s*")
_BAND = re.compile(rf"\s*{_NUMBER}\s*[-–]\s*{_NUMBER}\s*")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")


def exact_share(percent: Decimal) -> Bounds | None:
    """A figure in percent as both bounds, to the nearest part of a million; None where it is no share of a whole.

    >>> exact_share(Decimal("33.33333"))
    (333333, 333333)
    """
    if not 0 <= percent <= HUNDRED:
        return None
    parts = int((percent * PARTS_IN_PERCENT).to_integral_value(ROUND_HALF_EVEN))
    return parts, parts


def band_share(least: Decimal, most: Decimal, *, over: bool = False, under: bool = False) -> Bounds | None:
    """A band in percent, rounded outwards; None where it is no band of a whole. `over` and `under` leave the ends out.

    >>> band_share(Decimal(25), Decimal(50), over=True)
    (250001, 500000)
    """
    if not 0 <= least <= most <= HUNDRED:
        return None
    low = int((least * PARTS_IN_PERCENT).to_integral_value(ROUND_FLOOR))
    high = int((most * PARTS_IN_PERCENT).to_integral_value(ROUND_CEILING))
    low += over and low == least * PARTS_IN_PERCENT
    high -= under and high == most * PARTS_IN_PERCENT
    return (low, high) if 0 <= low <= high <= WHOLE else None


def share_of_text(text: str) -> Bounds | None:
    """A share as people write it: a number or a band, with or without a percent sign.

    >>> share_of_text("51,5 %"), share_of_text("25-50"), share_of_text("majority")
    ((515000, 515000), (250000, 500000), None)
    """
    if found := _ONE.fullmatch(text):
        return exact_share(_decimal(found[1]))
    if found := _BAND.fullmatch(text):
        return band_share(_decimal(found[1]), _decimal(found[2]))
    return None


def number_of(value: Any) -> Decimal | None:
    """A JSON number, or None for anything else (also for true, NaN and infinity)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:  # pragma: no cover - every finite number can be written
        return None
    return number if number.is_finite() else None


def first_day(text: str) -> date | None:
    """The first day that a date, month or year can mean.

    >>> first_day("2026-11"), first_day("2026-11-05T00:00:00Z"), first_day("soon")
    (datetime.date(2026, 11, 1), datetime.date(2026, 11, 5), None)
    """
    return _day(text, last=False)


def last_day(text: str) -> date | None:
    """The last day that a date, month or year can mean.

    >>> last_day("2026-02"), last_day("2026")
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 31))
    """
    return _day(text, last=True)


def period_between(start: date | None, end: date | None) -> Period | None:
    """The period, or None when it ends before it starts."""
    if start and end and end < start:
        return None
    return Period(start=start, end=end)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _day(text: str, *, last: bool) -> date | None:
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        month = month or (12 if last else 1)
        day = day or (calendar.monthrange(year or 0, month)[1] if last else 1)
        return date(year or 0, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None
