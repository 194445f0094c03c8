"""Findings -> the declarations that each touches by itself, before anything is followed.

A finding on a company touches what the company sells while the finding lasts; one on a place, what companies in that place
(or in a place within it) sell; one on a good of a country, what is declared with that good and that country of origin.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import (
    CompanySubject,
    Finding,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    Period,
    PlaceSubject,
    UsageError,
)
from tadasu.tracing import _checked
from tadasu.tracing._seeds_kernel import touch
from tadasu.tracing._trade import UNKNOWN, Trade
from tadasu.tracing._weights import NOTHING

Channel = tuple[FindingKind, Issue]
"""Findings of different channels are traced apart and never added up."""

Entry = tuple[int, ...]
"""Strength, first day, last day, row of the covered products or UNKNOWN, number of the finding."""
Key = TypeVar("Key", bound=int | tuple[int, int])

NO_FINDING = -1
_EPOCH = date(1970, 1, 1)
_EVER, _NEVER = -(1 << 30), 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What the numbers of a trade stand for.

    `companies` leads from an entity id to its number; `products` are HS codes and `countries` alpha-2 codes by number;
    `places[c]` is the place id of company c, or "". `within` leads from a place id to itself and all it lies in.
    """

    companies: Mapping[str, int]
    products: Sequence[str]
    countries: Sequence[str] = ()
    places: Sequence[str] = ()
    within: Mapping[str, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """For each declaration of a trade the strength of the strongest finding that touches it, else NOTHING, and the number
    of that finding (the first of equals), else NO_FINDING; int32 both."""

    strength: NDArray[np.int32]
    finding: NDArray[np.int32]


def channels(findings: Iterable[Finding]) -> dict[Channel, tuple[Finding, ...]]:
    """The findings by channel, channels sorted, findings by id."""
    out: dict[Channel, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.id):
        out.setdefault((finding.kind, finding.issue), []).append(finding)
    return {channel: tuple(out[channel]) for channel in sorted(out)}


def seeds(findings: Sequence[Finding], trade: Trade, numbers: Numbers) -> Seeds:
    """Which declarations these findings touch; a finding on an unknown company, place or good touches none.

    Raises UsageError `trade-column` when the trade has numbers that stand for nothing, or the other way round.
    """
    _fit(trade, numbers)
    by_company: dict[int, list[Entry]] = {}
    by_good: dict[tuple[int, int], list[Entry]] = {}
    masks: dict[str, int] = {}
    sellers = _companies_by_place(numbers)
    for number, finding in enumerate(findings):
        first, last = _days(finding.period)
        good = getattr(finding.subject, "good", "")
        mask = masks.setdefault(good, len(masks)) if good else UNKNOWN
        entry = (finding.strength, first, last, mask, number)
        match finding.subject:
            case CompanySubject(company=company) | GoodOfCompany(company=company):
                if company in numbers.companies:
                    by_company.setdefault(numbers.companies[company], []).append(entry)
            case PlaceSubject(place=place) | GoodOfPlace(place=place):
                for seller in sellers.get(place, ()):
                    by_company.setdefault(seller, []).append(entry)
            case GoodOfCountry(country=country):
                if country in numbers.countries:
                    place_in_table = numbers.countries.index(country)
                    for product in np.flatnonzero(_covered(good, numbers.products)).tolist():
                        by_good.setdefault((place_in_table, product), []).append((*entry[:3], UNKNOWN, number))
    if by_company and not 0 <= min(by_company) <= max(by_company) < trade.companies:
        raise UsageError("trade-column", column="companies", value=f"{min(by_company)} {max(by_company)}")
    first_of_company, company_entries = _chained(by_company, (trade.companies,))
    first_of_good, good_entries = _chained(by_good, (len(numbers.countries), len(numbers.products)))
    covered = np.zeros((len(masks), len(numbers.products)), np.uint8)
    for good, row in masks.items():
        covered[row] = _covered(good, numbers.products)
    strength = np.full(len(trade), NOTHING, np.int32)
    strongest = np.full(len(trade), NO_FINDING, np.int32)
    touch(
        trade.seller, trade.product, trade.day, trade.country, first_of_company, company_entries, first_of_good,
        good_entries, covered, strength, strongest,
    )  # fmt: skip
    return Seeds(strength=strength, finding=strongest)


def _fit(trade: Trade, numbers: Numbers) -> None:
    _checked.products(trade.product, len(numbers.products))
    if numbers.countries and int(trade.country.max(initial=UNKNOWN)) >= len(numbers.countries):
        raise UsageError("trade-column", column="country", value=str(int(trade.country.max())))


def _companies_by_place(numbers: Numbers) -> dict[str, list[int]]:
    """Every place that holds a company -> its companies, those of places within it too."""
    out: dict[str, list[int]] = {}
    for company, place in enumerate(numbers.places):
        if place:
            for wider in (numbers.within or {}).get(place, frozenset({place})) | {place}:
                out.setdefault(wider, []).append(company)
    return out


def _covered(good: str, products: Sequence[str]) -> NDArray[np.bool_]:
    """Products inside the good; a product that is declared no finer than its heading may be any of its subheadings."""
    return np.array([code.startswith(good) or good.startswith(code) for code in products], np.bool_)


def _days(period: Period) -> tuple[int, int]:
    first = (period.start - _EPOCH).days if period.start else _EVER
    last = (period.end - _EPOCH).days if period.end else _NEVER
    return first, last


def _chained(entries: dict[Key, list[Entry]], shape: tuple[int, ...]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First entry of each key (or -1), and all entries, each with the number of the next one of its key as last column."""
    first = np.full(shape, -1, np.int32)
    rows: list[Entry] = []
    for key, own in entries.items():
        first[key] = len(rows)
        for entry in own[:-1]:
            rows.append((*entry, len(rows) + 1))
        rows.append((*own[-1], -1))
    return first, np.array(rows, np.int32).reshape(len(rows), 6)
