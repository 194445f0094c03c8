"""A simulation as it is told: what was asked, of whom, with which numbers; and the words of its groups and counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import floor, log10

import polars as pl

from tadasu.assessment import Ban, CostAssumption, Exposure, SetHere
from tadasu.demo import Figure
from tadasu.law import Regime, Simulation, Standing
from tadasu.places import all_names, all_places
from tadasu.reports._law_words import in_words, set_text
from tadasu.reports._path_words import country_text
from tadasu.reports._path_wrap import plain
from tadasu.wording import Language, codes, say

DIGITS = 3
"""Digits that mean something where a row stands for many companies."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BanReport:
    """What a ban would touch, and what of it is covered; the tables are those of `tadasu.assessment`, empty ones without a
    row. `scope` is None where nobody said who the importers are, `tariff` where there was no such tariff on the day. `beside` are
    the bans of the other simulations, in their order, None for a regime that bans no goods."""

    ban: Ban
    scope: pl.DataFrame | None
    tariff: Exposure | None
    tariff_regime: Regime
    beside: Sequence[Ban | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationReport:
    """`simulation` is compared with each of `others`, which are of the same sample. `costs` is a table of
    `tadasu.assessment.costs` on `assumptions`; `euro_rate` converts it (units of `currency` for a euro, and the year).
    `figures` are those that an invented population follows; `file` is named where the companies are the user's. `set_here` says
    of the simulation and of each of the others what their settings did."""

    simulation: Simulation
    set_here: Sequence[Sequence[SetHere]]
    others: Sequence[Simulation] = ()
    costs: pl.DataFrame | None = None
    assumptions: Sequence[CostAssumption] = ()
    euro_rate: tuple[float, int] | None = None
    currency: str = "JPY"
    ban: BanReport | None = None
    figures: Sequence[Figure] = ()
    file: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    invented: bool = False

    @property
    def companies_invented(self) -> bool:
        """Whether those who are counted are an invented population."""
        return not self.file

    @property
    def exact(self) -> bool:
        """Whether every row is one company."""
        return bool((self.simulation.sample.weight == 1.0).all())

    def number(self, value: float) -> str:
        """A number of companies, to as many digits as mean something."""
        return number_text(value, exact=self.exact)


def number_text(value: float, *, exact: bool = False) -> str:
    """A whole number with its thousands set apart; of an estimate the first digits only.

    >>> number_text(15541.99), number_text(15541.99, exact=True), number_text(0.2), number_text(53.7)
    ('15,500', '15,542', '0.2', '54')
    """
    if exact or not value:
        return f"{value:,.0f}"
    if value < 1:
        return f"{value:.1g}"
    step = 10.0 ** max(floor(log10(value)) - DIGITS + 1, 0)
    return f"{round(value / step) * step:,.0f}"


def group_text(by: str, label: str, language: Language) -> str:
    """What a group is called.

    >>> group_text("size", "5001-", "en"), group_text("prefecture", "jp-13", "ja"), group_text("sector", "", "en")
    ('5,001 employees or more', '東京都', 'not known')
    """
    if not label:
        return say("law.unknown", {}, language)
    if not by:
        return say("simulate.all", {}, language)
    if by == "size":
        low, _, high = label.partition("-")
        code = "simulate.size.between" if high else "simulate.size.from"
        return say(code, {"low": f"{int(low):,}", "high": f"{int(high or 0):,}"}, language)
    if label in all_places():
        return _place(label, language)
    code = f"simulate.{by}.{label}"
    return say(code, {}, language) if code in codes() else plain(label)


def by_text(by: str, language: Language) -> str:
    """By what is counted; a column of the user's by its own name."""
    code = f"simulate.by.{by or 'all'}"
    return say(code, {}, language) if code in codes() else plain(by)


def figure_text(kind: str, key: str, language: Language) -> str:
    """What a published figure is of: its kind, then each part of its key.

    >>> figure_text("turnover", "accommodation-food", "en"), figure_text("prefecture", "jp-01", "ja")
    ('turnover; Accommodation and food services', '都道府県、北海道')
    """
    parts = [say(f"simulate.figure.{kind}", {}, language), *(_figure_part(part, language) for part in key.split("."))]
    return say("list.separator", {}, language).join(parts)


def _figure_part(part: str, language: Language) -> str:
    """A sector, a place, a word of ours, or a class of numbers as it is written."""
    for code in (f"simulate.sector.{part}", f"simulate.figure.key.{part}"):
        if code in codes():
            return say(code, {}, language)
    if part in all_places():
        return _place(part, language) if "-" in part else country_text(part, language)
    return f"{int(part):,}" if part.isdecimal() else plain(part)


def simulation_text(simulation: Simulation, language: Language) -> str:
    """The regime, and what is set otherwise in it."""
    name = in_words(simulation.regime.names, language)
    if not simulation.asked.chosen:
        return name
    said = [
        say(
            "law.case.set",
            {"name": in_words(parameter.names, language), "value": set_text(parameter, value, language)},
            language,
        )
        for parameter, value in (
            (simulation.regime.parameters[key], value) for key, value in simulation.asked.chosen.items()
        )
    ]
    params = {"name": name, "set": say("list.separator", {}, language).join(said)}
    return say("simulate.with", params, language)


def standing_of(simulation: Simulation) -> Standing | None:
    """What the regime is on the day."""
    found = simulation.regime.status_on(simulation.asked.on, known=simulation.asked.known)
    return None if found is None else found.standing


def standing_text_of(simulation: Simulation, language: Language) -> str:
    """The same in words."""
    standing = standing_of(simulation)
    return say(f"law.standing.{standing.value if standing else 'none'}", {}, language)


def share_text(part: float, whole: float, language: Language) -> str:
    """Per cent, small ones to two digits that mean something.

    >>> share_text(15541.99, 3378364, "en"), share_text(1, 3, "en"), share_text(0, 0, "ja")
    ('0.46 %', '33 %', '0％')
    """
    share = 100 * part / whole if whole else 0.0
    return say("law.unit.share", {"value": f"{share:.2g}" if 0 < share < 10 else f"{share:.0f}"}, language)


@cache
def _place(place: str, language: Language) -> str:
    """English as in the table of places; Japanese by the longest name in Han letters."""
    if language == "ja":
        names = [
            one.name
            for one in all_names()
            if one.place_id == place and one.language == "ja" and one.kind != "old" and _HAN.fullmatch(one.name)
        ]
        if names:
            return max(names, key=len)
    return all_places()[place].name
