"""What codes of inquiries are called, in both languages, and how an origin without a name is called."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tadasu.web.evidence.custody import retention

Names = Mapping[str, str]
"""Language -> name."""

LETTERS = 26

_DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    return MappingProxyType(yaml.safe_load((_DATA / "words.yaml").read_text(encoding="utf-8"))[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("heard", "asked-and-answered", "en"), named("heard", "else", "en")
    ('The party was asked and answered', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def due_on(status: str, since: date) -> date | None:
    """The first day on which the words of an inquiry are kept no longer; None: as long as it has the status.

    >>> due_on("closed", date(2026, 11, 26)), due_on("open", date(2026, 11, 26))
    (datetime.date(2028, 12, 1), None)
    """
    return retention.due_on(_DATA, status, since)


def origin_name(key: str, language: str) -> str:
    """How a key of an origin reads.

    >>> origin_name("person-1", "en"), origin_name("person-28", "ja")
    ('person A', '人物AB')
    """
    kind, _, number = key.partition("-")
    if kind not in words("origins") or not number.isdecimal():
        return key
    letters, left = "", int(number)
    while left > 0:
        left, at = divmod(left - 1, LETTERS)
        letters = chr(ord("A") + at) + letters
    name = named("origins", kind, language)
    return f"{name}{letters}" if language == "ja" else f"{name} {letters}"
