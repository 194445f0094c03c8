"""A simulation -> a page, or a table of every number in it, by the ending of the file's name."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl

from tadasu.assessment import ban_counts, without_other_source
from tadasu.law import compare
from tadasu.reports._csv import cell_text
from tadasu.reports._simulation import SimulationReport
from tadasu.reports._simulation_html import write_simulation_html
from tadasu.schema import UsageError
from tadasu.store import write_whole

COLUMNS = ("part", "regime", "settings", "group", "measure", "value")


def write_simulation_csv(report: SimulationReport, path: Path) -> None:
    """A row a number, unrounded: which part of the report, of which regime and settings, of which group, what it counts."""
    with write_whole(path, "wb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([cell_text(cell) for cell in row] for row in _numbers(report))
        text.detach()


def _numbers(report: SimulationReport) -> Iterator[tuple[object, ...]]:
    """Every number, in the order of the page."""
    for one in (report.simulation, *report.others):
        what = (str(one.regime.id), ";".join(f"{key}={value}" for key, value in one.asked.chosen.items()))
        yield from _of_table("counts", what, one.counts, "group")
        if one is not report.simulation:
            yield from _of_table("changes", what, compare(report.simulation, one), "group")
    what = (str(report.simulation.regime.id), "")
    if report.ban is not None:
        for by in ("chapter", "heading", "origin"):
            yield from _of_table(f"ban-{by}", what, ban_counts(report.ban.ban, by), "group")
        if report.ban.scope is not None:
            yield from _of_table("covered", what, report.ban.scope, "verdict")
        yield from _of_table("no-other-source", what, without_other_source(report.ban.ban), "heading")
        tariff = (str(report.ban.tariff_regime.id), "")
        yield from _of_table("tariff", tariff, report.ban.tariff, "chapter")
    if report.costs is not None:
        yield from _of_table("costs", what, report.costs, "size")


def _of_table(part: str, what: tuple[str, str], table: pl.DataFrame, group: str) -> Iterator[tuple[object, ...]]:
    for row in table.iter_rows(named=True):
        name = row.pop(group)
        for measure, value in row.items():
            yield (part, *what, name, measure, int(value) if isinstance(value, bool) else value)


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
