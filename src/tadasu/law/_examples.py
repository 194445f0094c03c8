"""`examples.yaml`: cases that a lawyer can read, and that a regime must come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tadasu.law._answer import Answer, answer
from tadasu.law._companies import Company
from tadasu.law._company import read_company
from tadasu.law._cursor import Cursor
from tadasu.law._read_parameter import parse_value
from tadasu.law._regime import Regime, Value
from tadasu.law._scope import LATEST, Asked
from tadasu.law._verdict import Verdict
from tadasu.law._yaml import load
from tadasu.schema import InputError, Problem, UsageError

NOT_YET = "not-yet"
EXPECTED = (*(one.name.lower() for one in Verdict), NOT_YET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A company on a day and what the regime should say of it; `ask` and `between` are facts, compared where they are given."""

    names: Mapping[str, str]
    on: date
    known: date
    company: Company
    then: str
    chosen: Mapping[str, Value]
    ask: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    line: int = 0


def read_examples(folder: Path, regime: Regime) -> tuple[Example, ...]:
    """The cases of a regime. Raises InputError with everything that is wrong in the file."""
    at = Cursor.at_root(load(folder / "examples.yaml"))
    found = tuple(_example(one, regime) for one in at.items())
    if not found:
        at.problem("law-empty")
    if at.problems:
        raise InputError(at.problems)
    return found


def check_examples(folder: Path, regime: Regime) -> None:
    """Raise InputError `law-contradicts` for every case to which the regime does not come."""
    problems = []
    for one in read_examples(folder, regime):
        found = answer(regime, one.company, Asked(on=one.on, known=one.known, chosen=one.chosen))
        came = NOT_YET if found.status is None else found.verdict.name.lower()
        asked = tuple(dict.fromkeys(each.fact for each in found.ask))
        disputed = tuple(dict.fromkeys(each.fact for each in found.between))
        wrong = came != one.then
        wrong |= bool(one.ask) and set(one.ask) != set(asked)
        wrong |= bool(one.between) and set(one.between) != set(disputed)
        if wrong:
            problems.append(
                Problem(
                    code="law-contradicts",
                    file=f"{regime.folder}/examples.yaml",
                    row=one.line,
                    value=one.names["en"][:80],
                    params=(("came", _told(came, found)), ("expected", one.then)),
                )
            )
    if problems:
        raise InputError(problems)


def _told(came: str, found: Answer) -> str:
    facts = [each.fact for each in (*found.ask, *found.between)]
    return f"{came} ({', '.join(dict.fromkeys(facts))})" if facts else came


def _example(at: Cursor, regime: Regime) -> Example:
    at.only("name", "on", "known", "company", "set", "then", "ask", "between")
    then = at.need("then").text()
    if then not in EXPECTED:
        at.get("then").problem("law-word", known=", ".join(EXPECTED))
    return Example(
        names=at.need("name").both(),
        on=at.need("on").day(),
        known=at.get("known").day() if at.has("known") else LATEST,
        company=read_company(at.need("company")),
        then=then,
        chosen=_chosen(at.get("set"), regime),
        ask=tuple(one.text() for one in at.get("ask").items()),
        between=tuple(one.text() for one in at.get("between").items()),
        line=at.loaded.line(at.where),
    )


def _chosen(at: Cursor, regime: Regime) -> dict[str, Value]:
    out = {}
    for name, one in at.entries():
        parameter = regime.parameters.get(name)
        if parameter is None:
            one.problem("law-no-parameter", known=", ".join(regime.parameters))
            continue
        try:
            out[name] = parse_value(one.value, parameter.unit, parameter.words)
        except UsageError as error:
            one.problem(error.code, **dict(error.params))
    return out
