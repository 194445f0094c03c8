"""Codes of notices, what they are called in both languages, and the numbers of `data/hearing.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

PURPOSE = "evidence.hearing"
"""Of the boxes in which named companies answer."""

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How finely is told: `least` people who could have been the source, `indicators` each or grouped, `place` region or country,
    `period` quarter or year, `good` digits of an HS code."""

    id: str
    least: int
    indicators: str
    place: str
    period: str
    good: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Days after the month of the last piece, the day of the week (1 is Monday), and how many weeks a die may add (below)."""

    days: int
    weekday: int
    spread: int


@cache
def data() -> Mapping[str, Any]:
    """All of it."""
    return MappingProxyType(yaml.safe_load((DATA / "hearing.yaml").read_text(encoding="utf-8")))


def words(what: str) -> Mapping[str, Mapping[str, str]]:
    """Code -> names, in the order of the file: checklist, reasons, states, kinds, times."""
    found: Mapping[str, Mapping[str, str]] = data()[what]
    return found


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("states", "sent", "en"), named("states", "else", "en")
    ('asked, its time runs', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def levels() -> tuple[Level, ...]:
    """The finest first."""
    return tuple(Level(id=key, **one) for key, one in data()["levels"].items())


def wait() -> Wait:
    """When a notice may go."""
    return Wait(**data()["wait"])


@cache
def letter() -> Mapping[str, Any]:
    """The texts of the letter."""
    return MappingProxyType(yaml.safe_load((DATA / "letter.yaml").read_text(encoding="utf-8")))
