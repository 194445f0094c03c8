"""`examples.yaml`: cases that a lawyer can read, and that a regime must come to."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tadasu.law._answer import Answer, FactOfYear, answer
from tadasu.law._chosen import written
from tadasu.law._example import NOT_YET, Example
from tadasu.law._read_examples import read_examples
from tadasu.law._regime import APPLIES, Duty, Prohibition, Regime, Standing, Value
from tadasu.law._scope import Asked
from tadasu.law._verdict import Verdict
from tadasu.schema import InputError, Problem


def check_examples(folder: Path, regime: Regime) -> None:
    """Raise InputError `law-contradicts` for every case to which the regime does not come."""
    problems = []
    for one in read_examples(folder, regime):
        found = next(contradictions(one, regime), None)
        if found is not None:
            expected, came = found
            problems.append(
                Problem(
                    code="law-contradicts",
                    file=f"{regime.folder}/examples.yaml",
                    row=one.line,
                    value=one.names["en"][:80],
                    params=(("came", came), ("expected", expected)),
                )
            )
    if problems:
        raise InputError(problems)


def contradictions(one: Example, regime: Regime) -> Iterator[tuple[str, str]]:
    """What a case says and what the regime comes to instead, for each part of the answer in which they differ."""
    asked = Asked(on=one.on, known=one.known, chosen=one.chosen)
    found = answer(regime, one.company, asked)
    came = NOT_YET if found.status is None else found.verdict.name.lower()
    same = came == one.then and _named(one.ask, found.ask) and _named(one.between, found.between)
    if not same:
        yield _of_hinge(_listed(one.then, (*one.ask, *one.between)), one), _told(came, found)
    if one.status is not None:
        yield from _differ("status", _status_text(*one.status), _status_came(found, one.status[1]))
    if one.applies is not None:
        days = {day.on for day, sure in found.milestones if day.what == APPLIES and sure is Verdict.IN}
        yield from _differ(APPLIES, _listed("", map(str, one.applies)), _listed("", sorted(map(str, days))))
    for name, value in one.numbers.items():
        on = asked.value(regime.parameters[name])
        if value != on:
            yield f"{name}: {_number_text(value)}", f"{name}: {_number_text(on)}"
    for expected, rules in ((one.duties, found.duties), (one.prohibitions, regime.prohibitions)):
        for rule in rules:
            if rule.id in expected:
                yield from _differ(rule.id, "yes" if expected[rule.id] else "no", _concerned(rule, found))


def _named(expected: tuple[str, ...], found: tuple[FactOfYear, ...]) -> bool:
    """Whether the facts that a case names are those that were found, where it names any."""
    return not expected or set(expected) == {each.fact for each in found}


def _told(came: str, found: Answer) -> str:
    return _listed(came, dict.fromkeys(each.fact for each in (*found.ask, *found.between)))


def _of_hinge(expected: str, one: Example) -> str:
    """What was expected, and of a fact on which a case hinges what was done to it."""
    return expected if one.hinge is None else f"{expected}: {one.hinge.fact.fact} {one.hinge.turn.value}"


def _listed(said: str, facts: Iterable[str]) -> str:
    listed = ", ".join(facts)
    return f"{said} ({listed})" if said and listed else said or listed or "none"


def _number_text(value: Value | None) -> str:
    return "none" if value is None else written(value)


def _status_text(standing: Standing, start: date | None) -> str:
    return standing.value if start is None else f"{standing.value} {start}"


def _status_came(found: Answer, start: date | None) -> str:
    """What the regime is on the day, with the day from which it is so where a case says that."""
    if found.status is None:
        return "none"
    return _status_text(found.status.standing, None if start is None else found.status.start)


def _concerned(rule: Duty | Prohibition, found: Answer) -> str:
    """Whether a rule is the law of the day and concerns the company."""
    concerns = found.concerns(rule) if rule.holds(found.asked.on) else Verdict.OUT
    return {Verdict.IN: "yes", Verdict.OUT: "no"}.get(concerns, concerns.name.lower())


def _differ(part: str, expected: str, came: str) -> Iterator[tuple[str, str]]:
    if expected != came:
        yield f"{part}: {expected}", f"{part}: {came}"
