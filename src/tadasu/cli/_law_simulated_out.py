"""A simulation printed, as one JSON object, and written with the record of its run."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tadasu.cli._law_simulated import SimulationRequest, inputs_of, seed_of
from tadasu.cli._terminal import Terminal

if TYPE_CHECKING:
    from tadasu.law import Simulation
    from tadasu.reports import SimulationReport


def print_report(report: "SimulationReport", terminal: Terminal, *, most: int | None = None) -> None:
    """Cautions first, then the first `most` tables, all where it is None; the published figures stand on the page alone."""
    from tadasu.reports import all_tables, cautions, title_of

    terminal.print(title_of(report))
    for line in cautions(report):
        terminal.print(line)
    for shown in all_tables(report)[:most]:
        terminal.print()
        terminal.print(shown.title)
        for note in shown.notes:
            terminal.print(note)
        if shown.rows:
            terminal.table(shown.heads, shown.rows, right=shown.right)
    terminal.print()
    terminal.print(terminal.text("cli.law.caution"))


def as_dict(report: "SimulationReport") -> dict[str, object]:
    """The object of --json: numbers as they are, codes instead of words."""
    from tadasu.assessment import ban_counts, without_other_source
    from tadasu.law import compare

    first = report.simulation
    out: dict[str, object] = {
        "on": first.asked.on.isoformat(),
        "by": first.by,
        "rows": first.sample.size,
        "invented": report.invented,
        **_one(first),
        "against": [{**_one(one), "changes": compare(first, one).to_dicts()} for one in report.others],
        "costs": report.costs.to_dicts() if report.costs is not None else None,
    }
    if report.ban is not None:
        out["ban"] = {
            "currency": report.ban.ban.currency,
            "chapters": ban_counts(report.ban.ban, "chapter").to_dicts(),
            "origins": ban_counts(report.ban.ban, "origin").to_dicts(),
            "covered": report.ban.scope.to_dicts() if report.ban.scope is not None else None,
            "without_other_source": without_other_source(report.ban.ban).to_dicts(),
            "tariff": report.ban.tariff.to_dicts(),
        }
    return out


def write(out: Path, request: SimulationRequest, report: "SimulationReport", started: datetime) -> Path:
    """Write the page or the table and `<out>.run.json` beside it, both or neither; returns where the record is."""
    from tadasu.reports import write_simulation
    from tadasu.store import RunRecord, write_recorded

    arguments = {
        "regime": request.regime,
        "set": ", ".join(request.chosen),
        "against": ", ".join(request.against),
        "against_set": ", ".join(request.against_chosen),
        "companies": request.companies.name if request.companies else "",
        "population": str(report.simulation.sample.size) if request.companies is None else "",
        "seed": str(seed_of(request)) if request.companies is None else "",
        "by": request.by,
        "declarations": request.declarations.name if request.declarations else "",
        "findings": ", ".join(one.name for one in request.findings),
        "on": request.on.isoformat(),
        "known": "" if request.known == date.max else request.known.isoformat(),
        "year": str(request.last_year),
        "rates": request.rates.name if request.rates else "",
        "language": report.language,
    }
    seconds = (datetime.now(UTC) - started).total_seconds()
    return write_recorded(
        out,
        lambda place: write_simulation(report, place),
        lambda digest: RunRecord(
            command="law simulate",
            arguments=tuple(sorted(arguments.items())),
            inputs=tuple(inputs_of(request)),
            versions=tuple(sorted(report.versions.items())),
            outputs=((out.name, digest),),
            started=started,
            seconds=round(seconds, 3),
        ),
    )


def _one(simulation: "Simulation") -> dict[str, object]:
    """A regime with its settings and counts."""
    total = dict(simulation.total)
    total.pop("group")
    return {
        "regime": str(simulation.regime.id),
        "set": {key: str(value) for key, value in simulation.asked.chosen.items()},
        "total": total,
        "groups": simulation.counts.to_dicts(),
    }
