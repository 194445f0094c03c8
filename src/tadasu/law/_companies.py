"""Facts about companies as arrays, one place a company: what sources claim, so that a missing and a disputed fact stay so.

A number is kept as the least and the most that any source claims; a word, place, set or yes-and-no as the claims
themselves, each different combination once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tadasu.law._facts import FactId
from tadasu.schema import Money

Claim = Decimal | Money | bool | str | frozenset[str]
"""What one source says: a number, an amount, yes or no, a word or place, a set of them."""

Claims = Mapping[str, Claim]
"""Source -> what it says; the empty source for a fact that was given without one."""

MAYBE_NO, MAYBE_YES = 1, 2
"""Bits of a test of claims: some source says no, some says yes."""


@dataclass(frozen=True, slots=True)
class Company:
    """One company: (fact, financial years ago) -> claims. What is not there is not known."""

    claims: Mapping[tuple[FactId, int], Claims]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Least and most claimed; not a number where nothing is. `currency` is a place in `currencies`, -1 without money.

    `others` hold what sources claim in other currencies than the first of the company.
    """

    least: NDArray[np.float64]
    most: NDArray[np.float64]
    currency: NDArray[np.int16] | None = None
    currencies: tuple[str, ...] = ()
    others: tuple["Numbers", ...] = ()


@dataclass(frozen=True)
class Words:
    """A place in `values` a company, -1 where nothing is known; a value is every source's set of words."""

    place: NDArray[np.int32]
    values: tuple[tuple[frozenset[str], ...], ...]
    _tested: dict[str, NDArray[np.uint8]] = field(default_factory=dict)

    def test(self, key: str, holds: Callable[[frozenset[str]], bool]) -> NDArray[np.uint8]:
        """Bits a company of what `holds` of its claims, 0 where nothing is known; kept under `key`."""
        if key not in self._tested:
            bits = [
                (MAYBE_YES * any(map(holds, claims))) | (MAYBE_NO * (not all(map(holds, claims))))
                for claims in self.values
            ]
            self._tested[key] = np.array([*bits, 0], np.uint8)[self.place]
        return self._tested[key]


@dataclass(frozen=True)
class Companies:
    """Columns by (fact, financial years ago). `year` is the last financial year: 0 years ago."""

    size: int
    year: int
    columns: Mapping[tuple[FactId, int], Numbers | Words]

    @staticmethod
    def of(companies: Sequence[Company], *, year: int) -> "Companies":
        """Arrays of companies that are at hand one by one."""
        keys = dict.fromkeys(key for one in companies for key in one.claims)
        return Companies(
            len(companies), year, {key: _column([one.claims.get(key, {}) for one in companies]) for key in keys}
        )

    @cached_property
    def unknown(self) -> Words:
        """A column in which nothing is known."""
        return Words(np.full(self.size, -1, np.int32), ())


def _column(claims: Sequence[Claims]) -> Numbers | Words:
    kinds = {type(claim) for one in claims for claim in one.values()}
    return _numbers(claims) if kinds & {Decimal, Money} else _words(claims)


def _numbers(claims: Sequence[Claims]) -> Numbers:
    """Amounts of each company by currency, in the order in which its sources name them."""
    names: dict[str, int] = {}
    found: list[dict[int, list[float]]] = []
    for one in claims:
        by_currency: dict[int, list[float]] = {}
        for claim in one.values():
            if isinstance(claim, Money):
                place = names.setdefault(claim.currency, len(names))
                by_currency.setdefault(place, []).append(float(claim.amount))
            elif isinstance(claim, Decimal):
                by_currency.setdefault(-1, []).append(float(claim))
        found.append(by_currency)
    layers = max((len(one) for one in found), default=0)
    first, *others = [_layer(found, n, tuple(names)) for n in range(max(layers, 1))]
    return replace(first, others=tuple(others))


def _layer(found: Sequence[Mapping[int, list[float]]], n: int, names: tuple[str, ...]) -> Numbers:
    """The `n`-th currency of each company, with what is claimed in it."""
    least, most = np.full(len(found), np.nan), np.full(len(found), np.nan)
    currency = np.full(len(found), -1, np.int16)
    for at, one in enumerate(found):
        if n < len(one):
            currency[at], amounts = list(one.items())[n]
            least[at], most[at] = min(amounts), max(amounts)
    return Numbers(least, most, currency if names else None, names)


def _words(claims: Sequence[Claims]) -> Words:
    values: dict[tuple[frozenset[str], ...], int] = {}
    place = np.full(len(claims), -1, np.int32)
    for n, one in enumerate(claims):
        if one:
            place[n] = values.setdefault(tuple(_as_set(claim) for claim in one.values()), len(values))
    return Words(place, tuple(values))


def _as_set(claim: Claim) -> frozenset[str]:
    """A word is a set of one; yes is the set of yes."""
    if isinstance(claim, bool):
        return YES if claim else NO
    return claim if isinstance(claim, frozenset) else frozenset({str(claim)})


YES, NO = frozenset({"yes"}), frozenset({"no"})
