"""The parts of the page of a regime: tables in which beside every number stands what it rests on and how sure that is."""

from collections.abc import Iterator
from datetime import date

from tadasu.law import LATEST, Asked, Basis, Expression, Regime, Rule, duties_of
from tadasu.reports._law_words import due_text, in_words, set_text
from tadasu.reports._markdown import item, table, text
from tadasu.reports._petition_words import help_text, need_text, parts_text
from tadasu.reports._regime_text import flows_text
from tadasu.reports._regime_words import (
    in_order,
    mark_text,
    milestone_text,
    scope_lines,
    seen_text,
    span_text,
    standing_on,
    status_text,
    whom_text,
)
from tadasu.wording import Language, article_text, date_text, say

Lines = Iterator[str]

TEXT = "\0{id}\0"
"""How the id of a text is written until it is linked."""


def status(regime: Regime, language: Language) -> Lines:
    """What it is, from when, as was learned when."""
    rows = (
        (
            date_text(one.start, language),
            status_text(one, language),
            date_text(one.recorded, language),
            mark(one.basis, status_text(one, language), language),
        )
        for one in sorted(regime.status, key=lambda each: (each.start, each.recorded))
    )
    yield from table(heads(language, "since", "status", "learned", "basis"), rows)


def scope(regime: Regime, on: date, language: Language) -> Lines:
    """Whom it binds, with the numbers of a day."""
    if regime.scope is None:
        yield say("law.scope.everyone", {}, language)
        yield ""
        return
    yield say("law.page.as-of", {"day": date_text(on, language)}, language)
    yield ""
    yield from _tree(regime, regime.scope, on, language)


def numbers(regime: Regime, language: Language) -> Lines:
    """Every value that was or will be."""
    rows = (
        (
            text(in_words(one.names, language)),
            text(set_text(one, value.value, language)),
            span_text(value.start, value.end, language),
            date_text(value.recorded, language),
            mark(value.basis, standing_on(regime, value.start, language), language),
        )
        for one in regime.parameters.values()
        for value in in_order(one.values)
    )
    yield from table(heads(language, "number", "value", "when", "learned", "basis"), rows)


def choices(regime: Regime, language: Language) -> Lines:
    """What else could be set, and whose proposal that is."""
    none = say("law.none", {}, language)
    rows = (
        (
            text(in_words(one.names, language)),
            text(set_text(one, other.value, language)),
            text(in_words(other.origins, language)),
            f"`{other.like}`" if other.like else none,
            f"{text(other.source.title)} ({seen_text(other.source, language)})",
        )
        for one in regime.parameters.values()
        for other in one.alternatives
    )
    yield from table(heads(language, "choice", "value", "origin", "like", "source"), rows)


def days(regime: Regime, on: date, language: Language) -> Lines:
    """What begins or is due when, and for whom."""
    in_time = regime.milestones_on(on, known=LATEST)
    everyone = say("law.page.all", {}, language)
    rows = (
        (
            date_text(one.on, language),
            milestone_text(one.what, language),
            everyone if one.who is None else _condition(regime, one.who, one.on, language),
            mark(one.basis, standing_on(regime, one.on, language), language),
        )
        for one in in_time
    )
    yield from table(heads(language, "day", "what", "who", "basis"), rows)


def duties(regime: Regime, on: date, language: Language) -> Lines:
    """What must be done, before whom, by when."""
    rows = (
        (
            _named(regime, one, on, language),
            text(in_words(one.to, language)),
            text(due_text(one.due, language)),
            span_text(one.start, one.end, language) or say("law.page.with-regime", {}, language),
            mark(one.basis, standing_on(regime, on, language), language),
        )
        for one in duties_of(regime, Asked(on=on))
    )
    yield from table(heads(language, "duty", "to", "due", "when", "basis"), rows)


def prohibitions(regime: Regime, on: date, language: Language) -> Lines:
    """What may not be done, what must be shown by whom, what is presumed."""
    none = say("law.page.unsaid", {}, language)
    rows = (
        (
            "<br>".join(filter(None, (_named(regime, one, on, language), span_text(one.start, one.end, language)))),
            flows_text(one, language),
            text(in_words(one.proof, language)) or none,
            text(in_words(one.presumption, language)) or none,
            mark(one.basis, standing_on(regime, on, language), language),
        )
        for one in regime.prohibitions
    )
    yield from table(heads(language, "prohibition", "flow", "proof", "presumption", "basis"), rows)


def issues(regime: Regime, on: date, language: Language) -> Lines:
    """The harms, one by one."""
    rows = (
        (
            text(in_words(one.names, language)),
            say(f"law.issue.kind.{one.kind}", {}, language),
            text(article_text(one.anchor, language)) or say("law.page.unsaid", {}, language),
            mark(one.basis, standing_on(regime, on, language), language),
        )
        for one in regime.issues
    )
    yield from table(heads(language, "harm", "kind", "treaty", "basis"), rows)


def sanctions(regime: Regime, on: date, language: Language) -> Lines:
    """What follows where it is broken."""
    rows = (
        (_named(regime, one, on, language), mark(one.basis, standing_on(regime, on, language), language))
        for one in regime.sanctions
    )
    yield from table(heads(language, "sanction", "basis"), rows)


def supervisor(regime: Regime, on: date, language: Language) -> Lines:
    """Who sees to it."""
    if regime.supervisor is not None:
        rests_on = mark(regime.supervisor.basis, standing_on(regime, on, language), language)
        yield f"{text(in_words(regime.supervisor.names, language))} · {rests_on}"
        yield ""


def petition(regime: Regime, on: date, language: Language) -> Lines:
    """To whom, from whom, and field by field what a petition has to hold."""
    form = regime.petition
    if form is None:
        return
    standing = standing_on(regime, on, language)
    for code, one in (("to", form.to), ("who", form.who), ("signs", form.signs)):
        if one is not None:
            said = say(f"law.petition.{code}", {"said": in_words(one.names, language)}, language)
            yield item(f"{text(said)} · {mark(one.basis, standing, language)}")
    yield ""
    none = say("law.page.unsaid", {}, language)
    rows = (
        (
            text(in_words(one.names, language)),
            need_text(one, language),
            text(parts_text(one, language)),
            "<br>".join(text(help_text(each, language)) for each in one.helps) or none,
            mark(one.basis, standing, language),
        )
        for one in form.fields
    )
    yield from table(heads(language, "field", "asked", "from", "helps", "basis"), rows)


def heads(language: Language, *codes: str) -> list[str]:
    """The heads of columns."""
    return [say(f"law.page.{code}", {}, language) for code in codes]


def _named(regime: Regime, one: Rule, on: date, language: Language) -> str:
    """What a duty, ban or sanction is called, and below it whom of the bound it concerns where that is not all."""
    whom = whom_text(regime, one.who, on, language)
    name = text(in_words(one.names, language))
    return f"{name}<br>{text(whom)}" if whom else name


def _tree(regime: Regime, one: Expression, on: date, language: Language) -> Lines:
    """A scope test as a list in lists, with the numbers of a day."""
    for line in scope_lines(regime, one, on=on, language=language, source=TEXT):
        rests_on = linked(line.mark, language)
        yield item(f"{text(line.said)} · {rests_on}" if rests_on else text(line.said), depth=line.depth)
    yield ""


def _condition(regime: Regime, one: Expression, on: date, language: Language) -> str:
    """A scope test in one cell, a line a clause."""
    lines = scope_lines(regime, one, on=on, language=language)
    return "<br>".join("&emsp;" * line.depth + text(line.said) for line in lines)


def mark(basis: Basis, standing: str, language: Language) -> str:
    """What something rests on, its text linked to the table of texts."""
    return linked(mark_text(basis, standing, language, source=TEXT.format(id=basis.source.id)), language)


def linked(said: str, language: Language) -> str:
    """Text in which the id of a text, marked as `TEXT` does, leads to the table of texts."""
    pieces = text(said).split("\0")
    part = say("law.part.sources", {}, language).lower().replace(" ", "-")
    ids = (f"[{piece}](#{part})" if n % 2 else piece for n, piece in enumerate(pieces))
    return "".join(ids)
