"""`tadasu law duties`: what a company must do, by when; what it may not do, and what may follow."""

from collections.abc import Mapping, Sequence
from datetime import date
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
    request_of,
)
from tadasu.cli._terminal import Terminal
from tadasu.schema import UsageError

if TYPE_CHECKING:
    from tadasu.law import Answer, BanOn, Duty, DutyOn, Named, Rule, Verdict


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
    from tadasu.law import Verdict, year_of_bans, year_view

    terminal: Terminal = context.obj
    request = request_of(regime, fact, company, on, known, year, set_, rates)
    every = request.answers()
    answers = [one for one in every if one.verdict is not Verdict.OUT]
    view = year_view(answers, start=request.on, year_end=_month_day(year_end))
    bans = year_of_bans(answers, start=request.on)
    sanctions = _sanctions(answers)
    if as_json:
        for line in _nothing_yet(request, every, terminal):
            terminal.note(line)
        rows = [_duty_row(one, terminal) for one in view]
        rows += [_ban_row(one, terminal) for one in bans]
        rows += [_sanction_row(answer, one, concerns, terminal) for answer, one, concerns in sanctions]
        terminal.json(rows)
        return
    for line in _nothing_yet(request, every, terminal):
        terminal.print(line)
    _print_duties(view, terminal)
    _print_bans(bans, terminal)
    _print_sanctions(sanctions, terminal)
    terminal.print()
    terminal.print(terminal.text("cli.law.caution"))


def _nothing_yet(request: LawRequest, answers: "Sequence[Answer]", terminal: Terminal) -> list[str]:
    """Of each regime that was named and is nothing yet on the day, that it is so."""
    from tadasu.wording import date_text

    day = date_text(request.on, terminal.language)
    several = [one for one in answers if one.status is None] if request.regimes else []
    return [terminal.text("cli.law.nothing-yet", name=one.regime.id, day=day) for one in several]


def _sanctions(answers: "Sequence[Answer]") -> "list[tuple[Answer, Named, Verdict]]":
    """What may follow where duties and prohibitions are broken, and whether it can meet the company."""
    from tadasu.law import Verdict

    found = [(answer, one, answer.concerns(one)) for answer in answers for one in answer.regime.sanctions]
    return [(answer, one, concerns) for answer, one, concerns in found if concerns is not Verdict.OUT]


# As JSON


def _duty_row(one: "DutyOn", terminal: Terminal) -> dict[str, object]:
    return {
        **_row("duty", one.answer, one.concerns),
        "begins": one.begins.isoformat() if one.begins else None,
        "duty": one.duty.id,
        "name": one.duty.names[terminal.language],
        "on": one.on.isoformat() if one.on else None,
        "time": _time(one.duty),
        "set": _set(one.duty),
        "article": one.duty.basis.article,
        "confidence": None if _set(one.duty) else one.duty.basis.confidence.value,
    }


def _ban_row(one: "BanOn", terminal: Terminal) -> dict[str, object]:
    return {
        **_row("forbidden", one.answer, one.concerns),
        "begins": one.begins.isoformat() if one.begins else None,
        "prohibition": one.ban.id,
        **_said(one.ban, terminal),
    }


def _sanction_row(answer: "Answer", one: "Named", concerns: "Verdict", terminal: Terminal) -> dict[str, object]:
    return {**_row("follows", answer, concerns), "sanction": one.id, **_said(one, terminal)}


def _row(kind: str, answer: "Answer", concerns: "Verdict") -> Mapping[str, object]:
    """What every row says."""
    return {
        "kind": kind,
        "regime": answer.regime.id,
        "verdict": answer.verdict.name.lower(),
        "status": answer.status.standing.value if answer.status else None,
        "concerns": concerns.name.lower(),
    }


def _said(one: "Rule", terminal: Terminal) -> Mapping[str, object]:
    """What a rule is called, and on what it rests."""
    return {
        "name": one.names[terminal.language],
        "article": one.basis.article,
        "confidence": one.basis.confidence.value,
    }


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


# As tables


def _print_duties(view: "Sequence[DutyOn]", terminal: Terminal) -> None:
    """A table of the duties, those with a day first; that there is none where there is none."""
    from tadasu.reports import duty_basis_text, in_words, standing_text, verdict_text
    from tadasu.wording import date_text

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


def _print_bans(bans: "Sequence[BanOn]", terminal: Terminal) -> None:
    """What the regimes forbid the company, and from when where that is still to come."""
    from tadasu.reports import in_words

    rules = []
    for one in bans:
        said = _perhaps(in_words(one.ban.names, terminal.language), one.concerns, terminal)
        rules.append((_from(one.begins, said, terminal), one.answer, one.ban))
    _print_rules("forbidden", rules, terminal)


def _print_sanctions(sanctions: "Sequence[tuple[Answer, Named, Verdict]]", terminal: Terminal) -> None:
    """What may follow where they are broken."""
    from tadasu.reports import in_words

    rules = [
        (_perhaps(in_words(one.names, terminal.language), concerns, terminal), answer, one)
        for answer, one, concerns in sanctions
    ]
    _print_rules("follows", rules, terminal)


def _print_rules(title: str, rules: "Sequence[tuple[str, Answer, Rule]]", terminal: Terminal) -> None:
    """A table of what is said of each rule, its regime, and on what it rests; none where there is no rule."""
    from tadasu.reports import basis_text

    lines = [[said, answer.regime.id, basis_text(one.basis, terminal.language)] for said, answer, one in rules]
    if lines:
        terminal.print()
        terminal.table([terminal.text(f"cli.law.head.{part}") for part in (title, "id", "basis")], lines)


def _perhaps(said: str, concerns: "Verdict", terminal: Terminal) -> str:
    """What is said, as a perhaps where it is open whether it concerns the company."""
    from tadasu.law import Verdict

    return said if concerns is Verdict.IN else terminal.text("law.maybe", said=said)


def _from(begins: date | None, said: str, terminal: Terminal) -> str:
    """What is said, from when where that is still to come."""
    from tadasu.wording import date_text

    if begins is None:
        return said
    return terminal.text("cli.law.begins", day=date_text(begins, terminal.language), due=said)


def _when(one: "DutyOn", terminal: Terminal) -> str:
    """When it is due, and from when at all where the regime does not apply yet."""
    from tadasu.reports import due_text

    return _from(one.begins, due_text(one.duty.due, terminal.language), terminal)


def _month_day(text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise UsageError("day-unreadable", value=text[:80]) from None
    return day.month, day.day
