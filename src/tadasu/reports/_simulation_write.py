"""A simulation -> a page, or a table of every number in it, by the ending of the file's name."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import polars as pl

from tadasu.assessment import BY, SetHere, ban_counts, ban_whole, without_other_source
from tadasu.law import Simulation, compare, rates_missing, written
from tadasu.reports._csv import cell_text
from tadasu.reports._set_words import settings_of
from tadasu.reports._simulation import BanReport, SimulationReport
from tadasu.reports._simulation_html import write_simulation_html
from tadasu.schema import UsageError
from tadasu.store import write_whole

_AMOUNTS = frozenset({"value", "with_ban", "without_ban", "difference"})
COST_CURRENCY = "EUR"
"""Of costs, which are told in millions of it."""
COLUMNS = ("part", "regime", "settings", "group", "measure", "value", "currency")


def write_simulation_csv(report: SimulationReport, path: Path) -> None:
    """A row a number, unrounded: which part of the report, of which regime and settings, of which group, what it counts; the
    currency of what is money."""
    with write_whole(path, "wb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([cell_text(cell) for cell in (*row, "")[: len(COLUMNS)]] for row in _numbers(report))
        text.detach()


def _numbers(report: SimulationReport) -> Iterator[tuple[object, ...]]:
    """Every number, in the order of the page."""
    for one, settings in settings_of(report):
        what = _what(one)
        yield from _of_table("counts", what, one.counts, "group")
        if one is not report.simulation:
            yield from _of_table("changes", what, compare(report.simulation, one), "group")
        yield from _of_settings(what, settings)
        for rate in rates_missing(one):
            yield ("rates", *what, f"{rate.currency}-{rate.target}-{rate.year}", "undetermined", rate.companies)
    what = _what(report.simulation)
    if report.ban is not None:
        yield from _of_ban(report, report.ban)
    if report.costs is not None:
        yield from _of_table("costs", what, report.costs, "size", COST_CURRENCY)


def _what(one: Simulation) -> tuple[str, str]:
    """Regime and settings."""
    return str(one.regime.id), ";".join(f"{key}={written(value)}" for key, value in one.asked.chosen.items())


def _of_ban(report: SimulationReport, ban: BanReport) -> Iterator[tuple[object, ...]]:
    """What each ban would touch, and of the first one what is covered, has no other source, is exposed."""
    for one, of in zip((report.simulation, *report.others), (ban.ban, *ban.beside), strict=True):
        if of is not None and of.banned.forbids:
            whole = pl.DataFrame([{**ban_whole(of), "group": ""}])
            yield from _of_table("ban", _what(one), whole, "group", of.currency)
            for by in BY:
                yield from _of_table(f"ban-{by}", _what(one), ban_counts(of, by), "group", of.currency)
    what = _what(report.simulation)
    if ban.scope is not None:
        yield from _of_table("covered", what, ban.scope, "verdict", ban.ban.currency)
    yield from _of_table("no-other-source", what, without_other_source(ban.ban), "heading", ban.ban.currency)
    if ban.tariff is not None:
        what = (str(ban.tariff_regime.id), "")
        yield from _of_table("tariff", what, ban.tariff.table, "chapter", ban.tariff.currency)


def _of_settings(what: tuple[str, str], settings: Sequence[SetHere]) -> Iterator[tuple[object, ...]]:
    """How many companies and declarations each setting moves; empty where nothing counted asks for it."""
    for one in settings:
        for of, moved in (("companies", one.companies), ("declarations", one.declarations)):
            yield ("settings", *what, one.parameter, f"{of}_moved", None if moved is None else moved.moved)


def _of_table(
    part: str, what: tuple[str, str], table: pl.DataFrame, group: str, currency: str = ""
) -> Iterator[tuple[object, ...]]:
    for row in table.iter_rows(named=True):
        name = row.pop(group)
        for measure, value in row.items():
            number = int(value) if isinstance(value, bool) else value
            yield (part, *what, name, measure, number, currency if _is_money(measure) else "")


def _is_money(measure: str) -> bool:
    """Whether a measure is an amount, and no count or share."""
    if measure in _AMOUNTS or measure.startswith(("once_", "yearly_")):
        return True
    return measure.startswith("value_") and not measure.startswith("value_unknown")


SIMULATION_FORMATS: Mapping[str, Callable[[SimulationReport, Path], None]] = MappingProxyType(
    {".csv": write_simulation_csv, ".html": write_simulation_html}
)
"""File ending -> writer."""


def write_simulation(report: SimulationReport, path: Path) -> None:
    """Write in the form the file's ending asks for; another ending is a UsageError `unknown-format`."""
    check_simulation_format(path)
    SIMULATION_FORMATS[path.suffix.lower()](report, path)


def check_simulation_format(path: Path) -> None:
    """Raise UsageError `unknown-format` for an ending without a writer; ask before a long run, not after it."""
    if path.suffix.lower() not in SIMULATION_FORMATS:
        raise UsageError("unknown-format", file=path.name, known=", ".join(SIMULATION_FORMATS))
