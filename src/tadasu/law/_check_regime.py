"""A regime as a whole: what is said twice, what nothing uses, what is of a day to come, what has no value on some day."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from tadasu.law._cited import check_duties, check_numbers
from tadasu.law._cursor import Cursor
from tadasu.law._expression import parameters_in
from tadasu.law._read_parameter import first_without_value
from tadasu.law._regime import Family, Regime
from tadasu.law._yaml import Where

WRITTEN = ("recorded", "checked", "since")
"""Days on which somebody of ours learned, looked or wondered."""


def check_regime(at: Cursor, regime: Regime, *, today: date, elsewhere: Callable[[], Collection[str]]) -> None:
    """Note everything that only the whole shows; `elsewhere` says which sources another file of the folder names."""
    _check_id(at, regime)
    _check_status(at, regime)
    _check_ids(at, regime)
    _check_prohibitions(at, regime)
    _check_days(at, today)
    _check_sources(at, regime, elsewhere)
    _check_values(at, regime)
    check_numbers(at, regime)
    check_duties(at, regime)


def sources_named(written: Any) -> set[str]:
    """Every source that something in a file rests on."""
    return {value for _, value in _under(written, ("source",)) if isinstance(value, str)}


def _under(value: Any, keys: Collection[str], where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Every value under one of some keys, however deep, with the way to it."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        if key in keys:
            yield (*where, key), one
        elif isinstance(one, Mapping | list):
            yield from _under(one, keys, (*where, key))


def _check_id(at: Cursor, regime: Regime) -> None:
    """A regime is of the place of its folder, and its id says so."""
    if regime.folder.partition("/")[0] != regime.place:
        at.get("place").problem("law-folder", folder=regime.folder)
    begins = f"{regime.place}-"
    if regime.id and regime.place and not (regime.id.startswith(begins) and regime.id != begins):
        at.get("id").problem("law-id-place", begins=begins)


def _check_status(at: Cursor, regime: Regime) -> None:
    """Something is said, and of each day once; what is recorded later and takes its place says so."""
    if not regime.status:
        at.get("status").problem("law-empty")
    for (n, one), (m, other) in combinations(enumerate(regime.status), 2):
        if one.start != other.start:
            continue
        place, later = (n, one) if one.recorded > other.recorded else (m, other)
        if one.recorded == other.recorded or not later.corrects:
            at.get("status").nth(place).problem("law-status-twice", day=one.start.isoformat())
    for n, one in enumerate(regime.status):
        earlier = (other for other in regime.status if other.start == one.start and other.recorded < one.recorded)
        if one.corrects and not any(earlier):
            at.get("status").nth(n).get("corrects").problem("law-corrects-nothing")


def _check_ids(at: Cursor, regime: Regime) -> None:
    for key, several in (
        ("duties", regime.duties),
        ("issues", regime.issues),
        ("prohibitions", regime.prohibitions),
        ("sanctions", regime.sanctions),
    ):
        ids = [one.id for one in several]
        for n, each in enumerate(ids):
            if each and each in ids[:n]:
                at.get(key).nth(n).problem("law-id-twice", value=each)


def _check_prohibitions(at: Cursor, regime: Regime) -> None:
    """What is forbidden is so with goods, which go somewhere, except to applicants of grants; it is about issues that are
    there."""
    issues = [one.id for one in regime.issues]
    for n, one in enumerate(regime.prohibitions):
        here = at.get("prohibitions").nth(n)
        if here.has("flow") and not one.flows and regime.family is not Family.FUNDING:
            here.get("flow").problem("law-empty")
        for place, issue in enumerate(one.about):
            if issue and issue not in issues:
                here.get("about").nth(place).problem("law-no-issue", known=", ".join(issues))


def _check_days(at: Cursor, today: date) -> None:
    for where, value in _under(at.value, WRITTEN):
        if type(value) is date and value > today:
            Cursor(at.loaded, at.problems, where, value).problem("law-day-to-come", today=today.isoformat())


def _check_sources(at: Cursor, regime: Regime, elsewhere: Callable[[], Collection[str]]) -> None:
    left = regime.sources.keys() - sources_named(at.value)
    unused = left - set(elsewhere()) if left else left
    for key in regime.sources:
        if key in unused:
            at.get("sources").get(key).problem("law-source-unused", value=key)


def _check_values(at: Cursor, regime: Regime) -> None:
    """Every parameter of the scope has a value on each day from that on which the regime is anything."""
    if regime.scope is None or not regime.status:
        return
    first = min(one.start for one in regime.status)
    for name in parameters_in(regime.scope):
        parameter = regime.parameters.get(name)
        missing = None if parameter is None else first_without_value(parameter.values, first)
        if missing is not None:
            at.get("parameters").get(name).problem("law-no-value", day=missing.isoformat())
