"""`regime.yaml` -> Regime, with every problem at once, by line and place in the file."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from tadasu.law._basis import BASIS, Source, read_basis, read_doubt, read_source, source_of
from tadasu.law._cursor import Cursor
from tadasu.law._expression import Chosen, Expression, parameters_in, walk
from tadasu.law._facts import FactKind, fact_of
from tadasu.law._read_duty import read_duty
from tadasu.law._read_scope import Known, read_scope
from tadasu.law._regime import (
    Alternative,
    Dated,
    Family,
    Issue,
    Measure,
    Milestone,
    Named,
    Parameter,
    Prohibition,
    Regime,
    RegimeId,
    Standing,
    Status,
    Value,
)
from tadasu.law._yaml import load
from tadasu.schema import InputError, Money, UsageError

FLOWS = ("import", "export", "domestic")
ISSUE_KINDS = ("rights", "environment", "governance")
_MONEY = re.compile(r"([0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_KEYS = (
    *("id", "place", "family", "name", "about", "sources", "status", "parameters", "scope", "dates", "issues"),
    *("duties", "prohibitions", "sanctions", "supervisor", "verify"),
)


def read_regime(folder: Path) -> Regime:
    """The regime of a folder. Raises InputError with everything that is wrong in its `regime.yaml`."""
    at = Cursor.at_root(load(folder / "regime.yaml"))
    at.only(*_KEYS)
    sources = {key: read_source(key, one) for key, one in at.need("sources").entries()}
    parameters = {key: _parameter(key, one, sources) for key, one in at.get("parameters").entries()}
    known = Known(parameters, sources)
    scope = read_scope(at.get("scope"), known) if at.has("scope") else None
    regime = Regime(
        id=RegimeId(at.need("id").text()),
        place=at.need("place").text(),
        family=at.need("family").closed(Family),
        names=at.need("name").both(),
        about=at.need("about").both(),
        folder="/".join(folder.parts[-2:]),
        sources=MappingProxyType(sources),
        status=tuple(_status(one, sources) for one in at.need("status").items()),
        parameters=MappingProxyType(parameters),
        scope=scope,
        milestones=tuple(_milestone(one, known) for one in at.get("dates").items()),
        issues=tuple(_issue(one, sources) for one in at.get("issues").items()),
        duties=tuple(read_duty(one, known) for one in at.get("duties").items()),
        prohibitions=tuple(_prohibition(one, sources, known) for one in at.get("prohibitions").items()),
        sanctions=tuple(_sanction(one, sources, known) for one in at.get("sanctions").items()),
        supervisor=_supervisor(at.get("supervisor"), sources) if at.has("supervisor") else None,
        doubts=tuple(read_doubt(one, sources) for one in at.get("verify").items()),
    )
    _check(at, regime)
    if at.problems:
        raise InputError(at.problems)
    return regime


def _status(at: Cursor, sources: Mapping[str, Source]) -> Status:
    at.only("is", "from", "recorded", *BASIS)
    return Status(
        standing=at.need("is").closed(Standing),
        start=at.need("from").day(),
        recorded=at.need("recorded").day(),
        basis=read_basis(at, sources),
    )


def _parameter(key: str, at: Cursor, sources: Mapping[str, Source]) -> Parameter:
    at.only("about", "unit", "name", "values", "alternatives", "words")
    unit = at.need("unit").closed(Measure)
    about = at.get("about").maybe_text()
    _check_about(at.get("about"), about, unit)
    words = {word: one.both() for word, one in at.get("words").entries()}
    values = tuple(_dated(one, unit, words, sources) for one in at.need("values").items())
    _check_values(at.get("values"), values)
    return Parameter(
        id=key,
        about=about,
        unit=unit,
        names=at.need("name").both(),
        values=values,
        alternatives=tuple(_alternative(one, unit, words, sources) for one in at.get("alternatives").items()),
        words=MappingProxyType(words),
    )


def _check_about(at: Cursor, about: str, unit: Measure) -> None:
    """A fact that is compared with the parameter must be there, and of money where the parameter is."""
    if not about:
        return
    try:
        kind = fact_of(about).kind
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
        return
    if (kind is FactKind.MONEY) != (unit is Measure.MONEY):
        at.problem("law-fact-kind", kind=kind.value, wanted=unit.value)


def _dated(at: Cursor, unit: Measure, words: Iterable[str], sources: Mapping[str, Source]) -> Dated:
    at.only("value", "from", "to", "recorded", *BASIS)
    start = at.need("from").day()
    end = at.get("to").day() if at.has("to") else None
    if end is not None and end < start:
        at.get("to").problem("law-to-before-from")
    return Dated(
        value=_value(at.need("value"), unit, words),
        start=start,
        end=end,
        recorded=at.need("recorded").day(),
        basis=read_basis(at, sources),
    )


def _alternative(at: Cursor, unit: Measure, words: Iterable[str], sources: Mapping[str, Source]) -> Alternative:
    at.only("value", "like", "origin", "source")
    return Alternative(
        value=_value(at.need("value"), unit, words),
        like=at.get("like").maybe_text(),
        origins=at.need("origin").both(),
        source=source_of(at.need("source"), sources),
    )


def _value(at: Cursor, unit: Measure, words: Iterable[str]) -> Value:
    try:
        return parse_value(at.value, unit, words)
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
        return Decimal(0)


def parse_value(value: object, unit: Measure, words: Iterable[str] = ()) -> Value:
    """A value as it is written, in its unit. Raises UsageError `law-value`, `law-word` for a choice, `law-money` for money
    without currency.

    >>> parse_value("450000000 EUR", Measure.MONEY).currency
    'EUR'
    """
    if unit is Measure.MONEY:
        found = _MONEY.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise UsageError("law-money", value=str(value)[:80])
        return Money(amount=Decimal(found[1]), currency=found[2])
    if unit is Measure.DATE and type(value) is date:
        return value
    if unit is Measure.CHOICE and isinstance(value, str) and value in words:
        return value
    if unit not in (Measure.DATE, Measure.CHOICE) and isinstance(value, int | float | str | Decimal):
        try:
            number = Decimal(str(value))
            if number.is_finite() and number >= 0 and not isinstance(value, bool):
                return number
        except InvalidOperation:
            pass
    if unit is Measure.CHOICE:
        raise UsageError("law-word", value=str(value)[:80], known=", ".join(words))
    reason = f"kind-{unit.value}" if unit in (Measure.DATE, Measure.SHARE) else "kind-count"
    raise UsageError("law-value", value=str(value)[:80], unit=unit.value, reason=reason)


def _check_values(at: Cursor, values: tuple[Dated, ...]) -> None:
    """Two values learned on one day may not both be the law of one day; one article has one number on one day."""
    if not values:
        at.problem("law-empty")
    for (n, one), (_, other) in combinations(enumerate(values), 2):
        overlap = one.start <= (other.end or date.max) and other.start <= (one.end or date.max)
        if overlap and one.recorded == other.recorded:
            where = Cursor(at.loaded, at.problems, (*at.where, n), None)
            same = one.basis.article == other.basis.article and one.value != other.value
            where.problem("law-article-twice" if same else "law-overlap", article=one.basis.article)


def _milestone(at: Cursor, known: Known) -> Milestone:
    at.only("what", "on", "recorded", "if", *BASIS)
    return Milestone(
        what=at.need("what").text(),
        on=at.need("on").day(),
        recorded=at.need("recorded").day(),
        basis=read_basis(at, known.sources),
        who=read_scope(at.get("if"), known) if at.has("if") else None,
    )


def _issue(at: Cursor, sources: Mapping[str, Source]) -> Issue:
    at.only("id", "kind", "name", "anchor", *BASIS)
    kind = at.need("kind").text()
    if kind not in ISSUE_KINDS:
        at.get("kind").problem("law-word", known=", ".join(ISSUE_KINDS))
    return Issue(
        id=at.need("id").text(),
        kind=kind,
        names=at.need("name").both(),
        anchor=at.get("anchor").maybe_text(),
        basis=read_basis(at, sources),
    )


def _prohibition(at: Cursor, sources: Mapping[str, Source], parameters: Known) -> Prohibition:
    at.only("id", "name", "flow", "proof", "presumption", "if", *BASIS)
    flows = tuple(flow.text() for flow in at.need("flow").items())
    for flow in set(flows) - set(FLOWS):
        at.get("flow").problem("law-word", known=", ".join(FLOWS), value=flow)
    return Prohibition(
        id=at.need("id").text(),
        names=at.need("name").both(),
        flows=flows,
        basis=read_basis(at, sources),
        proof=at.get("proof").maybe_both(),
        presumption=at.get("presumption").maybe_both(),
        who=read_scope(at.get("if"), parameters) if at.has("if") else None,
    )


def _sanction(at: Cursor, sources: Mapping[str, Source], parameters: Known) -> Named:
    at.only("id", "name", "if", *BASIS)
    return Named(
        id=at.need("id").text(),
        names=at.need("name").both(),
        basis=read_basis(at, sources),
        who=read_scope(at.get("if"), parameters) if at.has("if") else None,
    )


def _supervisor(at: Cursor, sources: Mapping[str, Source]) -> Named:
    at.only("name", *BASIS)
    return Named(id="supervisor", names=at.need("name").both(), basis=read_basis(at, sources))


def _check(at: Cursor, regime: Regime) -> None:
    """What only the whole can show: ids used twice, parameters without a value on some day, choices that are none."""
    if regime.folder.partition("/")[0] != regime.place:
        at.get("place").problem("law-folder", folder=regime.folder)
    if not regime.status:
        at.get("status").problem("law-empty")
    for key, several in (("duties", regime.duties), ("issues", regime.issues), ("prohibitions", regime.prohibitions)):
        ids = [one.id for one in several]
        for n, each in enumerate(ids):
            if each and each in ids[:n]:
                Cursor(at.loaded, at.problems, (key, n), each).problem("law-id-twice")
    if regime.scope is not None and regime.status:
        _check_scope(at, regime, regime.scope)


def _check_scope(at: Cursor, regime: Regime, scope: Expression) -> None:
    """Every parameter of the scope has a value from the day on which the regime is anything."""
    first = min(one.start for one in regime.status)
    for name in parameters_in(scope):
        parameter = regime.parameters.get(name)
        if parameter is None:
            continue
        if not any(one.start <= first for one in parameter.values):
            at.get("parameters").get(name).problem("law-too-late", first=first.isoformat())
    for one in walk(scope):
        if isinstance(one, Chosen) and one.parameter in regime.parameters:
            known = regime.parameters[one.parameter].words
            if one.word not in known:
                at.get("scope").problem("law-word", known=", ".join(known), value=one.word)
