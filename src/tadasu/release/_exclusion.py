"""The exclusion policy of grants, as the data says: `data/exclusion.yaml`. It is public; IATI asks for that."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

FLOOR = {"few-grantees": 5, "few-intermediaries": 3, "hold": 12, "protection": 20}
"""Below these no policy may go (funding.md E)."""

CEILING = {"dominance-one": 50, "dominance-two": 80}
"""Above these no policy may go, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionPolicy:
    """Numbers of the rules; whole percent, months, units of the reporting currency.

    `phrases`: code -> language -> words, the only words of a neutral record; a purpose has one under its DAC code. `elements`:
    IATI element -> what it carries for a protected grant. `sources`: rule -> where it comes from. `bands`: lower ends, from 0.
    """

    id: str
    version: int
    digest: str
    few_grantees: int
    few_intermediaries: int
    dominance_one: int
    dominance_two: int
    protection: int
    rounding_amount: int
    rounding_count: int
    bands: tuple[int, ...]
    hold: int
    year_starts: int
    phrases: Mapping[str, Mapping[str, str]]
    elements: Mapping[str, str]
    sources: Mapping[str, str]

    def year_of(self, day: date) -> str:
        """The year a day is counted in: the one in which it begins."""
        return str(day.year if day.month >= self.year_starts else day.year - 1)

    def free_on(self, year: str) -> date:
        """The first day on which figures of a year may be told."""
        months = int(year) * 12 + 12 + self.year_starts - 1 + self.hold
        return date(months // 12, months % 12 + 1, 1)

    def band_of(self, amount: int) -> int:
        """The lower end of its band."""
        return max(one for one in self.bands if one <= amount)

    def phrase_of(self, purpose: str) -> str:
        """The code of the phrase for a purpose; `neutral` for one that has none, or is not told."""
        return purpose if purpose in self.phrases else "neutral"


@cache
def exclusion_policy() -> ExclusionPolicy:
    """The policy in use.

    >>> policy = exclusion_policy()
    >>> policy.few_grantees, policy.free_on("2024"), policy.band_of(2_500_000)
    (5, datetime.date(2026, 1, 1), 1000000)
    """
    return exclusion_policy_from(files("tadasu.release").joinpath("data", "exclusion.yaml").read_bytes())


def exclusion_policy_from(raw: bytes) -> ExclusionPolicy:
    """A policy from its file. Raises ValueError for one that protects less than section E of funding.md asks."""
    said = yaml.safe_load(raw.decode("utf-8"))
    rules = {key: row["value"] for key, row in said["rules"].items()}
    _hold(all(rules[key] >= least for key, least in FLOOR.items()), "below the floor")
    _hold(all(rules[key] <= most for key, most in CEILING.items()), "above the ceiling")
    _hold(rules["country"] == "never" and rules["finest-period"] == "year", "no other is built")
    _hold(rules["cell"] == ["programme", "region", "year"], "no other is built")
    _hold(rules["bands"][0] == 0 and rules["bands"] == sorted(set(rules["bands"])), "bands")
    _hold(1 <= rules["year-starts"] <= 12 and min(rules["rounding-amount"], rules["rounding-count"]) >= 1, "numbers")
    rows = {**said["rules"], **said["phrases"], **said["elements"]}
    _hold(all(row["source"] for row in rows.values()), "every row has a source")
    return ExclusionPolicy(
        id=said["id"],
        version=said["version"],
        digest=hashlib.sha256(raw).hexdigest(),
        few_grantees=rules["few-grantees"],
        few_intermediaries=rules["few-intermediaries"],
        dominance_one=rules["dominance-one"],
        dominance_two=rules["dominance-two"],
        protection=rules["protection"],
        rounding_amount=rules["rounding-amount"],
        rounding_count=rules["rounding-count"],
        bands=tuple(rules["bands"]),
        hold=rules["hold"],
        year_starts=rules["year-starts"],
        phrases=MappingProxyType({key: _words(row) for key, row in said["phrases"].items()}),
        elements=MappingProxyType({key: row["carries"] for key, row in said["elements"].items()}),
        sources=MappingProxyType({key: row["source"] for key, row in rows.items()}),
    )


def _words(row: dict[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({"en": row["en"], "ja": row["ja"]})


def _hold(true: bool, said: str) -> None:
    if not true:
        raise ValueError(said)
