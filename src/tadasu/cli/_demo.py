"""`tadasu demo`: the main job on the bundled invented world; shows the queue, writes the report, says where to look."""

from pathlib import Path
from typing import Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.wording import Language

LISTS = ("list_forced_labour.csv", "list_withhold.csv", "list_sanctions.csv")
REPORT, TABLE = "report.html", "results.csv"


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--folder", help="Where the report and the table are written.")] = Path(
        "tadasu-demo"
    ),
    language: Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")] = None,
) -> None:
    """Screen an invented importer's suppliers against invented lists: all companies are made up."""
    from tadasu.cli._queue import print_queue
    from tadasu.cli._screen import report
    from tadasu.cli._screening import Request, run, write_results
    from tadasu.demo import demo_folder
    from tadasu.screening import Options

    terminal: Terminal = context.obj
    world = demo_folder()
    request = Request(
        file=world / "suppliers.csv",
        against=tuple(str(world / name) for name in LISTS),
        options=Options(),
        invented=True,
    )
    outcome = run(request, terminal)
    table = folder / TABLE
    write_results(table, request, outcome)
    print_queue(outcome.results, terminal)
    report(request, outcome, terminal, out=folder / REPORT, as_json=False)
    terminal.print(terminal.text("cli.demo.look", report=folder / REPORT, table=table, world=world))
