"""A regime as text for a terminal: what it is on a day, whom it binds, to what, by when, and on what each number rests."""

from collections.abc import Iterator
from datetime import date

from tadasu.law import LATEST, Asked, Duty, Expression, Parameter, Prohibition, Regime, duties_of
from tadasu.reports._law_words import due_text, in_words, place_text, set_text
from tadasu.reports._path_text import WIDTH, folded
from tadasu.reports._path_wrap import plain
from tadasu.reports._petition_words import help_text, need_text, parts_text
from tadasu.reports._regime_words import (
    alternative_text,
    caution_text,
    in_order,
    mark_text,
    milestone_text,
    scope_lines,
    seen_text,
    span_text,
    standing_on,
    status_text,
    verified_text,
    whom_text,
)
from tadasu.wording import Language, article_text, date_text, say

Lines = Iterator[tuple[int, str]]
"""How deep a line stands, and the line."""

_STEP = "  "


def regime_text(regime: Regime, *, on: date, language: Language) -> Iterator[str]:
    """Line by line, none wider than 80 cells but an address; every number is that of `on` where nothing else is said."""
    yield from _shown(_head(regime, on, language))
    for part, lines in (
        ("about", _about(regime, language)),
        ("status", _status(regime, language)),
        ("scope", _scope(regime, on, language)),
        ("numbers", _numbers(regime, on, language)),
        ("days", _days(regime, on, language)),
        ("duties", _duties(regime, on, language)),
        ("prohibitions", _prohibitions(regime, on, language)),
        ("issues", _issues(regime, on, language)),
        ("sanctions", _sanctions(regime, on, language)),
        ("supervisor", _supervisor(regime, on, language)),
        ("petition", _petition(regime, on, language)),
        ("verify", _verify(regime, language)),
        ("sources", _sources(regime, language)),
    ):
        shown = list(lines)
        if shown:
            yield ""
            yield say(f"law.part.{part}", {}, language)
            yield from _shown(iter(shown))


def _shown(lines: Lines) -> Iterator[str]:
    """Lines cut to the width; an address is left whole, so that it can be copied."""
    for depth, line in lines:
        indent = _STEP * depth
        if line.startswith(("https://", "http://")):
            yield indent + plain(line)
        else:
            yield from folded([(indent, line)], WIDTH)


def _head(regime: Regime, on: date, language: Language) -> Lines:
    """Name, id, kind, place; what it is on the day, and that it is no law where that is so."""
    yield 0, f"{in_words(regime.names, language)} ({regime.id})"
    kind = say(f"law.family.{regime.family.value}", {}, language)
    yield 0, say("list.separator", {}, language).join((kind, place_text(regime.place, language)))
    day = {"day": date_text(on, language), "standing": standing_on(regime, on, language)}
    yield 0, say("law.day.head", day, language)
    if status := regime.status_on(on, known=LATEST):
        yield 1, span_text(status.start, None, language)
        yield 1, mark_text(status.basis, status_text(status, language), language)
    if caution := caution_text(regime, on, language):
        yield 0, caution
    yield 0, verified_text(regime, language)
    yield 0, say("cli.law.caution", {}, language)


def _about(regime: Regime, language: Language) -> Lines:
    yield 1, in_words(regime.about, language)


def _status(regime: Regime, language: Language) -> Lines:
    for one in sorted(regime.status, key=lambda each: (each.start, each.recorded)):
        yield (
            1,
            say("law.since", {"standing": status_text(one, language), "day": date_text(one.start, language)}, language),
        )
        yield 2, mark_text(one.basis, status_text(one, language), language)


def _scope(regime: Regime, on: date, language: Language) -> Lines:
    """The test with the numbers of the day; each number with what it rests on below it."""
    if regime.scope is None:
        yield 1, say("law.scope.everyone", {}, language)
        return
    for line in scope_lines(regime, regime.scope, on=on, language=language, depth=1):
        yield line.depth, line.said
        if line.mark:
            yield line.depth + 1, line.mark


def _numbers(regime: Regime, on: date, language: Language) -> Lines:
    for one in regime.parameters.values():
        yield 1, in_words(one.names, language)
        yield from _values(regime, one, on, language)
        for other in one.alternatives:
            yield 2, say("law.number.other", {"said": alternative_text(one, other, language)}, language)
            source = {"source": f"[{other.source.id}]", "seen": seen_text(other.source, language)}
            yield 3, say("law.mark.source", source, language)


def _values(regime: Regime, one: Parameter, on: date, language: Language) -> Lines:
    """Every value with its days; the one that holds says so."""
    now = one.on(on, known=LATEST)
    for value in in_order(one.values):
        said = [
            set_text(one, value.value, language),
            span_text(value.start, value.end, language),
            say("law.learned", {"day": date_text(value.recorded, language)}, language),
        ]
        if value is now:
            said.append(say("law.number.now", {}, language))
        yield 2, say("list.separator", {}, language).join(said)
        yield 3, mark_text(value.basis, standing_on(regime, value.start, language), language)


def _days(regime: Regime, on: date, language: Language) -> Lines:
    for one in regime.milestones_on(on, known=LATEST):
        day = {"day": date_text(one.on, language), "what": milestone_text(one.what, language)}
        yield 1, say("law.day.line", day, language)
        yield 2, mark_text(one.basis, standing_on(regime, one.on, language), language)
        if one.who is not None:
            for line in scope_lines(regime, one.who, on=one.on, language=language, depth=3):
                yield line.depth, line.said
                if line.mark:
                    yield line.depth + 1, line.mark


def _duties(regime: Regime, on: date, language: Language) -> Lines:
    for one in duties_of(regime, Asked(on=on)):
        yield 1, in_words(one.names, language)
        yield 2, say("law.duty.to", {"to": in_words(one.to, language)}, language)
        yield 2, due_text(one.due, language)
        yield from _span(one, on, language)
        yield from _whom(regime, one.who, on, language)
        yield 2, mark_text(one.basis, standing_on(regime, on, language), language)


def _whom(regime: Regime, who: Expression | None, on: date, language: Language) -> Lines:
    """Whom of the bound it concerns, where that is not all."""
    if said := whom_text(regime, who, on, language):
        yield 2, said


def _span(one: Duty | Prohibition, on: date, language: Language) -> Lines:
    """The days between which a duty or ban is the law, where it is not always, and that this day is not one of them."""
    if span := span_text(one.start, one.end, language):
        yield 2, span if one.holds(on) else f"{span} ({say('law.duty.not-now', {}, language)})"


def _prohibitions(regime: Regime, on: date, language: Language) -> Lines:
    for one in regime.prohibitions:
        yield 1, in_words(one.names, language)
        yield 2, flows_text(one, language)
        yield from _span(one, on, language)
        for code, names in (("law.proof", one.proof), ("law.presumption", one.presumption)):
            if names:
                yield 2, say(code, {"said": in_words(names, language)}, language)
        yield from _whom(regime, one.who, on, language)
        yield 2, mark_text(one.basis, standing_on(regime, on, language), language)


def _petition(regime: Regime, on: date, language: Language) -> Lines:
    """To whom and from whom; then each field with what fills it, what helps, and what it rests on."""
    form, standing = regime.petition, standing_on(regime, on, language)
    if form is None:
        return
    for code, said in (("to", form.to), ("who", form.who), ("signs", form.signs)):
        if said is not None:
            yield 1, say(f"law.petition.{code}", {"said": in_words(said.names, language)}, language)
            yield 2, mark_text(said.basis, standing, language)
    for one in form.fields:
        yield 1, f"{in_words(one.names, language)} ({need_text(one, language)})"
        yield 2, parts_text(one, language)
        for each in one.helps:
            yield 2, help_text(each, language)
        yield 2, mark_text(one.basis, standing, language)


def flows_text(one: Prohibition, language: Language) -> str:
    """Into the country, out of it, at home; or that it is not about goods."""
    return say("list.separator", {}, language).join(
        say(f"law.flow.{flow}", {}, language) for flow in one.flows or ("none",)
    )


def _issues(regime: Regime, on: date, language: Language) -> Lines:
    for kind in dict.fromkeys(one.kind for one in regime.issues):
        yield 1, say(f"law.issue.kind.{kind}", {}, language)
        for one in regime.issues:
            if one.kind == kind:
                params = {"issue": in_words(one.names, language), "anchor": article_text(one.anchor, language)}
                yield 2, say("law.issue.anchor", params, language) if one.anchor else params["issue"]
                yield 3, mark_text(one.basis, standing_on(regime, on, language), language)


def _sanctions(regime: Regime, on: date, language: Language) -> Lines:
    for one in regime.sanctions:
        yield 1, in_words(one.names, language)
        yield from _whom(regime, one.who, on, language)
        yield 2, mark_text(one.basis, standing_on(regime, on, language), language)


def _supervisor(regime: Regime, on: date, language: Language) -> Lines:
    if regime.supervisor is not None:
        yield 1, in_words(regime.supervisor.names, language)
        yield 2, mark_text(regime.supervisor.basis, standing_on(regime, on, language), language)


def _verify(regime: Regime, language: Language) -> Lines:
    for one in sorted(regime.doubts, key=lambda each: each.since):
        params = {"what": in_words(one.what, language), "day": date_text(one.since, language)}
        yield 1, say("law.verify.since", params, language)


def _sources(regime: Regime, language: Language) -> Lines:
    for one in regime.sources.values():
        yield 1, f"[{one.id}] {one.title}"
        yield 2, f"{seen_text(one, language)}{say('list.separator', {}, language)}{date_text(one.checked, language)}"
        if one.url:
            yield 2, one.url
