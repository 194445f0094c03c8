"""The tables of a simulation, each with its bars: the terminal, the page and its pictures show the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from tadasu.law import Simulation, compare, parameters_in
from tadasu.reports._bars_svg import Bar
from tadasu.reports._law_words import basis_text, in_words, set_text
from tadasu.reports._set_words import set_here_text, settings_of
from tadasu.reports._simulation import (
    SimulationReport,
    by_text,
    group_text,
    share_text,
    simulation_text,
    standing_text_of,
)
from tadasu.wording import say

FEW_ROWS = 10
"""Rows of the table on which a number should rest at least."""
MOST_BARS = 20
COUNTED = ("in", "undetermined", "conflict", "out")
CHANGED = ("both", "leaves", "joins", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table in words: `title` says what it shows, `notes` stand before it, `right` are the columns of numbers."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()


def simulation_tables(report: SimulationReport) -> Iterator[Shown]:
    """Whom it binds by the grouping asked for, who changes, what it rests on."""
    yield _counts(report)
    if report.others:
        yield _beside(report)
    for number, other in enumerate(report.others, 1):
        yield _changes(report, other, number)
    yield _settings(report)


def _counts(report: SimulationReport) -> Shown:
    """A row a group; by words, the most bound first."""
    language, by = report.language, report.simulation.by
    counts = report.simulation.counts
    if by != "size":
        counts = counts.sort("in", "group", descending=[True, False])
    rows, bars, few = [], [], 0
    for row in counts.iter_rows(named=True):
        name = group_text(by, row["group"], language)
        thin = not report.exact and 0 < row["rows_in"] < FEW_ROWS
        few += thin
        bound = report.number(row["in"]) + ("*" if thin else "")
        rest = [report.number(row[each]) for each in COUNTED[1:]]
        rows.append((name, bound, share_text(row["in"], row["companies"], language), *rest, f"{row['rows_in']:,}"))
        bars.append(Bar(label=name, value=row["in"], open=row["undetermined"] + row["conflict"], said=bound))
    heads = (
        by_text(by, language),
        *(say(f"simulate.head.{each}", {}, language) for each in ("in", "share", *COUNTED[1:], "rows")),
    )
    notes = [say("simulate.notes.few", {"rows": str(FEW_ROWS)}, language)] if few else []
    title = say("simulate.table.counts", {"by": by_text(by, language)}, language)
    return Shown(
        key="counts",
        title=title,
        heads=heads,
        rows=(*rows, _total(report)),
        right=tuple(range(1, len(heads))),
        notes=tuple(notes),
        bars=tuple(bars[:MOST_BARS]) if by else (),
    )


def _total(report: SimulationReport) -> tuple[str, ...]:
    total = report.simulation.total
    rest = [report.number(total[each]) for each in COUNTED[1:]]
    name = say("simulate.all", {}, report.language)
    bound, share = report.number(total["in"]), share_text(total["in"], total["companies"], report.language)
    return (name, bound, share, *rest, f"{int(total['rows_in']):,}")


def _beside(report: SimulationReport) -> Shown:
    """A row a setting or regime: what it is, and how many it binds."""
    language = report.language
    rows, bars = [], []
    for one in (report.simulation, *report.others):
        total, name = one.total, simulation_text(one, language)
        bound = report.number(total["in"])
        open_ = total["undetermined"] + total["conflict"]
        rows.append((name, standing_text_of(one, language), bound, report.number(open_)))
        bars.append(Bar(label=name, value=total["in"], open=open_, said=bound))
    heads = tuple(say(f"simulate.head.{each}", {}, language) for each in ("regime", "standing", "in", "open"))
    return Shown(
        key="beside",
        title=say("simulate.table.beside", {}, language),
        heads=heads,
        rows=tuple(rows),
        right=(2, 3),
        bars=tuple(bars),
    )


def _changes(report: SimulationReport, other: Simulation, number: int) -> Shown:
    """Who is bound by both, by one alone; groups in which nobody is bound by either are left out."""
    language, by = report.language, report.simulation.by
    table = compare(report.simulation, other)
    whole = table.select(pl.exclude("group").sum())
    names = simulation_text(report.simulation, language), simulation_text(other, language)
    rows, bars = [], []
    touched = table.filter(pl.sum_horizontal("both", "leaves", "joins", "open") > 0)
    if by != "size":
        touched = touched.sort(pl.sum_horizontal("both", "leaves", "joins"), "group", descending=[True, False])
    for row in touched.iter_rows(named=True):
        name = group_text(by, row["group"], language)
        rows.append((name, *(report.number(row[each]) for each in CHANGED)))
        for n, part in enumerate(("leaves", "joins")):
            value = row["both"] + row[part]
            which = say(f"simulate.{('first', 'second')[n]}", {}, language)
            bars.append(Bar(group=name, label=which, value=value, said=report.number(value)))
    everybody = say("simulate.all", {}, language)
    last = (everybody, *(report.number(whole[each][0]) for each in CHANGED))
    params = {
        "first": names[0],
        "second": names[1],
        "leaves": report.number(whole["leaves"][0]),
        "joins": report.number(whole["joins"][0]),
    }
    return Shown(
        key=f"changes{number}",
        title=say("simulate.table.changes", params, language),
        heads=(by_text(by, language), *(say(f"simulate.head.{each}", {}, language) for each in CHANGED)),
        rows=(*(rows if by else ()), last),
        right=tuple(range(1, len(CHANGED) + 1)),
        notes=(say("simulate.notes.changes", params, language),),
        bars=tuple(bars[: 2 * MOST_BARS]) if by else (),
    )


def _settings(report: SimulationReport) -> Shown:
    """The numbers and choices of the scope tests, with where each is from."""
    language, rows = report.language, []
    for one, settings in settings_of(report):
        did = {each.parameter: set_here_text(each, one, report) for each in settings}
        wanted = parameters_in(one.regime.scope) if one.regime.scope is not None else ()
        for key in dict.fromkeys((*one.asked.chosen, *wanted)):
            parameter = one.regime.parameters[key]
            value, dated = one.asked.value(parameter), one.asked.dated(parameter)
            rests = basis_text(dated.basis, language) if dated is not None else say("law.unknown", {}, language)
            said = set_text(parameter, value, language) if value is not None else say("law.unknown", {}, language)
            regime = in_words(one.regime.names, language)
            rows.append((regime, f"{in_words(parameter.names, language)} ({key})", said, did.get(key, rests)))
    heads = tuple(say(f"simulate.head.{each}", {}, language) for each in ("regime", "setting", "set-to", "basis"))
    return Shown(
        key="settings",
        title=say("simulate.table.settings", {}, language),
        heads=heads,
        rows=tuple(dict.fromkeys(rows)),
        notes=(say("simulate.notes.settings", {}, language),),
    )
