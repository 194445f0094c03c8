"""`tadasu law scope | duties`: which regimes bind a company, why, from when; what it must do, by when."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tadasu.cli._law_options import (
    AsJson,
    CompanyFile,
    Facts,
    Known,
    LanguageOption,
    LawRequest,
    On,
    RatesFile,
    Regimes,
    Set,
    Year,
    day_of,
)
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.law import Answer, Duty, DutyOn, Rule, Verdict

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
    request = _request(regime, fact, company, on, known, year, set_, rates)
    if companies is not None:
        if fact or company:
            raise UsageError("company-twice")
        check_outputs({"--out": out}, (companies, rates))
        scope_of_many(request, companies, terminal, out=out, as_json=as_json)
        return
    if out is not None:
        raise UsageError("out-needs-companies")
    answers = _answers(request)
    if as_json:
        terminal.json([_as_dict(one, terminal) for one in answers])
        return
    _print_answers(answers, terminal, why=why)


def duties(
    context: typer.Context,
    regime: Regimes = None,
    fact: Facts = None,
    company: CompanyFile = None,
    on: On = "",
    known: Known = "",
    year: Year = None,
    set_: Set = None,
    rates: RatesFile = None,
    year_end: Annotated[
        str, typer.Option("--year-end", metavar="MM-DD", help="Last day of the company's financial year.")
    ] = "03-31",
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """What a company must do under the regimes that bind it, or may bind it, and by when in the twelve months from --on."""
    from tadasu.law import Verdict, year_view
    from tadasu.reports import duty_basis_text, in_words, standing_text, verdict_text
    from tadasu.wording import date_text

    terminal: Terminal = context.obj
    request = _request(regime, fact, company, on, known, year, set_, rates)
    every = _answers(request)
    answers = [one for one in every if one.verdict is not Verdict.OUT]
    view = year_view(answers, start=request.on, year_end=_month_day(year_end))
    if as_json:
        terminal.json(
            [
                {
                    "regime": one.answer.regime.id,
                    "verdict": one.answer.verdict.name.lower(),
                    "status": one.answer.status.standing.value if one.answer.status else None,
                    "begins": one.begins.isoformat() if one.begins else None,
                    "concerns": one.concerns.name.lower(),
                    "duty": one.duty.id,
                    "name": one.duty.names[terminal.language],
                    "on": one.on.isoformat() if one.on else None,
                    "time": _time(one.duty),
                    "set": _set(one.duty),
                    "article": one.duty.basis.article,
                    "confidence": None if _set(one.duty) else one.duty.basis.confidence.value,
                }
                for one in view
            ]
        )
        return
    for one in every if request.regimes else ():
        if one.status is None:
            day = date_text(request.on, terminal.language)
            terminal.print(terminal.text("cli.law.nothing-yet", name=one.regime.id, day=day))
    heads = [terminal.text(f"cli.law.head.{part}") for part in ("day", "what", "due", "id", "basis")]
    lines = [
        [
            date_text(one.on, terminal.language) if one.on else "",
            _perhaps(in_words(one.duty.names, terminal.language), one.concerns, terminal),
            _when(one, terminal),
            f"{one.answer.regime.id}\n{verdict_text(one.answer.verdict, terminal.language)}\n"
            f"{standing_text(one.answer, terminal.language)}",
            duty_basis_text(one.duty, terminal.language),
        ]
        for one in view
    ]
    if lines:
        terminal.table(heads, lines)
    else:
        terminal.print(terminal.text("cli.law.no-duty"))
    _print_bans(answers, request.on, terminal)
    _print_sanctions(answers, terminal)
    terminal.print()
    terminal.print(terminal.text("cli.law.caution"))


def _perhaps(said: str, concerns: "Verdict", terminal: Terminal) -> str:
    """What is said, as a perhaps where it is open whether it concerns the company."""
    from tadasu.law import Verdict

    return said if concerns is Verdict.IN else terminal.text("law.maybe", said=said)


def _print_bans(answers: "Sequence[Answer]", start: date, terminal: Terminal) -> None:
    """What the regimes forbid the company, and from when where that is still to come."""
    from tadasu.law import year_of_bans
    from tadasu.reports import in_words

    rules = []
    for one in year_of_bans(answers, start=start):
        said = _perhaps(in_words(one.ban.names, terminal.language), one.concerns, terminal)
        rules.append((_from(one.begins, said, terminal), one.answer, one.ban))
    _print_rules("forbidden", rules, terminal)


def _print_sanctions(answers: "Sequence[Answer]", terminal: Terminal) -> None:
    """What may follow where they are broken."""
    from tadasu.law import Verdict
    from tadasu.reports import in_words

    found = [(answer, one, answer.concerns(one)) for answer in answers for one in answer.regime.sanctions]
    rules = [
        (_perhaps(in_words(one.names, terminal.language), concerns, terminal), answer, one)
        for answer, one, concerns in found
        if concerns is not Verdict.OUT
    ]
    _print_rules("follows", rules, terminal)


def _print_rules(title: str, rules: "Sequence[tuple[str, Answer, Rule]]", terminal: Terminal) -> None:
    """A table of what is said of each rule, its regime, and on what it rests; none where there is no rule."""
    from tadasu.reports import basis_text

    lines = [[said, answer.regime.id, basis_text(one.basis, terminal.language)] for said, answer, one in rules]
    if lines:
        terminal.print()
        terminal.table([terminal.text(f"cli.law.head.{part}") for part in (title, "id", "basis")], lines)


def _from(begins: date | None, said: str, terminal: Terminal) -> str:
    """What is said, from when where that is still to come."""
    from tadasu.wording import date_text

    if begins is None:
        return said
    return terminal.text("cli.law.begins", day=date_text(begins, terminal.language), due=said)


def _time(duty: "Duty") -> dict[str, object] | None:
    """The clock of a duty, of the day that was asked about."""
    clock = duty.due.clock
    if clock is None:
        return None
    return {"after": duty.due.after, "count": clock.count, "unit": clock.unit.value, "calendar": clock.calendar}


def _set(duty: "Duty") -> str | None:
    """The number of its clock, where that was set otherwise than its source says."""
    counted = duty.due.counted
    return counted.parameter if counted is not None and counted.chosen else None


def _when(one: "DutyOn", terminal: Terminal) -> str:
    """When it is due, and from when at all where the regime does not apply yet."""
    from tadasu.reports import due_text

    return _from(one.begins, due_text(one.duty.due, terminal.language), terminal)


def _request(
    regime: Sequence[str] | None,
    fact: Sequence[str] | None,
    company: Path | None,
    on: str,
    known: str,
    year: int | None,
    chosen: Sequence[str] | None,
    rates: Path | None,
) -> LawRequest:
    return LawRequest(
        regimes=tuple(regime or ()),
        facts=tuple(fact or ()),
        company=company,
        on=day_of(on),
        known=day_of(known, latest=True),
        year=year,
        chosen=tuple(chosen or ()),
        rates=rates,
    )


def _answers(request: LawRequest) -> "list[Answer]":
    """What each regime says of the one company."""
    from tadasu.law import Asked, answer

    one, rates = request.the_company(), request.rates_used()
    return [
        answer(
            regime,
            one,
            Asked(on=request.on, known=request.known, chosen=request.values_for(regime), rates=rates),
            year=request.year,
        )
        for regime in request.asked_of()
    ]


def _month_day(text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise UsageError("day-unreadable", value=text[:80]) from None
    return day.month, day.day


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
    from tadasu.reports import clause_lines

    return {
        "regime": answer.regime.id,
        "verdict": answer.verdict.name.lower() if answer.status else "not-yet",
        "status": answer.status.standing.value if answer.status else None,
        "ask": [{"fact": one.fact, "years_ago": one.ago} for one in answer.ask],
        "between": [{"fact": one.fact, "years_ago": one.ago} for one in answer.between],
        "rates": [{"currency": currency, "year": year} for currency, year in answer.rates],
        "prohibitions": _concerned(answer, [one for one in answer.regime.prohibitions if one.holds(answer.asked.on)]),
        "sanctions": _concerned(answer, answer.regime.sanctions),
        "dates": [
            {"what": one.what, "on": one.on.isoformat(), "for_sure": int(sure) == 3} for one, sure in answer.milestones
        ],
        "why": [[depth, line] for depth, line in clause_lines(answer, terminal.language)],
    }


def _concerned(answer: "Answer", several: "Sequence[Rule]") -> list[str]:
    """Ids of what concerns the company or may; nothing where the regime does not bind it."""
    from tadasu.law import Verdict

    if answer.verdict is Verdict.OUT:
        return []
    return [one.id for one in several if answer.concerns(one) is not Verdict.OUT]
