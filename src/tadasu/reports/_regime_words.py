"""The words that a regime is shown with, in a terminal, on a page, in a picture: beside every number its article, its text,
what the regime was in law on that day, how sure we are, and whether somebody has read the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tadasu.law import (
    LATEST,
    Alternative,
    Asked,
    Basis,
    Chosen,
    Compare,
    Dated,
    Expression,
    Parameter,
    Regime,
    Source,
    Standing,
    Status,
    left_of,
    parts_of,
    walk,
)
from tadasu.reports._law_words import article_of, asked_text, in_words, set_text
from tadasu.wording import Language, date_text, say

_CAUTIONS = {
    Standing.IN_FORCE: "",
    Standing.ADOPTED: "law.caution.adopted",
    Standing.SUSPENDED: "law.caution.over",
    Standing.REPEALED: "law.caution.over",
}
"""What is said of a regime that does not bind as it is; of every other standing, that it is no law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """A line of a scope test, how deep it stands, and what its number rests on."""

    depth: int
    said: str
    mark: str = ""


def status_text(status: Status | None, language: Language) -> str:
    """What a regime is: in force, a bill, a model ...; or that it is nothing yet."""
    return say(f"law.standing.{status.standing.value if status else 'none'}", {}, language)


def standing_on(regime: Regime, day: date, language: Language) -> str:
    """What a regime is on a day, as it is known now."""
    return status_text(regime.status_on(day, known=LATEST), language)


def last_recorded(regime: Regime) -> date:
    """The day on which something was last written down about a regime: what is shown without a day is as of this one."""
    numbers = (value.recorded for one in regime.parameters.values() for value in one.values)
    days = (one.recorded for several in (regime.status, regime.milestones) for one in several)
    return max((*numbers, *days, *(one.checked for one in regime.sources.values())))


def standings_text(regime: Regime, language: Language) -> str:
    """What it is and will be, each with its first day; what is the same after as before is said once."""
    said: list[tuple[Standing, str]] = []
    for one in sorted(regime.status, key=lambda each: (each.start, each.recorded)):
        if not said or said[-1][0] is not one.standing:
            since = {"standing": status_text(one, language), "day": date_text(one.start, language)}
            said.append((one.standing, say("law.since", since, language)))
    return say("list.separator", {}, language).join(text for _, text in said)


def caution_text(regime: Regime, day: date, language: Language) -> str:
    """That a regime is no law, or does not bind on this day; empty where it is in force."""
    status = regime.status_on(day, known=LATEST)
    code = "law.caution.none" if status is None else _CAUTIONS.get(status.standing, "law.caution.not-law")
    return say(code, {}, language) if code else ""


def mark_text(basis: Basis, standing: str, language: Language, *, source: str = "") -> str:
    """Where something is written and how far it can be relied on; `source` stands for the text, else its id in brackets."""
    params = {
        "article": article_of(basis, language),
        "source": source or f"[{basis.source.id}]",
        "standing": standing,
        "sure": say(f"law.confidence.{basis.confidence.value}", {}, language),
        "seen": seen_text(basis.source, language),
    }
    return say("law.mark", params, language)


def seen_text(source: Source, language: Language) -> str:
    """Whether somebody of ours has read a text."""
    return say(f"law.seen.{source.seen.value}", {}, language)


def span_text(start: date | None, end: date | None, language: Language) -> str:
    """From a day to a day; empty where neither is set."""
    shown = {"start": date_text(start, language), "end": date_text(end, language)}
    if start is not None and end is not None:
        return say("law.span.between", shown, language)
    if start is not None:
        return say("law.span.from", shown, language)
    return say("law.span.until", shown, language) if end is not None else ""


def alternative_text(parameter: Parameter, one: Alternative, language: Language) -> str:
    """Another value of a choice, and whose it is."""
    params = {
        "value": set_text(parameter, one.value, language),
        "origin": in_words(one.origins, language),
        "like": one.like,
    }
    return say("law.alternative.like" if one.like else "law.alternative", params, language)


def in_order(values: Iterable[Dated]) -> list[Dated]:
    """Values by the day from which they hold; of one day, the one learned last comes last."""
    return sorted(values, key=lambda one: (one.start, one.recorded))


def verified_text(regime: Regime, language: Language) -> str:
    """How many of the entries somebody has verified."""
    found = list(bases_of(regime))
    params = {"all": str(len(found)), "sure": str(sum(one.verified for one in found))}
    return say("law.verified", params, language)


def bases_of(regime: Regime) -> Iterator[Basis]:
    """What every status, number, day, harm, duty, ban, sanction and field of a petition of a regime rests on."""
    for parameter in regime.parameters.values():
        yield from (one.basis for one in parameter.values)
    for several in (
        regime.status,
        regime.milestones,
        regime.issues,
        regime.duties,
        regime.prohibitions,
        regime.sanctions,
    ):
        yield from (one.basis for one in several)
    if regime.supervisor is not None:
        yield regime.supervisor.basis
    if (form := regime.petition) is not None:
        yield from (form.to.basis, form.who.basis, *(one.basis for one in form.fields))
        if form.signs is not None:
            yield form.signs.basis


def milestone_text(what: str, language: Language) -> str:
    """What happens on a day that a regime names."""
    return say(f"law.milestone.{what}", {}, language)


def scope_lines(
    regime: Regime, one: Expression, *, on: date, language: Language, source: str = "", depth: int = 0
) -> Iterator[ScopeLine]:
    """A scope test with the numbers and the choices of a day, from the outside in; that it has choices is said first.

    `source` is how a text is shown, with `{id}` for its id.
    """
    left = left_of(one, regime, Asked(on=on))
    if any(isinstance(each, Chosen) for each in walk(one)):
        yield ScopeLine(depth=depth, said=say("law.scope.settled", {}, language))
    if isinstance(left, bool):
        yield ScopeLine(depth=depth, said=say("law.scope.everyone" if left else "law.scope.nobody", {}, language))
    else:
        yield from _scope_lines(regime, left, on, language, source, depth)


def whom_text(regime: Regime, who: Expression | None, on: date, language: Language) -> str:
    """Whom of the bound a duty, ban or sanction concerns, on one line, as the choices of the day are; empty for all of them."""
    left = True if who is None else left_of(who, regime, Asked(on=on))
    if left is True or who is None:
        return ""
    if left is False:
        return in_words(who.label.names, language) or say("law.whom.nobody", {}, language)
    said = [line.said for line in _scope_lines(regime, left, on, language, "", 0)]
    return say("law.whom", {"who": say("list.separator", {}, language).join(said)}, language)


def _scope_lines(
    regime: Regime, one: Expression, on: date, language: Language, source: str, depth: int
) -> Iterator[ScopeLine]:
    rests_on = _dated(regime, one, on)
    mark = say("law.number.none", {}, language) if isinstance(one, Compare) else ""
    basis = rests_on.basis if rests_on is not None else one.label.basis
    if basis is not None:
        shown = source.format(id=basis.source.id)
        mark = mark_text(basis, standing_on(regime, on, language), language, source=shown)
    yield ScopeLine(depth=depth, said=_said(regime, one, rests_on, language), mark=mark)
    for part in parts_of(one):
        yield from _scope_lines(regime, part, on, language, source, depth + 1)


def _dated(regime: Regime, one: Expression, on: date) -> Dated | None:
    """The entry of the law that an expression rests on, on a day."""
    if not isinstance(one, Compare):
        return None
    return regime.parameters[one.parameter].on(on, known=LATEST)


def _said(regime: Regime, one: Expression, rests_on: Dated | None, language: Language) -> str:
    """The name of a clause, where it has one, and what it asks."""
    said = asked_text(regime, one, language, limit=rests_on.value if rests_on else None)
    name, article = in_words(one.label.names, language), article_of(one.label, language)
    if name and article:
        return say("law.scope.named", {"name": name, "article": article, "parts": said}, language)
    if name:
        return say("law.scope.named-bare", {"name": name, "parts": said}, language)
    return say("law.clause.named", {"name": said, "article": article}, language) if article else said
