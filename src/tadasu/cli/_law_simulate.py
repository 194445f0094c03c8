"""`tadasu law simulate`: whom a regime would bind with these numbers, who changes, what it may cost, what a ban would touch."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tadasu.cli._law_options import AsJson, Known, LanguageOption, On, RatesFile, RegimeArgument, Set, Year, day_of
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

MOST_COMPANIES = 5_000_000
"""Invented companies at most: more than the country has."""

Against = Annotated[
    list[str] | None, typer.Option("--against", metavar="REGIME", help="Beside this regime; several may follow.")
]
AgainstSet = Annotated[
    list[str] | None,
    typer.Option("--against-set", metavar="NAME=VALUE", help="Beside the same regime with this; all of them together."),
]
Companies = Annotated[
    Path | None,
    typer.Option("--companies", metavar="FILE", help="Companies of your own: a column a fact (CSV, XLSX, Parquet)."),
]
Population = Annotated[
    int | None, typer.Option("--population", metavar="NUMBER", help="How many invented companies; else 30,000.")
]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Another population of invented companies.")]
By = Annotated[
    str, typer.Option("--by", metavar="COLUMN", help="Count by size, sector, prefecture, origin, or a column of yours.")
]
Declarations = Annotated[
    Path | None, typer.Option("--declarations", metavar="FILE", help="Trade, to count what a ban would touch.")
]
Findings = Annotated[
    list[Path] | None, typer.Option("--findings", metavar="FILE", help="Findings to trace; several may follow.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="PATH", help="Write a page (.html) or every number (.csv).")]


def simulate(
    context: typer.Context,
    regime: RegimeArgument,
    set_: Set = None,
    against: Against = None,
    against_set: AgainstSet = None,
    companies: Companies = None,
    population: Population = None,
    seed: Seed = None,
    by: By = "size",
    declarations: Declarations = None,
    findings: Findings = None,
    on: On = "",
    known: Known = "",
    year: Year = None,
    rates: RatesFile = None,
    out: Out = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Whom a regime would bind with these numbers, beside others; what it may cost; what a ban would touch."""
    from tadasu.cli._law_simulated import SimulationRequest, report_of
    from tadasu.cli._law_simulated_out import as_dict, print_report, write
    from tadasu.cli._outputs import check_outputs
    from tadasu.reports import check_simulation_format

    terminal: Terminal = context.obj
    started = datetime.now(UTC)
    _check(companies, population, seed, declarations, findings)
    request = SimulationRequest(
        regime=regime,
        chosen=tuple(set_ or ()),
        against=tuple(against or ()),
        against_chosen=tuple(against_set or ()),
        companies=companies,
        population=population,
        seed=seed,
        by=by,
        declarations=declarations,
        findings=tuple(findings or ()),
        on=day_of(on),
        known=day_of(known, latest=True),
        year=year,
        rates=rates,
    )
    check_outputs({"--out": out}, (companies, declarations, *request.findings, rates))
    if out is not None:
        check_simulation_format(out)
    report = report_of(request, terminal)
    written = terminal.text("cli.simulate.next")
    if out is not None:
        with terminal.step("cli.step.write", file=out.name):
            record = write(out, request, report, started)
        written = terminal.text("cli.done.written", file=out, record=record.name)
    if as_json:
        terminal.json(as_dict(report))
        return
    print_report(report, terminal, most=None if out is None else 1)
    terminal.print(written)


def _check(
    companies: Path | None,
    population: int | None,
    seed: int | None,
    declarations: Path | None,
    findings: list[Path] | None,
) -> None:
    """Raise UsageError: `population-companies`, `population-size`, `ban-files`."""
    if companies is not None and (population is not None or seed is not None):
        raise UsageError("population-companies")
    if population is not None and not 0 < population <= MOST_COMPANIES:
        raise UsageError("population-size", value=str(population), most=f"{MOST_COMPANIES:,}")
    if (declarations is None) != (not findings):
        raise UsageError("ban-files")
