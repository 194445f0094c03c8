"""How long something is kept in each status: the times of an app's `data/retention.yaml`, and the day on which they are over.

A file holds `status: {months: 24, source: ...}`; without `months` it is kept as long as it has the status. Months are counted
from the first of the month after the status was given, and end on the first of one, so that no day is told by them. Pure.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

FILE = "retention.yaml"


@cache
def times_of(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Status -> what the file says of it, in the order of the file."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
    return MappingProxyType(found)


def kept_months(folder: Path, status: str) -> int | None:
    """How many months it is kept in a status; None: as long as it has it. Raises KeyError for one that is not there."""
    months = times_of(folder)[status].get("months")
    return None if months is None else int(months)


def due_on(folder: Path, status: str, since: date) -> date | None:
    """The first day on which it is kept no longer; None where no time runs."""
    months = kept_months(folder, status)
    return None if months is None else month_after(since, months)


def month_after(day: date, months: int) -> date:
    """The first day that comes so many whole months after the month of a day.

    >>> month_after(date(2026, 11, 30), 0), month_after(date(2026, 12, 1), 24)
    (datetime.date(2026, 12, 1), datetime.date(2029, 1, 1))
    """
    month = day.year * 12 + day.month + months
    return date(month // 12, month % 12 + 1, 1)
