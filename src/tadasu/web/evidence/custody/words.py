"""What codes of custody are called, in both languages, and how long an item is kept in each status."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.web.evidence.custody import retention
from tadasu.web.foundation.exchange.sectors import sectors

Names = Mapping[str, str]
"""Language -> name."""

DERIVED: Mapping[str, str] = MappingProxyType(
    {
        "copy": "copied",
        "transcript": "transcribed",
        "translation": "translated",
        "redaction": "redacted",
        "extract": "extracted",
    }
)
"""How an item was made of another -> the step in the log of that other."""

_DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of `kinds`, `how`, `acts`, `recipients`, `holds`, `ends`, `results`, `faults`, `sectors` or `statuses`."""
    if what == "sectors":
        return sectors()
    if what == "statuses":
        return MappingProxyType({status: one["names"] for status, one in retention.times_of(_DATA).items()})
    return MappingProxyType(_words()[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("kinds", "picture", "en"), named("kinds", "something-else", "en")
    ('Picture', 'something-else')
    """
    return words(what).get(code, {}).get(language, code)


def kept_months(status: str) -> int:
    """How many months an item is kept in a status: of each there is a time. Raises KeyError for one that is not there."""
    return int(retention.times_of(_DATA)[status]["months"])


def due_on(status: str, since: date) -> date:
    """The first day on which an item is kept no longer.

    >>> due_on("set-aside", date(2026, 11, 26))
    datetime.date(2027, 6, 1)
    """
    return retention.month_after(since, kept_months(status))


@cache
def _words() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_DATA / "words.yaml").read_text(encoding="utf-8"))
    return MappingProxyType(found)
