"""`tadasu screen FILE --against ENTITIES...`: which suppliers are like a listed party, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError
from tadasu.wording import Language

if TYPE_CHECKING:
    from tadasu.cli._screening import Outcome, Request


def screen(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="Your suppliers: CSV, XLSX, Parquet or JSON lines.")
    ],
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against", metavar="ENTITIES", help="A stored list's id, or a file of listed parties; several may follow."
        ),
    ] = None,
    threshold: Annotated[
        float, typer.Option("--threshold", min=0.0, max=1.0, help="Least probability; 0 returns every candidate.")
    ] = 0.7,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Most matches for one supplier.")] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="MAP", help="Saved column map, or name=Supplier,country=Land,aliases=A+B."),
    ] = None,
    against_columns: Annotated[
        str | None,
        typer.Option("--against-columns", metavar="MAP", help="The same for ENTITIES that are plain tables."),
    ] = None,
    names_only: Annotated[
        bool, typer.Option("--names-only", help="Ignore country, address and registration numbers.")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="ENTITIES may be parts of their lists: do not refuse too few rows.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Write results to .csv, .parquet, .jsonl or .html.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a summary as one JSON object on the last line.")
    ] = False,
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="Threads; else one a core.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="OLD_LIST", help="Only matches with parties new or changed since this version."
        ),
    ] = None,
    save_map: Annotated[
        Path | None, typer.Option("--save-map", metavar="PATH", help="Save the column map that was used (YAML).")
    ] = None,
    language: Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")] = None,
) -> None:
    """Compare your suppliers with listed parties and print who is like whom, the likeliest first, and why."""
    # The engine is loaded here: help and errors in the arguments do not wait for compiled code.
    from tadasu.cli._outputs import check_outputs
    from tadasu.cli._screening import Request, run
    from tadasu.reports import check_format
    from tadasu.screening import Options

    terminal: Terminal = context.obj
    if not against:
        raise UsageError("against-missing")
    if out is not None:
        check_format(out)
    check_outputs({"--out": out, "--save-map": save_map}, (file, *against, since, columns, against_columns))
    request = Request(
        file=file,
        against=tuple(against),
        options=Options(threshold=threshold, limit=limit, names_only=names_only, threads=threads),
        columns=columns,
        against_columns=against_columns,
        partial=partial,
        since=since,
        save_map=save_map,
    )
    report(request, run(request, terminal), terminal, out=out, as_json=as_json)


def report(request: "Request", outcome: "Outcome", terminal: Terminal, *, out: Path | None, as_json: bool) -> None:
    """Write the results, or print the queue; then say what was done, what was found, where it is, what next."""
    from tadasu.cli._queue import print_queue
    from tadasu.cli._screening import summary, write_results

    if out is None:
        print_queue(outcome.results, terminal)
        written = terminal.text("cli.done.next.out")
    else:
        with terminal.step("cli.step.write", file=out.name):
            record = write_results(out, request, outcome)
        written = terminal.text("cli.done.written", file=out, record=record.name)
    _say_what_was_done(request, outcome, terminal)
    terminal.print(written)
    if as_json:
        terminal.json(summary(outcome))


def _say_what_was_done(request: "Request", outcome: "Outcome", terminal: Terminal) -> None:
    from tadasu.reports import summary_lines

    results = outcome.results
    terminal.print(
        terminal.text(
            "cli.done",
            queries=f"{results.queries_total:,}",
            seconds=f"{outcome.seconds.matching:.2f}",
        )
    )
    if outcome.since is not None:
        changes = outcome.since
        terminal.print(
            terminal.text(
                "cli.done.since",
                old=request.since,
                added=len(changes.added),
                changed=len(changes.changed),
                removed=len(changes.removed),
                names=f"{outcome.screening.names:,}",
                compared=f"{outcome.screening.compared:,}",
            )
        )
    for line in summary_lines(results):
        terminal.print(line)
