"""`tadasu assess DECLARATIONS --findings ... --lists ...`: what to hold, in which order, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.schema import Flow, UsageError
from tadasu.wording import Language

if TYPE_CHECKING:
    from tadasu.cli._assessing import Assessed, Request


def assess(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="DECLARATIONS", readable=False, help="Declarations or orders: CSV, XLSX, Parquet, JSON lines."
        ),
    ],
    upstream: Annotated[
        list[Path] | None,
        typer.Option(
            "--upstream", metavar="FILE", help="More declarations, to look upstream only; several may follow."
        ),
    ] = None,
    findings: Annotated[
        list[Path] | None,
        typer.Option("--findings", metavar="FILE", readable=False, help="Findings; several may follow."),
    ] = None,
    lists: Annotated[
        list[str] | None,
        typer.Option(
            "--lists", metavar="ENTITIES", help="Stored lists or files of listed parties; several may follow."
        ),
    ] = None,
    stakes: Annotated[
        list[Path] | None,
        typer.Option("--stakes", metavar="FILE", readable=False, help="Who owns whom; several may follow."),
    ] = None,
    companies: Annotated[
        list[Path] | None,
        typer.Option(
            "--companies", metavar="FILE", help="A register: names and aliases of companies; several may follow."
        ),
    ] = None,
    flow: Annotated[
        Flow | None, typer.Option("--flow", help="Assess only these; the others serve as upstream.")
    ] = None,
    country: Annotated[
        str,
        typer.Option(
            "--country", metavar="CODE", help="Assess only imports into and exports out of it, for example jp."
        ),
    ] = "",
    capacity: Annotated[
        int | None, typer.Option("--capacity", min=1, help="How many can be looked at: show these, say what is left.")
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option("--judgements", metavar="FILE", readable=False, help="Names that are, or are not, one company."),
    ] = None,
    merges: Annotated[
        Path | None, typer.Option("--merges", metavar="PATH", help="Write which names were taken for one company.")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option("--columns", metavar="MAP", help="Saved column map of the declarations (YAML).")
    ] = None,
    save_map: Annotated[
        Path | None, typer.Option("--save-map", metavar="PATH", help="Save the column map that was used (YAML).")
    ] = None,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Leave out rows that are wrong instead of refusing the file.")
    ] = False,
    partial: Annotated[bool, typer.Option("--partial", help="ENTITIES may be parts of their lists.")] = False,
    without_contested: Annotated[
        bool, typer.Option("--without-contested", help="Leave out links that a named party denies.")
    ] = False,
    goods_at_risk: Annotated[
        bool, typer.Option("--goods-at-risk", help="Ask about goods of countries listed for child or forced labour.")
    ] = False,
    extended: Annotated[bool, typer.Option("--extended", help="Minor inputs and trims too.")] = False,
    parts: Annotated[
        bool, typer.Option("--parts", help="Parts and residual headings pass on what is in them.")
    ] = False,
    least_seen: Annotated[
        float, typer.Option("--least-seen", min=0.0, max=1.0, help="Share of inputs to be seen before it is clear.")
    ] = 0.5,
    least_strength: Annotated[
        float, typer.Option("--least-strength", min=0.000001, max=1.0, help="Weakest chain that holds a declaration.")
    ] = 0.1,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="Write the queue to .csv, .parquet, .jsonl or .html.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a summary as one JSON object on the last line.")
    ] = False,
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="Threads; else one a core.")] = None,
    language: Annotated[Language | None, typer.Option("--language", help="en or ja; else as LANG says.")] = None,
) -> None:
    """Say of each declaration: hold, ask, not traceable or clear; the gravest first, with the way goods came."""
    from tadasu.cli._assessing import Request, run
    from tadasu.cli._outputs import check_outputs

    terminal: Terminal = context.obj
    if not findings and not lists and not goods_at_risk:
        raise UsageError("findings-missing")
    check_outputs(
        {"--out": out, "--merges": merges, "--save-map": save_map},
        (file, *(findings or ()), *(lists or ()), *(stakes or ()), judgements, columns),
    )
    request = Request(
        file=file,
        upstream=tuple(upstream or ()),
        findings=tuple(findings or ()),
        lists=tuple(lists or ()),
        stakes=tuple(stakes or ()),
        companies=tuple(companies or ()),
        flow=flow,
        country=country.lower(),
        judgements=judgements,
        columns=columns,
        save_map=save_map,
        keep_good=keep_good,
        partial=partial,
        without_contested=without_contested,
        goods_at_risk=goods_at_risk,
        extended=extended,
        parts=parts,
        least_seen=least_seen,
        least_strength=least_strength,
        threads=threads,
    )
    from tadasu.reports import check_assessment_format

    if out is not None:
        check_assessment_format(out)
    report(request, run(request, terminal), terminal, out=out, capacity=capacity, merges=merges, as_json=as_json)


def report(
    request: "Request",
    assessed: "Assessed",
    terminal: Terminal,
    *,
    out: Path | None,
    capacity: int | None,
    merges: Path | None = None,
    as_json: bool = False,
) -> None:
    """Write or print the queue; then say what was done, what was found, where it is, what next."""
    from tadasu.assessment import write_merges
    from tadasu.cli._assess_queue import print_assessed, say_what_was_found
    from tadasu.cli._assessing import summary, write_results

    if out is None:
        print_assessed(assessed, terminal, capacity=capacity)
        written = terminal.text("cli.done.next.out")
    else:
        with terminal.step("cli.step.write", file=out.name):
            record = write_results(out, request, assessed, capacity=capacity, language=terminal.language)
        written = terminal.text("cli.done.written", file=out, record=record.name)
    if merges is not None:
        write_merges(assessed.result.companies.merges, merges)
        terminal.print(terminal.text("cli.assess.merges", file=merges, count=len(assessed.result.companies.merges)))
    say_what_was_found(assessed, terminal, capacity=capacity)
    terminal.print(written)
    if as_json:
        terminal.json(summary(assessed, capacity=capacity))
