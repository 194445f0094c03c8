"""Every table of a simulation, those of the regulatory impact among them: what it costs, with the assumptions open."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from tadasu.assessment import CostAssumption
from tadasu.law import Family
from tadasu.reports._ban_tables import ban_tables
from tadasu.reports._law_words import in_words
from tadasu.reports._simulation import SimulationReport, group_text, number_text
from tadasu.reports._simulation_tables import Shown, simulation_tables
from tadasu.wording import Language, say

_COSTS = ("once_least", "once_most", "yearly_least", "yearly_most")
_MILLIONS_IN: Mapping[Language, float] = {"en": 1000.0, "ja": 100.0}
"""Millions in the unit in which large amounts are told: a billion, 億."""

_NOBODY = 1e-6
"""Weights are fractions: what is less is a rounding error."""


def all_tables(report: SimulationReport) -> Sequence[Shown]:
    """Every table in the order of the page: of a ban first what it touches, at the end with which numbers it was counted."""
    counted, impact = list(simulation_tables(report)), list(_impact(report))
    settings = [one for one in counted if one.key == "settings"]
    counted = [one for one in counted if one.key != "settings"]
    ban_first = report.simulation.regime.family is Family.PRODUCT_BAN
    return [*(impact + counted if ban_first else counted + impact), *settings]


def _impact(report: SimulationReport) -> Iterator[Shown]:
    if report.ban is not None:
        yield from ban_tables(report, report.ban)
    if report.costs is not None:
        yield _costs(report, report.costs)
        yield _assumptions(report)


def _costs(report: SimulationReport, table: pl.DataFrame) -> Shown:
    """Millions of euro a size, and together; in the other currency below."""
    language = report.language
    rows = [
        (
            group_text("size", row["size"], language),
            _range(report.number(row["least_bound"]), report.number(row["most_bound"])),
            *(_millions(row[each]) for each in _COSTS),
        )
        for row in table.iter_rows(named=True)
    ]
    whole = table.select(pl.exclude("size").sum()).row(0, named=True)
    bound = _range(report.number(whole["least_bound"]), report.number(whole["most_bound"]))
    last = (say("simulate.all", {}, language), bound, *(_millions(whole[each]) for each in _COSTS))
    params = {"least": _millions(whole["yearly_least"]), "most": _millions(whole["yearly_most"])}
    notes = [say("simulate.notes.costs", {}, language)]
    total = report.simulation.total
    if (left := total["in"] + total["undetermined"] + total["conflict"] - whole["most_bound"]) > _NOBODY:
        notes.append(say("simulate.notes.costs-left", {"count": report.number(left)}, language))
    if report.euro_rate is not None:
        rate, year = report.euro_rate
        amounts = {
            f"{part}_{end}": _billions(whole[f"{part}_{end}"] * rate, language)
            for part in ("once", "yearly")
            for end in ("least", "most")
        }
        given = {**amounts, "currency": report.currency, "rate": f"{rate:,.2f}", "year": str(year)}
        notes.append(say("simulate.notes.converted", given, language))
    return Shown(
        key="costs",
        title=say("simulate.table.costs", params, language),
        heads=tuple(say(f"simulate.head.{each}", {}, language) for each in ("size", "in", *_COSTS)),
        rows=(*rows, last),
        right=(1, 2, 3, 4, 5),
        notes=tuple(notes),
    )


def _assumptions(report: SimulationReport) -> Shown:
    language = report.language
    return Shown(
        key="assumptions",
        title=say("simulate.table.assumptions", {}, language),
        heads=tuple(
            say(f"simulate.head.{each}", {}, language) for each in ("size", "part", "for-one", "source", "note")
        ),
        rows=tuple(_assumption(one, report) for one in report.assumptions),
        right=(2,),
    )


def _assumption(one: CostAssumption, report: SimulationReport) -> tuple[str, ...]:
    language = report.language
    return (
        group_text("size", one.size, language),
        say(f"simulate.part.{one.part}", {}, language),
        f"{_range(f'{one.least:,.0f}', f'{one.most:,.0f}')} {one.currency}",
        source_text(one.source, one.year, one.seen, one.confidence, report),
        in_words(one.notes, language),
    )


def source_text(source: str, year: int, seen: str, confidence: str, report: SimulationReport) -> str:
    """A source, whether it was read, how sure we are; our own assumption says only that it is ours."""
    language = report.language
    if source == "our own assumption":
        return say("simulate.ours", {}, language)
    params = {
        "source": source,
        "year": str(year),
        "sure": say(f"law.confidence.{confidence}", {}, language),
        "seen": say(f"law.seen.{seen}", {}, language),
    }
    return say("simulate.source", params, language)


def _range(least: str, most: str) -> str:
    return least if least == most else f"{least}–{most}"


def _billions(millions: float, language: Language) -> str:
    return say("simulate.large-amount", {"value": _millions(millions / _MILLIONS_IN[language])}, language)


def _millions(value: float) -> str:
    """Millions, to two digits that mean something."""
    return number_text(value) if value >= 10 else f"{value:.2g}"
