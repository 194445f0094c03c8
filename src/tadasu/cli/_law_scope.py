"""`tadasu law scope`: which regimes bind a company, why, from when."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._law_options import (
    AsJson,
    CompanyFile,
    Facts,
    Known,
    LanguageOption,
    On,
    RatesFile,
    Regimes,
    Set,
    Year,
    request_of,
)
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.law import Answer, FactOfYear, Rule

Companies = Annotated[
    Path | None,
    typer.Option(
        "--companies", metavar="FILE", help="Many companies: a column a fact (CSV, XLSX, Parquet), a column id."
    ),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="PATH", help="Write the answers to .csv or .parquet.")]
Why = Annotated[bool, typer.Option("--why", help="Every clause of the scope tests, and what it came to.")]


def scope(
    context: typer.Context,
    regime: Regimes = None,
    fact: Facts = None,
    company: CompanyFile = None,
    companies: Companies = None,
    on: On = "",
    known: Known = "",
    year: Year = None,
    set_: Set = None,
    rates: RatesFile = None,
    why: Why = False,
    out: Out = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Which regimes bind a company: in, out, undetermined (which facts to ask for), conflict (which sources disagree)."""
    from tadasu.cli._law_many import scope_of_many
    from tadasu.cli._outputs import check_outputs

    terminal: Terminal = context.obj
    request = request_of(regime, fact, company, on, known, year, set_, rates)
    if companies is not None:
        if fact or company:
            raise UsageError("company-twice")
        check_outputs({"--out": out}, (companies, rates))
        scope_of_many(request, companies, terminal, out=out, as_json=as_json)
        return
    if out is not None:
        raise UsageError("out-needs-companies")
    answers = request.answers()
    if as_json:
        terminal.json([_as_dict(one, terminal) for one in answers])
        return
    _print_answers(answers, terminal, why=why)


def _print_answers(answers: "Sequence[Answer]", terminal: Terminal, *, why: bool) -> None:
    from tadasu.law import Verdict
    from tadasu.reports import clause_lines, facts_text, in_words, standing_text, verdict_text

    order = sorted(answers, key=lambda one: (-one.verdict, one.regime.id))
    heads = [terminal.text(f"cli.law.head.{part}") for part in ("answer", "name", "status", "open")]
    lines = []
    for one in order:
        notes = []
        if one.ask:
            notes.append(terminal.text("cli.law.ask", facts=facts_text(one.ask, terminal.language)))
        if one.between:
            notes.append(terminal.text("cli.law.between", facts=facts_text(one.between, terminal.language)))
        notes += [terminal.text("cli.law.rate", currency=currency, year=year) for currency, year in one.rates]
        if one.verdict is not Verdict.OUT:
            notes += [_milestone(one, n, terminal) for n in range(len(one.milestones))]
            days = tuple(fact for fact in one.ask_for_days if fact not in one.ask)
            if days:
                notes.append(terminal.text("cli.law.ask-for-days", facts=facts_text(days, terminal.language)))
        lines.append(
            [
                verdict_text(one.verdict, terminal.language),
                f"{in_words(one.regime.names, terminal.language)}\n{one.regime.id}",
                standing_text(one, terminal.language),
                "\n".join(notes),
            ]
        )
    terminal.table(heads, lines)
    if why:
        for one in order:
            terminal.print()
            terminal.print(f"{in_words(one.regime.names, terminal.language)} ({one.regime.id})")
            for depth, line in clause_lines(one, terminal.language):
                terminal.print(f"{'  ' * (depth + 1)}{line}")
    terminal.print()
    terminal.print(terminal.text("cli.law.caution"))


def _milestone(answer: "Answer", number: int, terminal: Terminal) -> str:
    from tadasu.law import Verdict
    from tadasu.reports import basis_text
    from tadasu.wording import date_text

    one, verdict = answer.milestones[number]
    code = "cli.law.milestone" if verdict is Verdict.IN else "cli.law.milestone.perhaps"
    what = terminal.text(f"law.milestone.{one.what}")
    return terminal.text(
        code, what=what, day=date_text(one.on, terminal.language), basis=basis_text(one.basis, terminal.language)
    )


def _as_dict(answer: "Answer", terminal: Terminal) -> dict[str, object]:
    from tadasu.law import Verdict
    from tadasu.reports import clause_lines

    return {
        "regime": answer.regime.id,
        "verdict": answer.verdict.name.lower() if answer.status else "not-yet",
        "status": answer.status.standing.value if answer.status else None,
        "ask": _facts(answer.ask),
        "between": _facts(answer.between),
        "rates": [{"currency": currency, "year": year} for currency, year in answer.rates],
        "prohibitions": _concerned(answer, [one for one in answer.regime.prohibitions if one.holds(answer.asked.on)]),
        "sanctions": _concerned(answer, answer.regime.sanctions),
        "dates": [
            {"what": one.what, "on": one.on.isoformat(), "for_sure": sure is Verdict.IN}
            for one, sure in answer.milestones
        ],
        "ask_for_days": _facts(answer.ask_for_days),
        "why": [[depth, line] for depth, line in clause_lines(answer, terminal.language)],
    }


def _facts(several: "Sequence[FactOfYear]") -> list[dict[str, object]]:
    return [{"fact": one.fact, "years_ago": one.ago} for one in several]


def _concerned(answer: "Answer", several: "Sequence[Rule]") -> list[str]:
    """Ids of what concerns the company or may; nothing where the regime does not bind it."""
    from tadasu.law import Verdict

    if answer.verdict is Verdict.OUT:
        return []
    return [one.id for one in several if answer.concerns(one) is not Verdict.OUT]
