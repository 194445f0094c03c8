"""Facts about a company that scope tests ask for: what they are called, what they are counted in. Data: `data/facts.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NewType

from tadasu.law._groups import is_place
from tadasu.law._yaml import DATA, load
from tadasu.schema import UsageError

FactId = NewType("FactId", str)
"""`seat`, `employees_group`, or with a place `employees_in:de`."""

NEAREST = 0.6
"""Likeness from which another name is suggested (difflib)."""


class FactKind(StrEnum):
    """What the values of a fact are."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    FLAG = "flag"
    PLACE = "place"
    PLACES = "places"
    WORD = "word"
    WORDS = "words"

    @property
    def is_number(self) -> bool:
        """Whether it is compared with a parameter."""
        return self in (FactKind.COUNT, FactKind.MONEY, FactKind.SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`yearly`: there is one value a financial year. `by_place`: it is kept for each place, as `employees_in:de`.
    `words` are the only ones that a fact of words may have, where they are closed."""

    id: str
    kind: FactKind
    names: Mapping[str, str]
    yearly: bool = False
    by_place: bool = False
    words: tuple[str, ...] = ()


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by the part of its id before the colon, in the order of the file."""
    out = {}
    for key, value in load(DATA / "facts.yaml").value.items():
        out[key] = Fact(
            id=key,
            kind=FactKind(value["kind"]),
            names=MappingProxyType(value["name"]),
            yearly=value.get("yearly", False),
            by_place=value.get("by") == "place",
            words=tuple(value.get("words", ())),
        )
    return MappingProxyType(out)


def fact_of(fact: str) -> Fact:
    """What is known of a fact. Raises UsageError `no-such-fact` with the nearest name, `fact-place` where its place is
    missing, `fact-no-place` where it has none."""
    stem, colon, place = fact.partition(":")
    if stem not in facts():
        near = get_close_matches(stem, facts(), n=1, cutoff=NEAREST)
        raise UsageError("no-such-fact", value=fact[:80], nearest=near[0] if near else "")
    found = facts()[stem]
    if found.by_place != bool(colon and place):
        raise UsageError("fact-place" if found.by_place else "fact-no-place", value=fact[:80], fact=stem)
    if place and not is_place(place):
        raise UsageError("law-place", value=place[:80])
    return found
