"""A simulation printed, as one JSON object, and written with the record of its run."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tadasu.cli._law_simulated import SimulationRequest, inputs_of, seed_of
from tadasu.cli._terminal import Terminal

if TYPE_CHECKING:
    from tadasu.assessment import Ban, SetHere
    from tadasu.law import Simulation
    from tadasu.reports import BanReport, SimulationReport


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
    from tadasu.law import compare
    from tadasu.reports import settings_of

    first = report.simulation
    settings = [_settings(one, several, report) for one, several in settings_of(report)]
    beside = _beside(report)
    out: dict[str, object] = {
        "on": first.asked.on.isoformat(),
        "by": first.by,
        "rows": first.sample.size,
        "invented": report.invented or report.companies_invented,
        "companies_invented": report.companies_invented,
        "declarations_given": report.ban is not None,
        **_one(first),
        "settings": settings[0],
        "against": [
            {**_one(one), "settings": did, "changes": compare(first, one).to_dicts(), "ban": ban}
            for one, did, ban in zip(report.others, settings[1:], beside, strict=True)
        ],
        "costs": report.costs.to_dicts() if report.costs is not None else None,
    }
    if report.ban is not None:
        out["ban"] = _ban(report.ban)
    return out


def _ban(report: "BanReport") -> dict[str, object]:
    from tadasu.assessment import without_other_source

    return {
        **(_touched(report.ban) or {"currency": report.ban.currency, "flows": [], "chapters": [], "origins": []}),
        "covered": report.scope.to_dicts() if report.scope is not None else None,
        "without_other_source": without_other_source(report.ban).to_dicts(),
        "tariff": None if report.tariff is None else report.tariff.table.to_dicts(),
        "tariff_currency": None if report.tariff is None else report.tariff.currency,
    }


def _touched(ban: "Ban") -> dict[str, object] | None:
    """What is forbidden and what that touches; None of what forbids no goods."""
    from tadasu.assessment import ban_counts, ban_whole

    if not ban.banned.forbids:
        return None
    return {
        "currency": ban.currency,
        "place": ban.banned.place,
        "forbidden": {
            flow.value: {issue.value: sorted(grounds) for issue, grounds in suffices.items()}
            for flow, suffices in ban.banned.grounds.items()
        },
        "least_share": ban.banned.least_share / 1_000_000,
        "declarations": ban.lines.height,
        "not_forbidden": ban.every.height - ban.lines.height,
        "elsewhere": ban.elsewhere,
        "spared": int(ban.lines["spared"].sum()),
        "total": ban_whole(ban),
        "flows": ban_counts(ban, "flow").to_dicts(),
        "chapters": ban_counts(ban, "chapter").to_dicts(),
        "origins": ban_counts(ban, "origin").to_dicts(),
    }


def _beside(report: "SimulationReport") -> list[dict[str, object] | None]:
    """The bans of the other simulations."""
    if report.ban is None:
        return [None] * len(report.others)
    return [None if one is None else _touched(one) for one in report.ban.beside]


def _settings(
    simulation: "Simulation", several: "Sequence[SetHere]", report: "SimulationReport"
) -> list[dict[str, object]]:
    """What each setting did: what has another answer than without it; null where nothing that is counted asks for it."""
    from tadasu.reports import charged

    return [
        {
            "parameter": one.parameter,
            "as_the_law_has_it": one.usual,
            "asked_for_in": sorted(
                (
                    *one.uses,
                    *(["ban"] if one.bans else []),
                    *(["tariff"] if charged(one, simulation, report) else []),
                )
            ),
            "companies": None if one.companies is None else asdict(one.companies),
            "declarations": None if one.declarations is None else asdict(one.declarations),
        }
        for one in several
    ]


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
    """A regime with its settings, its counts, and the rates that are missing."""
    from tadasu.law import rates_missing, written

    total = dict(simulation.total)
    total.pop("group")
    applies = simulation.regime.applies_from(simulation.asked.on, known=simulation.asked.known)
    return {
        "regime": str(simulation.regime.id),
        "applies": None if applies is None else applies.isoformat(),
        "set": {key: written(value) for key, value in simulation.asked.chosen.items()},
        "total": total,
        "groups": simulation.counts.to_dicts(),
        "rates_missing": [asdict(one) for one in rates_missing(simulation)],
    }
