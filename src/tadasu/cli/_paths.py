"""`tadasu paths DECLARATIONS --to ID | --importer NAME`: by which ways goods that a finding touches may have come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._terminal import Terminal
from tadasu.cli._trade_options import AsJson, LanguageOption, Request, takes_request
from tadasu.schema import UsageError
from tadasu.wording import Language

if TYPE_CHECKING:
    from tadasu.cli._assessing import Assessed
    from tadasu.schema import FoundPath

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about: one declaration (`to`), or whatever one company bought (`importer`)."""

    to: str | None
    importer: str | None
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The answer: the ways, those that fell away without denied links, and what is to be said of what was asked about."""

    found: tuple["FoundPath", ...]
    fell: tuple["FoundPath", ...] = ()
    reasons: tuple[str, ...] = ()


@takes_request
def paths(
    context: typer.Context,
    request: Request,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ID", help="Ways to this declaration; FILE#ID for one of --upstream.")
    ] = None,
    importer: Annotated[
        str | None,
        typer.Option("--importer", metavar="NAME", help="Ways to anything this company bought: its name or its id."),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=MOST, help="Most ways to show.")] = 10,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="Write to .txt, .json, .ftm.jsonl, .graphml, .svg or .html."),
    ] = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Show the strongest ways by which goods that a finding touches may have come to a declaration or an importer."""
    from tadasu.cli._assessing import decide, gather
    from tadasu.cli._outputs import check_outputs
    from tadasu.reports import check_paths_format

    terminal: Terminal = context.obj
    request.check()
    if (to is None) == (importer is None):
        raise UsageError("paths-of-what")
    check_outputs({"--out": out, "--save-map": request.save_map}, request.inputs)
    if out is not None:
        check_paths_format(out)
    question = Question(to=to, importer=importer, most=most)
    gathered = gather(request, terminal)
    assessed = decide(replace(request, without_contested=False), gathered, terminal)
    ways = Ways(found=_found(question, assessed), reasons=_reasons(question, assessed, terminal))
    if request.without_contested:
        assessed = decide(request, gathered, terminal)
        ways = _without_contested(question, ways.found, assessed, terminal)
    _report(request, question, assessed, terminal, ways=ways, out=out, as_json=as_json)


def _found(question: Question, assessed: "Assessed") -> tuple["FoundPath", ...]:
    from tadasu.assessment import PathTeller
    from tadasu.cli._asked import buyer_of, line_of

    teller = PathTeller(assessed.result)
    if question.to is not None:
        return teller.paths(line_of(assessed.result, question.to), most=question.most)
    return teller.paths_to_buyer(buyer_of(assessed.result, question.importer or ""), most=question.most)


def _without_contested(
    question: Question, before: Sequence["FoundPath"], assessed: "Assessed", terminal: Terminal
) -> Ways:
    """What is left without denied links; what was asked about may itself be such a link."""
    from tadasu.assessment import fallen

    fell = fallen(before, assessed.findings)
    try:
        return Ways(found=_found(question, assessed), fell=fell, reasons=_reasons(question, assessed, terminal))
    except UsageError:
        denied = terminal.text("paths.denied", asked=question.to or question.importer)
        return Ways(found=(), fell=fell, reasons=(denied,))


def _reasons(question: Question, assessed: "Assessed", terminal: Terminal) -> tuple[str, ...]:
    """What the declaration comes to, and why; of an importer, and of a declaration that is not assessed, nothing."""
    from tadasu.reports import assessed_reasons

    rows = assessed.table.filter(assessed.table["declaration"] == (question.to or "")).iter_rows(named=True)
    return tuple(
        terminal.text(
            "paths.answer",
            declaration=row["declaration"],
            answer=terminal.text(f"assess.disposition.{row['disposition']}"),
            reasons=" ".join(assessed_reasons(row, terminal.language)),
        )
        for row in rows
    )


def _report(
    request: Request,
    question: Question,
    assessed: "Assessed",
    terminal: Terminal,
    *,
    ways: "Ways",
    out: Path | None,
    as_json: bool,
) -> None:
    """Write or print the ways; then what fell away, where the result is, and what it does not say."""
    if out is None:
        for reason in ways.reasons:
            terminal.print(reason)
        _print(ways.found, terminal)
        written = terminal.text("paths.next.out")
    else:
        with terminal.step("cli.step.write", file=out.name):
            record = _write(out, request, question, assessed, ways=ways, language=terminal.language)
        written = terminal.text("cli.done.written", file=out, record=record.name)
    if request.without_contested:
        terminal.print(terminal.text("paths.fallen", count=len(ways.fell)))
        if ways.fell:
            _print(ways.fell, terminal)
    if out is not None and not ways.found:
        terminal.print(terminal.text("path.none"))
    terminal.print(terminal.text("cli.assess.caution"))
    terminal.print(written)
    if as_json:
        terminal.json(_summary(question, assessed, ways))


def _print(found: Sequence["FoundPath"], terminal: Terminal) -> None:
    from tadasu.reports import paths_text

    for line in paths_text(found, language=terminal.language, width=terminal.width or 80).splitlines():
        terminal.print(line)
    terminal.print()


def _write(
    out: Path, request: Request, question: Question, assessed: "Assessed", *, ways: "Ways", language: Language
) -> Path:
    from tadasu.cli._assess_results import run_record
    from tadasu.reports import PathsReport, write_paths
    from tadasu.store import write_recorded

    others = {"to": question.to or "", "importer": question.importer or "", "most": str(question.most)}
    report = PathsReport(
        paths=ways.found,
        reasons=ways.reasons,
        versions=assessed.versions,
        language=language,
        invented=request.invented,
    )
    return write_recorded(
        out,
        lambda place: write_paths(report, place),
        lambda digest: run_record("paths", (out.name, digest), request, assessed, language=language, others=others),
    )


def _summary(question: Question, assessed: "Assessed", ways: "Ways") -> dict[str, object]:
    """The object of --json."""
    return {
        "to": question.to,
        "importer": question.importer,
        "most": question.most,
        "paths": [[step.declaration for step in path.steps] for path in ways.found],
        "fallen": [[step.declaration for step in path.steps] for path in ways.fell],
        "findings": list(dict.fromkeys(path.finding.id for path in ways.found)),
        "seconds": {stage: round(value, 3) for stage, value in assessed.seconds.items()},
        "versions": dict(sorted(assessed.versions.items())),
    }
