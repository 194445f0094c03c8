"""The words of the law: answers, clauses, limits, days, what something rests on; in the language of the reader."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from tadasu.law import (
    Answer,
    AtLeast,
    Basis,
    Chosen,
    Claim,
    Claims,
    Clause,
    Clock,
    Compare,
    Counted,
    Due,
    Duty,
    Expression,
    FactOfYear,
    Flag,
    Label,
    Measure,
    OneOf,
    Parameter,
    Regime,
    Value,
    Verdict,
    Within,
    Years,
    calendar_of,
    events,
    fact_of,
    groups,
    is_place,
)
from tadasu.reports._path_words import country_text
from tadasu.schema import Money
from tadasu.wording import Language, article_text, codes, date_text, say


def in_words(names: Mapping[str, str], language: Language) -> str:
    """A text that is kept in both languages."""
    return names.get(language, "")


def verdict_text(verdict: Verdict, language: Language) -> str:
    """In, out, undetermined, conflict."""
    return say(f"law.verdict.{verdict.name.lower()}", {}, language)


def standing_text(answer: Answer, language: Language) -> str:
    """What the regime is on the day: in force, a bill, a model ...; or that it is nothing yet."""
    if answer.status is None:
        return say("law.standing.none", {}, language)
    return say(f"law.standing.{answer.status.standing.value}", {}, language)


def place_text(place: str, language: Language) -> str:
    """A country or a group of countries."""
    return in_words(groups()[place], language) if place in groups() else country_text(place, language)


def fact_text(fact: str, language: Language, *, ago: int = 0) -> str:
    """What a fact is called, with its place and its year.

    >>> fact_text("employees_in:jp", "en", ago=1)
    'Employees of the group there: Japan (the year before)'
    """
    stem, _, place = fact.partition(":")
    name = in_words(fact_of(fact).names, language)
    if place:
        name = say("law.fact.place", {"fact": name, "place": place_text(place, language)}, language)
    if ago:
        code = "law.fact.before" if ago == 1 else "law.fact.earlier"
        name = say(code, {"fact": name, "years": str(ago)}, language)
    return name if stem else fact


def facts_text(facts: tuple[FactOfYear, ...], language: Language) -> str:
    """Several facts in one line."""
    return say("list.separator", {}, language).join(fact_text(one.fact, language, ago=one.ago) for one in facts)


def value_text(value: Value | Claim, language: Language) -> str:
    """A number with its thousands set apart, an amount with its currency, a day, yes or no, places, words."""
    match value:
        case bool():
            return say("law.yes" if value else "law.no", {}, language)
        case Money(amount=amount, currency=currency):
            return f"{amount:,f} {currency}"
        case date():
            return date_text(value, language)
        case str():
            return _word(value, language)
        case frozenset():
            shown = [_word(one, language) for one in sorted(value)]
            return say("list.separator", {}, language).join(shown) or say("law.none", {}, language)
        case _:
            return f"{value:,f}"


def _word(word: str, language: Language) -> str:
    """A country by its name, a word that a fact may have by what it says; any other, as of a sector, as it is."""
    if is_place(word):
        return place_text(word, language)
    code = f"law.word.{word}"
    return say(code, {}, language) if code in codes() else word


def set_text(parameter: Parameter, value: Value, language: Language) -> str:
    """A value of a parameter: a word of a choice by what it says, a share in per cent, a weight with its unit."""
    if isinstance(value, str) and value in parameter.words:
        return in_words(parameter.words[value], language)
    if isinstance(value, Decimal) and parameter.unit is Measure.SHARE:
        return percent_text(value, language)
    if parameter.unit is Measure.KG:
        return say("law.unit.kg", {"value": value_text(value, language)}, language)
    return value_text(value, language)


def percent_text(share: Decimal, language: Language) -> str:
    """A share that was set, in per cent and not rounded.

    >>> percent_text(Decimal("0.125"), "ja")
    '12.5％'
    """
    return say("law.unit.share", {"value": f"{(share * 100).normalize():,f}"}, language)


def article_of(cited: Basis | Label, language: Language) -> str:
    """Where something is written: as the regime says it in this language, else by the rules of citation."""
    return cited.articles.get(language) or article_text(cited.article, language)


def basis_text(basis: Basis, language: Language) -> str:
    """Article, text, how sure, and whether somebody has read the official text."""
    params = {
        "article": article_of(basis, language),
        "source": basis.source.title,
        "sure": say(f"law.confidence.{basis.confidence.value}", {}, language),
        "seen": say(f"law.seen.{basis.source.seen.value}", {}, language),
    }
    return say("law.basis", params, language)


def clock_text(clock: Clock, language: Language) -> str:
    """So many working days by the calendar of Japan."""
    calendar = in_words(calendar_of(clock.calendar).names, language)
    code = f"law.clock.{clock.unit.value}" + (".one" if clock.count == 1 else "")
    return say(code, {"count": str(clock.count), "calendar": calendar}, language)


def time_text(clock: Clock | None, counted: Counted | None, language: Language) -> str:
    """A clock; where its count is a parameter without a value on the day, that of the value to come, or that there is none."""
    shown = counted.later[1] if clock is None and counted is not None and counted.later is not None else clock
    return say("law.clock.none", {}, language) if shown is None else clock_text(shown, language)


def counted_text(said: str, counted: Counted | None, language: Language) -> str:
    """What is said of a time, and that its number was set otherwise, or from when it is the law."""
    if counted is not None and counted.chosen:
        return say("law.number.set", {"said": said}, language)
    if counted is not None and counted.later is not None:
        return say("law.number.later", {"said": said, "day": date_text(counted.later[0], language)}, language)
    return said


def due_text(due: Due, language: Language) -> str:
    """When something is due."""
    if due.clock is not None or due.counted is not None:
        params = {
            "clock": time_text(due.clock, due.counted, language),
            "event": in_words(events()[due.after], language),
        }
        return counted_text(say("law.due.after", params, language), due.counted, language)
    if due.each_year is not None:
        month, day = due.each_year
        name = say(f"month.{month:02}", {}, language) if language == "en" else str(month)
        return say("law.due.each-year", {"month": name, "day": str(day)}, language)
    if due.on is not None:
        return say("law.due.on", {"day": date_text(due.on, language)}, language)
    return say("law.due.ongoing", {}, language)


def duty_basis_text(duty: Duty, language: Language) -> str:
    """What a duty rests on; where the number of its clock was set otherwise the article alone, for no source says so."""
    if duty.due.counted is not None and duty.due.counted.chosen:
        return article_of(duty.basis, language)
    return basis_text(duty.basis, language)


def clause_lines(answer: Answer, language: Language) -> Iterator[tuple[int, str]]:
    """The scope test line by line, each with how deep it stands; nothing for a regime without one."""
    if answer.clause is not None:
        yield from _lines(answer.regime, answer.clause, 0, language)


def _lines(regime: Regime, clause: Clause, depth: int, language: Language) -> Iterator[tuple[int, str]]:
    said = clause_text(regime, clause, language)
    yield depth, f"[{verdict_text(clause.verdict, language)}] {said}"
    for part in clause.parts:
        yield from _lines(regime, part, depth + 1, language)


def clause_text(regime: Regime, clause: Clause, language: Language) -> str:
    """What a clause is called or asks, what is known, and where it is written."""
    one = clause.expression
    label, name = one.label, in_words(one.label.names, language)
    said = asked_text(regime, one, language, limit=clause.limit, ago=clause.ago)
    if clause.claims is not None:
        said = say("law.clause.known", {"asked": said, "known": claims_text(clause.claims, language)}, language)
    if name:
        said = name if clause.parts else say("law.scope.named-bare", {"name": name, "parts": said}, language)
    basis = clause.rests_on.basis if clause.rests_on is not None else label.basis
    if basis is not None:
        said = say("law.clause.rests", {"said": said, "basis": basis_text(basis, language)}, language)
    elif label.article:
        said = say("law.clause.named", {"name": said, "article": article_of(label, language)}, language)
    if clause.rate_year is not None:
        said = say("law.clause.converted", {"said": said, "year": str(clause.rate_year)}, language)
    return said


def asked_text(regime: Regime, one: Expression, language: Language, *, limit: Value | None = None, ago: int = 0) -> str:
    """What an expression asks of the financial year `ago` years before the last; `limit` is the number of a comparison."""
    match one:
        case Compare(fact=fact, relation=relation, parameter=name):
            shown = set_text(regime.parameters[name], limit, language) if limit is not None else "?"
            params = {"fact": fact_text(fact, language, ago=ago), "limit": shown}
            return say(f"law.clause.{relation.value}", params, language)
        case Flag(fact=fact, expected=expected):
            params = {"fact": fact_text(fact, language), "expected": value_text(expected, language)}
            return say("law.clause.is", params, language)
        case Within(fact=fact, place=place):
            return say(
                "law.clause.within", {"fact": fact_text(fact, language), "place": place_text(place, language)}, language
            )
        case OneOf(fact=fact, words=words):
            shown = say("list.separator", {}, language).join(_word(word, language) for word in sorted(words))
            return say("law.clause.one-of", {"fact": fact_text(fact, language), "words": shown}, language)
        case Chosen(parameter=name, word=word):
            parameter = regime.parameters[name]
            params = {"choice": in_words(parameter.names, language), "word": set_text(parameter, word, language)}
            return say("law.clause.chosen", params, language)
        case AtLeast(count=count):
            return say("law.clause.at-least", {"count": str(count)}, language)
        case Years(last=last, least=least):
            return say("law.clause.years", {"last": str(last), "least": str(least)}, language)
    return say(f"law.clause.{type(one).__name__.lower()}", {}, language)


def claims_text(claims: Claims, language: Language) -> str:
    """What each source says; of one source alone, only what it says."""
    if not claims:
        return say("law.unknown", {}, language)
    if len(claims) == 1:
        return value_text(next(iter(claims.values())), language)
    said = (
        say("law.claim", {"source": source or "?", "value": value_text(claim, language)}, language)
        for source, claim in sorted(claims.items())
    )
    return say("list.separator", {}, language).join(said)
