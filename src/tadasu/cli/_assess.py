"""`tadasu assess DECLARATIONS --findings ... --lists ...`: what to hold, in which order, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_options import AsJson, LanguageOption, Request, takes_request

if TYPE_CHECKING:
    from tadasu.cli._assessing import Assessed

GroupName = Literal["supplier", "product", "importer", "portfolio"]
"""By what declarations are put together: the values of `tadasu.assessment.GroupBy`."""
PAGE = ".html"
"""A page holds the queue and every grouping at once."""


@takes_request
def assess(
    context: typer.Context,
    request: Request,
    capacity: Annotated[
        int | None, typer.Option("--capacity", min=1, help="How many can be looked at: show these, say what is left.")
    ] = None,
    merges: Annotated[
        Path | None, typer.Option("--merges", metavar="PATH", help="Write which names were taken for one company.")
    ] = None,
    by: Annotated[
        GroupName | None,
        typer.Option("--by", help="A line a supplier, good or importer, or one for all, instead of a declaration."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Write the queue to .csv, .parquet, .jsonl or .html.")
    ] = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Say of each declaration: hold, ask, not traceable or clear; the gravest first, with the way goods came."""
    from tadasu.cli._assessing import run
    from tadasu.cli._outputs import check_outputs
    from tadasu.reports import check_assessment_format, check_groups_format

    terminal: Terminal = context.obj
    request.check()
    check_outputs({"--out": out, "--merges": merges, "--save-map": request.save_map}, request.inputs)
    if out is not None:
        check_assessment_format(out)
    if out is not None and by and out.suffix.lower() != PAGE:
        check_groups_format(out)
    assessed = run(request, terminal)
    report(request, assessed, terminal, out=out, capacity=capacity, by=by, merges=merges, as_json=as_json)


def report(
    request: Request,
    assessed: "Assessed",
    terminal: Terminal,
    *,
    out: Path | None,
    capacity: int | None,
    by: GroupName | None = None,
    merges: Path | None = None,
    as_json: bool = False,
) -> None:
    """Write or print the queue; then say what was done, what was found, where it is, what next."""
    from tadasu.assessment import GroupBy, write_merges
    from tadasu.cli._assess_groups import print_groups
    from tadasu.cli._assess_queue import print_assessed, say_what_was_found
    from tadasu.cli._assess_results import summary, write_results

    grouping = GroupBy(by) if by else None
    if out is None and grouping:
        print_groups(assessed, grouping, terminal, capacity=capacity)
        written = terminal.text("cli.done.next.out")
    elif out is None:
        print_assessed(assessed, terminal, capacity=capacity)
        written = terminal.text("cli.done.next.out")
    else:
        with terminal.step("cli.step.write", file=out.name):
            record = write_results(out, request, assessed, capacity=capacity, by=grouping, language=terminal.language)
        written = terminal.text("cli.done.written", file=out, record=record.name)
    if merges is not None:
        write_merges(assessed.result.companies.merges, merges)
        terminal.print(terminal.text("cli.assess.merges", file=merges, count=len(assessed.result.companies.merges)))
    say_what_was_found(assessed, terminal, capacity=capacity)
    terminal.print(written)
    if as_json:
        terminal.json(summary(assessed, capacity=capacity))
