"""Simulations as reports: of invented companies, and of a ban on rows that are written out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl

from tadasu.assessment import Ban, Exposure, banned_by, set_here
from tadasu.law import Asked, Sample, Simulation, Value, regime_of, simulate
from tadasu.reports import BanReport, Shown, SimulationReport, all_tables
from tadasu.wording import Language

ON = date(2026, 11, 22)
MODEL, TARIFF = "jp-model-due-diligence", "us-s301-forced-labour"
HOSTILE = '<script>alert("x")</script>'
COLUMNS = {
    "declaration": pl.String,
    "flow": pl.String,
    "touch": pl.String,
    "spared": pl.Boolean,
    "chapter": pl.String,
    "heading": pl.String,
    "origin": pl.String,
    "seller": pl.String,
    "buyer": pl.String,
    "value": pl.Float64,
}
"""The columns of `Ban.every`."""
ROWS = (
    ("d1", "import", "touched", False, "62", "6205", "bd", "s1", "b1", 100.0),
    ("d2", "import", "untraceable", False, "62", "6205", "bd", "s2", "b2", 50.0),
    ("d3", "export", "untouched", False, "84", "8483", HOSTILE, "s3", "b1", None),
    ("d4", "domestic", None, False, "84", "8483", "jp", "s3", "b1", 7.0),
)
Chosen = Mapping[str, Value]


def reported(first: Simulation, *others: Simulation, **given: Any) -> SimulationReport:
    """A report with what the settings of each simulation did, without declarations."""
    several = tuple(set_here(one) for one in (first, *others))
    return SimulationReport(simulation=first, others=others, set_here=several, **given)


def banned(rows: Sequence[tuple[Any, ...]], chosen: Chosen, regime: str = "jp-model-goods") -> Ban:
    every = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    forbidden = banned_by(regime_of(regime), Asked(on=ON, chosen=chosen))
    return Ban(banned=forbidden, every=every, currency="JPY", elsewhere=9)


def of_ban(
    sample: Sample, rows: Sequence[tuple[Any, ...]] = ROWS, chosen: Chosen = MappingProxyType({})
) -> SimulationReport:
    scope = pl.DataFrame(
        {
            "verdict": ["in"],
            "importers": [2],
            "declarations": [3],
            "value": [150.0],
            "value_unknown": [0],
            "share": [1.0],
        },
    )
    columns = ("value", "with_ban", "without_ban", "difference")
    tariff = pl.DataFrame(
        {"chapter": ["84"], "declarations": [1], "value_unknown": [0], **{key: [8.0] for key in columns}}
    )
    return reported(
        simulate(regime_of("jp-model-goods"), sample, Asked(on=ON, chosen=chosen), by="origin"),
        ban=BanReport(
            ban=banned(rows, chosen),
            scope=scope,
            tariff=Exposure(table=tariff, currency="USD"),
            tariff_regime=regime_of(TARIFF),
            beside=(),
        ),
        invented=True,
    )


def in_language(report: SimulationReport, language: Language) -> SimulationReport:
    return replace(report, language=language)


def table_of(report: SimulationReport, key: str) -> Shown:
    return next(one for one in all_tables(report) if one.key == key)
