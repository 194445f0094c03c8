"""Codes of reviews, what they are called in both languages, and the numbers of the policy (`tadasu.law`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.law import regime_of

DATA = Path(__file__).parent / "data"
REGIME = "jp-model-funding"

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is scored, and what each number from 0 up means, by language."""

    id: str
    name: Names
    about: Names
    anchors: tuple[Names, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who lists: `means` is what a true match does to a payment (binding, exposed, sign, none); of `terror` lists two people
    give each verdict."""

    id: str
    means: str
    terror: bool
    name: Names
    lists: tuple[str, ...]


def words(what: str) -> Mapping[str, Names]:
    """Code -> names, in the order of the file."""
    found: Mapping[str, Names] = _read("review")[what]
    return found


def named(what: str, code: object, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("bodies", "duty", "en"), named("bodies", "else", "en")
    ('Pair on duty', 'else')
    """
    said = str(code)
    return words(what).get(said, {}).get(language, said)


def why_taken_over() -> Mapping[str, Names]:
    """Why a colleague takes a review over: codes of `left_how` but the one by which whoever led lays it down themselves."""
    return {code: one for code, one in words("left_how").items() if code != "laid-down"}


@cache
def criteria() -> Mapping[str, Criterion]:
    """By id, in the order of the file."""
    return MappingProxyType(
        {key: Criterion(id=key, **{**one, "anchors": tuple(one["anchors"])}) for key, one in _read("criteria").items()}
    )


@cache
def publishers() -> Mapping[str, Publisher]:
    """By id."""
    return MappingProxyType(
        {key: Publisher(id=key, **{**one, "lists": tuple(one["lists"])}) for key, one in _read("lists").items()}
    )


def publisher_of(list_id: str) -> Publisher | None:
    """Who publishes a list; None where the data does not say, which counts as binding.

    >>> publisher_of("un-sc").id, publisher_of("somebody-else") is None
    ('un', True)
    """
    return next((one for one in publishers().values() if list_id in one.lists), None)


def number(parameter: str, on: date) -> int:
    """A number of the policy on a day. Raises KeyError where the policy has none: nothing is guessed.

    >>> number("panel_min", date(2027, 1, 4)), number("emergency_hours", date(2027, 1, 4))
    (5, 72)
    """
    found = regime_of(REGIME).parameters[parameter].on(on, known=on)
    if found is None:
        raise KeyError(parameter)
    return int(str(found.value))


@cache
def _read(name: str) -> Mapping[str, Any]:
    return MappingProxyType(yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")))
