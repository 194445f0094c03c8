"""`tadasu demo`: the main jobs on the bundled invented world; shows the queues, writes the pages, says where to look."""

from pathlib import Path
from typing import Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.wording import Language

LISTS = ("list_forced_labour.csv", "list_withhold.csv", "list_sanctions.csv")
REPORT, TABLE = "report.html", "results.csv"
HELD, QUEUE = "declarations.html", "declarations.csv"
MOST_MATCHES, MOST_HELD = 5, 5
"""Lines of each queue that are printed; the pages hold all."""


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--folder", help="Where the pages and the tables are written.")] = Path(
        "tadasu-demo"
    ),
    language: Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")] = None,
) -> None:
    """Screen an invented importer's suppliers, then trace invented declarations: all companies are made up."""
    from tadasu.cli._outputs import check_outputs
    from tadasu.cli._queue import print_queue
    from tadasu.cli._screen import report
    from tadasu.cli._screening import Request, run, write_results
    from tadasu.demo import demo_folder
    from tadasu.screening import Options

    terminal: Terminal = context.obj
    check_outputs({"--folder": folder / REPORT}, ())
    world = demo_folder()
    terminal.print(terminal.text("cli.demo.suppliers"))
    terminal.print()
    request = Request(
        file=world / "suppliers.csv",
        against=tuple(str(world / name) for name in LISTS),
        options=Options(),
        invented=True,
    )
    outcome = run(request, terminal)
    table = folder / TABLE
    write_results(table, request, outcome)
    print_queue(outcome.results, terminal, most=MOST_MATCHES)
    report(request, outcome, terminal, out=folder / REPORT, as_json=False)
    terminal.print()
    held, queue = _assess(world, folder, terminal)
    terminal.print(
        terminal.text("cli.demo.look", report=folder / REPORT, table=table, held=held, queue=queue, world=world)
    )


def _assess(world: Path, folder: Path, terminal: Terminal) -> tuple[Path, Path]:
    """What of the importers' trade is to be held, and how the goods came; where the page and the table are."""
    from tadasu.cli._assess import report
    from tadasu.cli._assess_queue import print_assessed
    from tadasu.cli._assess_results import write_results
    from tadasu.cli._assessing import run
    from tadasu.cli._trade_options import Request
    from tadasu.schema import Flow

    terminal.print(terminal.text("cli.demo.declarations"))
    terminal.print()
    request = Request(
        file=world / "declarations.csv",
        findings=(world / "findings.csv",),
        stakes=(world / "stakes.csv",),
        companies=(world / "companies.csv",),
        flow=Flow.IMPORT,
        country="jp",
        invented=True,
    )
    assessed = run(request, terminal)
    queue = folder / QUEUE
    write_results(queue, request, assessed, capacity=None, language=terminal.language)
    print_assessed(assessed, terminal, capacity=MOST_HELD)
    report(request, assessed, terminal, out=folder / HELD, capacity=None)
    return folder / HELD, queue
