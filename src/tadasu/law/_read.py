"""`regime.yaml` -> Regime, with every problem at once, by line and place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from tadasu.law._basis import BASIS, Source, read_basis, read_doubt, read_source
from tadasu.law._check_regime import check_regime, sources_named
from tadasu.law._cursor import EPOCH, Cursor
from tadasu.law._read_duty import read_duty
from tadasu.law._read_parameter import read_parameter
from tadasu.law._read_petition import read_petition
from tadasu.law._read_procedure import PROCEDURE, has_procedure
from tadasu.law._read_scope import Known, read_scope
from tadasu.law._regime import (
    Family,
    Issue,
    Measure,
    Milestone,
    Named,
    Parameter,
    Presumed,
    Prohibition,
    Regime,
    RegimeId,
    Standing,
    Status,
)
from tadasu.law._yaml import load
from tadasu.schema import Flow, InputError

MILESTONES = ("applies", "governance", "transposition", "guidelines-due", "guidelines", "report-first", "enforcement")
ISSUE_KINDS = ("rights", "environment", "governance")
_KEYS = (
    *("id", "place", "family", "name", "about", "sources", "status", "parameters", "scope", "dates", "issues"),
    *("duties", "prohibitions", "sanctions", "supervisor", "petition", "verify"),
)


def read_regime(folder: Path, *, today: date | None = None) -> Regime:
    """The regime of a folder. Raises InputError with everything that is wrong in its `regime.yaml`; nothing in it may have been
    learned after `today`, which is the day of the machine where none is given."""
    at = Cursor.at_root(load(folder / "regime.yaml"))
    at.only(*_KEYS)
    sources = {key: read_source(key, one) for key, one in at.need("sources").entries()}
    parameters = {key: read_parameter(key, one, sources) for key, one in at.get("parameters").entries()}
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
        milestones=tuple(each for one in at.get("dates").items() for each in _milestones(one, known, parameters)),
        issues=tuple(_issue(one, sources) for one in at.get("issues").items()),
        duties=tuple(read_duty(one, known) for one in at.get("duties").items()),
        prohibitions=tuple(_prohibition(one, known) for one in at.get("prohibitions").items()),
        sanctions=tuple(_sanction(one, known) for one in at.get("sanctions").items()),
        supervisor=_supervisor(at.get("supervisor"), sources) if at.has("supervisor") else None,
        petition=read_petition(at.get("petition"), known) if at.has("petition") else None,
        doubts=tuple(read_doubt(one, sources) for one in at.get("verify").items()),
    )
    check_regime(at, regime, today=today or date.today(), elsewhere=lambda: _used_by_procedure(folder, sources))
    if at.problems:
        raise InputError(at.problems)
    return regime


def _used_by_procedure(folder: Path, sources: Iterable[str]) -> set[str]:
    """Sources that the procedure rests on; of one that cannot be read all, for its own reader says what is wrong there."""
    if not has_procedure(folder):
        return set()
    try:
        return sources_named(load(folder / PROCEDURE).value)
    except InputError:
        return set(sources)


def _status(at: Cursor, sources: Mapping[str, Source]) -> Status:
    at.only("is", "from", "recorded", "corrects", *BASIS)
    return Status(
        standing=at.need("is").closed(Standing),
        start=at.need("from").day(),
        recorded=at.need("recorded").day(),
        basis=read_basis(at, sources),
        corrects=at.get("corrects").flag(),
    )


def _milestones(at: Cursor, known: Known, parameters: Mapping[str, Parameter]) -> Iterator[Milestone]:
    """A day, or where `on` names a parameter of days, each of its values for the time in which it is the law."""
    what, parameter = at.need("what").text(), parameters.get(str(at.get("on").value))
    if what not in MILESTONES:
        at.get("what").problem("law-milestone", known=", ".join(MILESTONES))
    who = read_scope(at.get("if"), known) if at.has("if") else None
    if parameter is not None and parameter.unit is Measure.DATE:
        at.only("what", "on", "if")
        for one in parameter.values:
            day = one.value if isinstance(one.value, date) else EPOCH
            yield Milestone(
                what=what, on=day, recorded=one.recorded, basis=one.basis, who=who, start=one.start, end=one.end
            )
        return
    at.only("what", "on", "recorded", "if", "from", "until", *BASIS)
    start, end = at.span()
    yield Milestone(
        what=what,
        on=at.need("on").day(),
        recorded=at.need("recorded").day(),
        basis=read_basis(at, known.sources),
        who=who,
        start=start,
        end=end,
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


def _prohibition(at: Cursor, known: Known) -> Prohibition:
    """What may not be done; of whose goods the abuse is presumed where that is in words too."""
    at.only("id", "name", "flow", "about", "proof", "presumption", "presumed_of", "from", "until", "if", *BASIS)
    start, end = at.span()
    presumes = at.has("presumed_of")
    return Prohibition(
        id=at.need("id").text(),
        names=at.need("name").both(),
        flows=tuple(one.closed(Flow) for one in _each_once(at.need("flow"))),
        basis=read_basis(at, known.sources),
        proof=at.get("proof").maybe_both(),
        presumption=at.need("presumption").both() if presumes else at.get("presumption").maybe_both(),
        presumed_of=frozenset(one.closed(Presumed) for one in _some(at, "presumed_of")),
        about=tuple(one.text() for one in _some(at, "about")),
        start=start,
        end=end,
        who=read_scope(at.get("if"), known) if at.has("if") else None,
    )


def _some(at: Cursor, key: str) -> Iterator[Cursor]:
    """The values of a list that says something where it is there at all."""
    if at.has(key) and not at.get(key).value:
        at.get(key).problem("law-empty")
    return _each_once(at.get(key))


def _each_once(at: Cursor) -> Iterator[Cursor]:
    """The values of a list; those that stand there before are noted."""
    before: list[object] = []
    for one in at.items():
        if one.value in before:
            one.problem("law-twice")
        before.append(one.value)
        yield one


def _sanction(at: Cursor, known: Known) -> Named:
    at.only("id", "name", "if", *BASIS)
    return Named(
        id=at.need("id").text(),
        names=at.need("name").both(),
        basis=read_basis(at, known.sources),
        who=read_scope(at.get("if"), known) if at.has("if") else None,
    )


def _supervisor(at: Cursor, sources: Mapping[str, Source]) -> Named:
    at.only("name", *BASIS)
    return Named(id="supervisor", names=at.need("name").both(), basis=read_basis(at, sources))
