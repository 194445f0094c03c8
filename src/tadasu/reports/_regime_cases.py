"""The words of a case that a regime is held to: the day, the company, the answer; a variant says only what differs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from tadasu.law import LATEST, Example, FactId, FactOfYear, Hinge, Regime, Turn, Value
from tadasu.reports._law_words import claims_text, fact_text, facts_text, in_words, set_text, value_text
from tadasu.wording import Language, codes, date_text, say

Lines = Iterator[str]


class CaseRow(NamedTuple):
    """A row of the table of cases; a cell is one line or several."""

    name: Sequence[str]
    days: Sequence[str]
    company: Sequence[str]
    answer: Sequence[str]


def case_rows(examples: Sequence[Example], regime: Regime, language: Language) -> Iterator[CaseRow]:
    """A row a case as it is written, and one for the facts on which it hinges where it names them."""
    grouped = {number: list(several) for number, several in groupby(examples, key=lambda one: one.number)}
    written = {number: [one for one in several if one.hinge is None] for number, several in grouped.items()}
    for number, several in grouped.items():
        cases, base = written[number], written.get(number[:-1], [])
        days = tuple(dict.fromkeys(_day(one, language) for one in cases))
        yield CaseRow(
            name=(_numbered("law.case.name", cases[0], language),),
            days=days,
            company=tuple(_company(cases, base, regime, language)),
            answer=tuple(_answer(cases[0], regime, language)),
        )
        hinges = [one for one in several if one.hinge is not None]
        if hinges:
            yield CaseRow(
                name=(_numbered("law.case.hinges", cases[0], language),),
                days=days,
                company=tuple(dict.fromkeys(_hinge(one.hinge, language) for one in hinges if one.hinge is not None)),
                answer=tuple(_turned(hinges, language)),
            )


def _numbered(code: str, case: Example, language: Language) -> str:
    return say(code, {"number": _number(case), "name": in_words(case.names, language)}, language)


def _number(case: Example) -> str:
    """3 for the third case, 3.2 for its second variant."""
    return ".".join(map(str, case.number))


def _day(case: Example, language: Language) -> str:
    """The day whose law is asked for, and as it was known when."""
    day = {"day": date_text(case.on, language)}
    if case.known == LATEST:
        return day["day"]
    return say("law.case.day", {**day, "known": date_text(case.known, language)}, language)


def _company(cases: Sequence[Example], base: Sequence[Example], regime: Regime, language: Language) -> Lines:
    """What is known of the company, a line a fact, and what is set otherwise in the regime; of a variant what differs."""
    known = [*_facts(cases[0], base, language), *_settings(cases, base, regime, language)]
    if not base:
        yield from known or [say("law.case.nothing", {}, language)]
        return
    yield say("law.case.but" if known else "law.case.same", {"number": _number(base[0])}, language)
    yield from known


def _facts(case: Example, base: Sequence[Example], language: Language) -> Lines:
    claims = case.company.claims
    before = base[0].company.claims if base else {}
    for key in dict.fromkeys((*claims, *before)):
        if claims.get(key) != before.get(key):
            fact, ago = key
            said = {
                "source": fact_text(fact, language, ago=ago),
                "value": claims_text(claims.get(key, {}), language),
            }
            yield say("law.claim", said, language)


def _settings(cases: Sequence[Example], base: Sequence[Example], regime: Regime, language: Language) -> Lines:
    """What is set; where a case holds for each of several values, all of them."""
    now, before = _set(cases), _set(base)
    for name in dict.fromkeys((*before, *now)):
        parameter = regime.parameters[name]
        said = {"name": in_words(parameter.names, language)}
        if name not in now:
            yield say("law.case.unset", said, language)
        elif now[name] != before.get(name):
            values = [set_text(parameter, one, language) for one in now[name]]
            shown = say("list.separator", {}, language).join(values)
            yield say("law.case.set-each" if len(values) > 1 else "law.case.set", {**said, "value": shown}, language)


def _set(cases: Sequence[Example]) -> dict[str, list[Value]]:
    """Each value to which each parameter is set in several cases."""
    found: dict[str, list[Value]] = {}
    for one in cases:
        for name, value in one.chosen.items():
            if value not in found.setdefault(name, []):
                found[name].append(value)
    return found


def _answer(case: Example, regime: Regime, language: Language) -> Lines:
    """What the regime must come to, what it asks for, which facts sources disagree about; and what the law of the day is."""
    yield _verdict(case, language)
    if case.status is not None:
        standing, start = case.status
        said = say(f"law.standing.{standing.value}", {}, language)
        if start is not None:
            said = say("law.since", {"standing": said, "day": date_text(start, language)}, language)
        yield say("law.case.status", {"standing": said}, language)
    if case.applies is not None:
        days = say("list.separator", {}, language).join(date_text(day, language) for day in case.applies)
        yield say("law.case.applies" if days else "law.case.applies.none", {"days": days}, language)
    for name, value in case.numbers.items():
        parameter = regime.parameters[name]
        shown = say("law.none", {}, language) if value is None else set_text(parameter, value, language)
        yield say("law.claim", {"source": in_words(parameter.names, language), "value": shown}, language)
    yield from _rules("duty", case.duties, {one.id: one.names for one in regime.duties}, language)
    yield from _rules("ban", case.prohibitions, {one.id: one.names for one in regime.prohibitions}, language)


def _verdict(case: Example, language: Language) -> str:
    code = f"law.verdict.{case.then}"
    answer = say(code if code in codes() else "law.case.not-yet", {}, language)
    for part, facts in (("ask", case.ask), ("between", case.between)):
        if facts:
            named = facts_text(tuple(FactOfYear(FactId(fact), 0) for fact in facts), language)
            answer = say(f"law.case.{part}", {"answer": answer, "facts": named}, language)
    return answer


def _rules(kind: str, rules: Mapping[str, bool], names: Mapping[str, Mapping[str, str]], language: Language) -> Lines:
    for rule, there in rules.items():
        yield say(f"law.case.{kind}.{'yes' if there else 'no'}", {"name": in_words(names[rule], language)}, language)


def _hinge(hinge: Hinge, language: Language) -> str:
    said = {
        "source": fact_text(hinge.fact.fact, language, ago=hinge.fact.ago),
        "value": value_text(hinge.claim, language),
    }
    return say("law.claim", said, language)


def _turned(cases: Sequence[Example], language: Language) -> Lines:
    """What the answer becomes in each of the ways in which a fact may be another."""
    for turn in Turn:
        case = next(one for one in cases if one.hinge is not None and one.hinge.turn is turn)
        yield say(f"law.case.turn.{turn.value}", {"answer": say(f"law.verdict.{case.then}", {}, language)}, language)
