"""What codes of awards are called, in both languages, and how long words are kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu import funds
from tadasu.release import macro_regions

Names = Mapping[str, str]
"""Language -> name."""

DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    return MappingProxyType(_file("words.yaml")[what])


def must() -> Sequence[str]:
    """Clauses without which no agreement is signed."""
    return tuple(_file("words.yaml")["must"])


@cache
def regions() -> Mapping[str, Names]:
    """Parts of the world by their code in IATI, as `tadasu.release` rolls places up; no finer place stands in a row above level
    0."""
    by_code = sorted(macro_regions().values(), key=lambda one: int(one.iati))
    return MappingProxyType({one.iati: {"en": one.en, "ja": one.ja} for one in by_code})


def costs() -> Mapping[str, Names]:
    """Kinds of cost that may be paid: those of `tadasu.funds`, and what is passed on."""
    paid = {id: one.names for id, one in funds.costs().items() if one.eligible != "no"}
    return MappingProxyType({**paid, **words("costs")})


def cost_name(code: str, language: str) -> str:
    """Of a kind of cost; the code itself where nobody knows it any more."""
    known = {id: one.names for id, one in funds.costs().items()} | dict(words("costs"))
    return known.get(code, {}).get(language, code)


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("states", "active", "en"), named("states", "else", "en")
    ('running', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def due_on(state: str, since: date) -> date | None:
    """The first day on which the words of an award are kept no longer; None: as long as it is in the state. Months count from the
    first of the month after, and end on the first of one, so that no day is told by them.

    >>> due_on("draft", date(2026, 12, 31)), due_on("active", date(2026, 12, 31))
    (datetime.date(2028, 1, 1), None)
    """
    months = _file("retention.yaml")[state].get("months")
    if months is None:
        return None
    month = since.year * 12 + since.month + int(months)
    return date(month // 12, month % 12 + 1, 1)


@cache
def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return found
