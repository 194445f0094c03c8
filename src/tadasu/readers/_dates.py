"""Dates as files write them, in the Western and the Japanese calendar, with the readings that each leaves open.

03/04/2026 is read neither as March nor as April here: a reading names every order that gives a date, and the column as a
whole decides (`_styles`). A date must lie in a window; what does not is reported, never moved. A date of an era after
the era's last day is read on in the same count, as Japanese offices did in 2019, with a remark.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, get_args

from tadasu.readers._value_words import value_codes
from tadasu.readers._words import data_table

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = get_args(Order)

HS_BEGINS = date(1988, 1, 1)
"""The Harmonized System entered into force on this day: an earlier declaration has no HS code."""
AHEAD = timedelta(days=366)
"""How far ahead of today the day of a declaration may lie: a year, for goods ordered and not yet sent."""
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheet serial dates from 1 March 1900 on (the 1900 date system)."""

_TIME = re.compile(
    r"[T ]\d{1,2}[:時]\d{2}(?:[:分]\d{2}(?:\.\d+)?)?\s*(?:秒|分)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"\s*\([^()]{1,10}\)\s*$")
_PARTED = re.compile(r"^(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})$")
_HAN = re.compile(
    r"^([\d〇零一二三四五六七八九]{4})年\s?([\d一二三四五六七八九十]{1,3})月\s?([\d一二三四五六七八九十]{1,3})日?$"
)
_VIETNAMESE = re.compile(r"^(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$", re.IGNORECASE)
_COMPACT = re.compile(r"^\d{8}$")
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_ERA = re.compile(
    r"^(?P<era>[^\d\s元一二三四五六七八九十]{1,2})\s?(?P<year>元|\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:年|[./-])\s?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:月|[./-])\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?$"
)
_ERA_COMPACT = re.compile(r"^(?P<era>[^\d\s]{1,2})(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})$")
_DAY_FIRST = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:de )?([^\W\d]{3,})[ .,-]*(?:de |del )?(\d{4}|\d{2})$", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"^([^\W\d]{3,})[ .-]*(\d{1,2})(?:st|nd|rd|th)?[ ,.-]+(\d{4})$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^(\d{4})[ .-]([^\W\d]{3,})[ .-](\d{1,2})$")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class Window:
    """Days that are believed, both ends included."""

    earliest: date = date.min
    latest: date = date.max

    def holds(self, day: date) -> bool:
        """Whether `day` lies within."""
        return self.earliest <= day <= self.latest


@dataclass(frozen=True, slots=True)
class DateReading:
    """`days` are the dates the text may mean, each with the order that gives it; one pair with an empty order is plain.

    `fault` is a problem code when there is none; `remark` one when something has to be said although there is.
    """

    days: tuple[tuple[str, date], ...] = ()
    fault: str = ""
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the order decides which date it is."""
        return len({day for _, day in self.days}) > 1

    def on(self, order: str) -> date | None:
        """The date in this order of the parts, or None."""
        if not self.is_open:
            return self.days[0][1] if self.days else None
        return dict(self.days).get(order)


def read_date(text: str, window: Window) -> DateReading:
    """Every date that `text` may mean within the window.

    >>> spring = Window(date(2025, 1, 1), date(2027, 12, 31))
    >>> [read_date(text, spring).days[0][1].isoformat() for text in ("令和8年3月1日", "R8.3.1", "20260301", "1-Mar-2026")]
    ['2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01']
    >>> read_date("03/04/2026", spring).is_open, read_date("31/02/2026", spring).fault
    (True, 'date-impossible')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = _WEEKDAY.sub("", _TIME.sub("", plain)).strip()
    for read in (_parted, _compact, _era, _named, _serial):
        reading = read(plain, window)
        if reading is not None:
            return reading
    return DateReading(fault="date-unreadable")


def _parted(text: str, window: Window) -> DateReading | None:
    if found := _HAN.match(text):
        return _one(_number(found[1]), _number(found[2]), _number(found[3]), window)
    if found := _VIETNAMESE.match(text):
        return _one(int(found[3]), int(found[2]), int(found[1]), window)
    found = _PARTED.match(text)
    if found is None:
        return None
    first, middle, last = found[1], int(found[3]), found[4]
    if len(first) == 4 and len(last) <= 2:
        return _one(int(first), middle, int(last), window)
    if len(first) > 2 or len(last) not in (1, 2, 4):
        return DateReading(fault="date-unreadable")
    if len(last) == 4:
        year = int(last)
        return _several({"dmy": (year, middle, int(first)), "mdy": (year, int(first), middle)}, window)
    numbers = {
        "dmy": (_full_year(int(last), window), middle, int(first)),
        "mdy": (_full_year(int(last), window), int(first), middle),
        "ymd": (_full_year(int(first), window), middle, int(last)),
    }
    return _several(numbers, window, remark="date-two-digit-year")


def _compact(text: str, window: Window) -> DateReading | None:
    if not _COMPACT.match(text):
        return None
    written = _one(int(text[:4]), int(text[4:6]), int(text[6:]), window)
    if written.days:
        return written
    year, first, second = int(text[4:]), int(text[:2]), int(text[2:4])
    other = _several({"dmy": (year, second, first), "mdy": (year, first, second)}, window)
    return other if other.days else written


def _era(text: str, window: Window) -> DateReading | None:
    found = _ERA.match(text) or _ERA_COMPACT.match(text)
    bounds = _eras().get(found["era"].casefold()) if found else None
    if found is None or bounds is None:
        return None
    start, end = bounds
    year = 1 if found["year"] == "元" else _number(found["year"])
    reading = _one(start.year + year - 1, _number(found["month"]), _number(found["day"]), window)
    if year == 0:
        return DateReading(fault="date-impossible")
    if reading.days and not start <= reading.days[0][1] <= end:
        return DateReading(days=reading.days, remark="era-ended")
    return reading


def _named(text: str, window: Window) -> DateReading | None:
    if found := _DAY_FIRST.match(text):
        day, name, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.match(text):
        day, name, year = found[2], found[1], found[3]
    elif found := _YEAR_FIRST.match(text):
        day, name, year = found[3], found[2], found[1]
    else:
        return None
    months = value_codes("month", name)
    if len(months) != 1:
        return None
    short = len(year) == 2
    reading = _one(_full_year(int(year), window) if short else int(year), int(months[0]), int(day), window)
    return DateReading(reading.days, reading.fault, "date-two-digit-year" if short and reading.days else "")


def _serial(text: str, window: Window) -> DateReading | None:
    found = _SERIAL.match(text)
    day = SERIAL_ZERO + timedelta(days=int(found[1])) if found else None
    if day is None or not window.holds(day):
        return None
    return DateReading(days=(("", day),), remark="date-serial")


def _one(year: int, month: int, day: int, window: Window) -> DateReading:
    return _several({"": (year, month, day)}, window)


def _several(numbers: dict[str, tuple[int, int, int]], window: Window, remark: str = "") -> DateReading:
    """The orders that give a date of the calendar, and of these the ones within the window."""
    possible: list[tuple[str, date]] = []
    for order, (year, month, day) in numbers.items():
        try:
            possible.append((order, date(year, month, day)))
        except (ValueError, OverflowError):
            continue
    believed = tuple((order, day) for order, day in possible if window.holds(day))
    if believed:
        return DateReading(days=believed, remark=remark)
    return DateReading(fault="date-out-of-range" if possible else "date-impossible")


def _full_year(short: int, window: Window) -> int:
    """The year of this century, or of the last one when that would lie after the window."""
    return 2000 + short if date(2000 + short, 1, 1) <= window.latest else 1900 + short


def _number(text: str) -> int:
    """A number of up to four digits, or up to 99 in Han numerals with 十.

    >>> _number("二〇二六"), _number("三十一"), _number("十"), _number("08")
    (2026, 31, 10, 8)
    """
    if "十" not in text:
        return int(text.translate(_DIGITS))
    tens, _, ones = text.partition("十")
    return int((tens or "一").translate(_DIGITS)) * 10 + int((ones or "〇").translate(_DIGITS))


@cache
def _eras() -> dict[str, tuple[date, date]]:
    """Name or sign of an era, folded -> its first and last day."""
    found = {}
    for row in data_table("eras.csv"):
        end = date.fromisoformat(row["end"]) if row["end"] else date.max
        for word in row["words"].split(";"):
            found[word.casefold()] = (date.fromisoformat(row["start"]), end)
    return found
