"""`examples.yaml` -> cases: a case as it is written is one or several (`_example.Example`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

from tadasu.law._answer import FactOfYear
from tadasu.law._companies import Claims, Company
from tadasu.law._company import PREVIOUS, fact_of_year, read_company
from tadasu.law._cursor import EPOCH, LANGUAGES, Cursor
from tadasu.law._example import EXPECTED, Example, Hinge, Turn
from tadasu.law._facts import FactId
from tadasu.law._read_parameter import no_parameter, parse_value
from tadasu.law._regime import Regime, Standing, Value
from tadasu.law._scope import LATEST
from tadasu.law._yaml import load
from tadasu.schema import InputError, UsageError

_CARRIED = ("name", "on", "known", "company", "set")
"""Of a case; but for its name a variant has them of the case under which it stands."""
_ANSWER = ("then", "ask", "between", "status", "applies", "numbers", "duties", "prohibitions", "hinges_on")
_TURNED = {"in": "out", "out": "in"}
_YES, _NO = "yes", "no"
Settings = Mapping[str, tuple[Value, ...]]


def read_examples(folder: Path, regime: Regime) -> tuple[Example, ...]:
    """The cases of a regime. Raises InputError with everything that is wrong in the file."""
    at = Cursor.at_root(load(folder / "examples.yaml"))
    found = tuple(each for n, one in enumerate(at.items(), 1) for each in _case(one, n, regime))
    if not found:
        at.problem("law-empty")
    _check_names(at)
    for one in at.items():
        _check_names(one.get("also"))
    if at.problems:
        raise InputError(at.problems)
    return found


def _check_names(at: Cursor) -> None:
    """No two cases, and no two variants of one case, are called the same."""
    seen: set[tuple[str, str]] = set()
    for one in at.items() if isinstance(at.value, list) else ():
        for language in LANGUAGES:
            there = one.get("name").get(language)
            if isinstance(there.value, str) and (language, there.value) in seen:
                there.problem("law-twice")
            seen.add((language, str(there.value)))


def _case(at: Cursor, number: int, regime: Regime) -> Iterator[Example]:
    """A case, and the variants that stand under its `also`."""
    at.only(*_CARRIED, *_ANSWER, "also")
    days = _on(at.need("on")) if at.has("on") else (at.need("on").day(),)
    settings = _settings(at.get("set"), regime)
    case = Example(
        names=at.need("name").both(),
        number=(number,),
        on=days[0],
        known=at.get("known").day() if at.has("known") else LATEST,
        company=read_company(at.need("company")),
        then="",
        chosen={},
        line=at.loaded.line(at.where),
    )
    case = _answered(case, at, regime)
    yield from _each(case, at, days, settings)
    for n, one in enumerate(at.get("also").items(), 1):
        yield from _variant(one, n, case, days, settings, regime)


def _variant(
    at: Cursor, number: int, case: Example, days: Sequence[date], settings: Settings, regime: Regime
) -> Iterator[Example]:
    """What is not said again is as in the case; nothing of its answer is."""
    at.only(*_CARRIED, *_ANSWER)
    days = _on(at.get("on")) if at.has("on") else days
    own = _settings(at.get("set"), regime)
    left_out = {name for name, one in at.get("set").entries() if one.value is None}
    variant = replace(
        case,
        names=at.need("name").both(),
        number=(*case.number, number),
        on=days[0],
        known=at.get("known").day() if at.has("known") else case.known,
        company=_changed(case.company, at.get("company")),
        line=at.loaded.line(at.where),
    )
    variant = _answered(variant, at, regime)
    kept = {name: values for name, values in settings.items() if name not in left_out}
    yield from _each(variant, at, days, {**kept, **own})


def _changed(company: Company, at: Cursor) -> Company:
    """The company with what is said otherwise of it; what is said to be nothing is no longer known."""
    gone = set(_nothing(at, 0))
    older = at.has(PREVIOUS) and at.get(PREVIOUS).value is None
    kept = {key: claims for key, claims in company.claims.items() if key not in gone and not (older and key[1])}
    return Company({**kept, **read_company(at).claims})


def _nothing(at: Cursor, ago: int) -> Iterator[tuple[FactId, int]]:
    for key, one in at.entries():
        if key == PREVIOUS:
            yield from _nothing(one, ago + 1)
        elif one.value is None:
            yield fact_of_year(f"{PREVIOUS}." * ago + key)


def _answered(case: Example, at: Cursor, regime: Regime) -> Example:
    """The case with what the regime must come to."""
    then = at.need("then").text()
    if then not in EXPECTED:
        at.get("then").problem("law-word", known=", ".join(EXPECTED))
    return replace(
        case,
        then=then,
        ask=tuple(one.text() for one in at.get("ask").items()),
        between=tuple(one.text() for one in at.get("between").items()),
        status=_status(at.get("status")) if at.has("status") else None,
        applies=_days(at.get("applies")) if at.has("applies") else None,
        numbers=dict(_numbers(at.get("numbers"), regime)),
        duties=dict(_rules(at.get("duties"), [one.id for one in regime.duties])),
        prohibitions=dict(_rules(at.get("prohibitions"), [one.id for one in regime.prohibitions])),
    )


def _each(case: Example, at: Cursor, days: Sequence[date], settings: Settings) -> Iterator[Example]:
    """The case on each day and with each setting, and then what becomes of it when a fact on which it hinges is another."""
    hinges = tuple(_hinges(at.get("hinges_on"), case)) if at.has("hinges_on") else ()
    for on, chosen in product(days, list(_chosen(settings))):
        one = replace(case, on=on, chosen=chosen)
        yield one
        yield from (_hinged(one, hinge) for hinge in hinges)


def _hinges(at: Cursor, case: Example) -> Iterator[Hinge]:
    """Each fact of which another claim is given, in each of the three ways."""
    if case.then not in _TURNED:
        at.problem("law-word", known=", ".join(_TURNED), value=case.then)
        return
    for fact, _ in _nothing(at, 0):
        at.problem("law-missing", key=fact)
    for key, claims in read_company(at).claims.items():
        if key not in case.company.claims:
            at.problem("law-missing", key=key[0])
            continue
        for turn in Turn:
            yield Hinge(fact=FactOfYear(*key), claim=next(iter(claims.values())), turn=turn)


def _hinged(case: Example, hinge: Hinge) -> Example:
    """The case with another claim, without it, or with both; nothing else of its answer is said of it."""
    fact, key = (hinge.fact.fact,), (hinge.fact.fact, hinge.fact.ago)
    claims: dict[tuple[FactId, int], Claims] = dict(case.company.claims)
    said = claims.pop(key)
    bare = replace(
        case, ask=(), between=(), status=None, applies=None, numbers={}, duties={}, prohibitions={}, hinge=hinge
    )
    match hinge.turn:
        case Turn.OTHER:
            return replace(bare, company=Company({**claims, key: {"": hinge.claim}}), then=_TURNED[case.then])
        case Turn.MISSING:
            return replace(bare, company=Company(claims), then="undetermined", ask=fact)
        case Turn.DISPUTED:
            both = {**said, "other": hinge.claim}
            return replace(bare, company=Company({**claims, key: both}), then="conflict", between=fact)


def _several(at: Cursor) -> Iterator[Cursor]:
    """The values of a list, or one value alone."""
    if isinstance(at.value, list):
        yield from at.items()
    else:
        yield at


def _days(at: Cursor) -> tuple[date, ...]:
    if at.value is None:
        at.problem("law-kind", reason="kind-date")
    return tuple(one.day() for one in _several(at))


def _on(at: Cursor) -> tuple[date, ...]:
    """At least one day."""
    days = _days(at)
    if not days:
        at.problem("law-empty")
    return days or (EPOCH,)


def _status(at: Cursor) -> tuple[Standing, date | None]:
    """A word, or `is` and `from` as in regime.yaml."""
    if at.value is None:
        at.problem("law-kind", reason="kind-text")
    if not isinstance(at.value, dict):
        return at.closed(Standing), None
    at.only("is", "from")
    return at.need("is").closed(Standing), at.need("from").day()


def _numbers(at: Cursor, regime: Regime) -> Iterator[tuple[str, Value | None]]:
    for name, one in at.entries():
        if one.value is None and name in regime.parameters:
            yield name, None
        else:
            yield from ((name, value) for value in _value(one, name, regime))


def _rules(at: Cursor, known: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Of rules by id whether they are the law of the day for the company."""
    for name, one in at.entries():
        if name not in known:
            one.problem("law-word", known=", ".join(known), value=name)
        elif one.value not in (_YES, _NO):
            one.problem("law-word", known=f"{_YES}, {_NO}")
        yield name, one.value == _YES


def _settings(at: Cursor, regime: Regime) -> Settings:
    """Each value to which a parameter is set; none for one that is set no more."""
    read = {
        name: tuple(value for each in _several(one) for value in _value(each, name, regime))
        for name, one in at.entries()
        if one.value is not None or name not in regime.parameters
    }
    return {name: values for name, values in read.items() if values}


def _chosen(settings: Settings) -> Iterator[Mapping[str, Value]]:
    """One value of each parameter, in every combination."""
    return (dict(zip(settings, values, strict=True)) for values in product(*settings.values()))


def _value(at: Cursor, name: str, regime: Regime) -> Iterator[Value]:
    """The value of a parameter; nothing, and a note, where there is no such parameter or no such value."""
    parameter = regime.parameters.get(name)
    if parameter is None:
        no_parameter(at, name, regime.parameters)
        return
    try:
        yield parse_value(at.value, parameter.unit, parameter.words)
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
