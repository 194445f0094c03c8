"""`tadasu watch DECLARATIONS --since PREVIOUS.parquet`: what new lists, findings or declarations have changed, and why."""

from pathlib import Path
from typing import Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_options import AsJson, LanguageOption, Request, takes_request
from tadasu.schema import UsageError

CHANGED = 10
"""Exit code of a run that found a change, for a script that runs every night."""


@takes_request
def watch(
    context: typer.Context,
    request: Request,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="PREVIOUS.parquet",
            readable=False,
            help="A queue that tadasu assess --out wrote in full; give the same options as then.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Write every change to .csv or .jsonl.")
    ] = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Say what has changed for your declarations since an earlier assessment, and why; exit code 10 if anything has."""
    from tadasu.cli._outputs import check_outputs
    from tadasu.cli._watching import compare, report
    from tadasu.reports import check_changes_format, read_queue

    terminal: Terminal = context.obj
    request.check()
    if since is None:
        raise UsageError("since-missing")
    check_outputs({"--out": out, "--save-map": request.save_map}, (*request.inputs, since))
    if out is not None:
        check_changes_format(out)
    seen = compare(request, since, read_queue(since), terminal)
    report(request, seen, terminal, out=out, as_json=as_json)
    if seen.changed.height:
        raise typer.Exit(CHANGED)
