"""`procedure.yaml` -> Procedure, with every problem at once, by line and place in the file."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from tadasu.law._basis import BASIS, read_basis
from tadasu.law._check_procedure import check_procedure
from tadasu.law._counted import timed
from tadasu.law._cursor import Cursor
from tadasu.law._procedure import Move, Procedure, State, TimeLimit
from tadasu.law._read_duty import read_clock
from tadasu.law._regime import Regime
from tadasu.law._scope import LATEST, Asked, check_chosen
from tadasu.law._yaml import load
from tadasu.schema import InputError

PROCEDURE = "procedure.yaml"


def has_procedure(folder: Path) -> bool:
    """Whether a regime's folder holds one."""
    return (folder / PROCEDURE).is_file()


def read_procedure(folder: Path, regime: Regime, asked: Asked | None = None) -> Procedure:
    """The procedure of a regime's folder, its clocks as they are asked for; else as the latest law has them.

    Raises InputError with everything that is wrong or not whole; UsageError `no-such-parameter`, `clock-number`.
    """
    at = Cursor.at_root(load(folder / PROCEDURE))
    at.only("start", "actors", "states")
    actors = {key: one.both() for key, one in at.need("actors").entries()}
    states = {key: _state(key, one, regime) for key, one in at.need("states").entries()}
    found = Procedure(
        regime=regime,
        start=at.need("start").text(),
        actors=MappingProxyType(actors),
        states=MappingProxyType(states),
    )
    check_procedure(at, found)
    if at.problems:
        raise InputError(at.problems)
    asked = asked or Asked(on=LATEST)
    check_chosen(regime, asked)
    as_asked = {key: _as_asked(state, regime, asked) for key, state in states.items()}
    return replace(found, states=MappingProxyType(as_asked))


def _as_asked(state: State, regime: Regime, asked: Asked) -> State:
    """A state with its clock as long as was asked for."""
    if state.limit is None or state.limit.counted is None:
        return state
    clock, counted = timed(state.limit.counted, regime, asked)
    return replace(state, limit=replace(state.limit, clock=clock, counted=counted))


def _state(key: str, at: Cursor, regime: Regime) -> State:
    at.only("name", "owner", "clock", "no_clock", "proof", "outcome", "re_export", "disposal", "moves")
    if at.has("clock") == at.has("no_clock"):
        at.problem("procedure-clock")
    outcome = at.get("outcome").value is True
    for part in ("re_export", "disposal"):
        if outcome != at.has(part):
            at.problem("procedure-outcome", part=part)
    return State(
        id=key,
        names=at.need("name").both(),
        owner=at.need("owner").text(),
        moves=tuple(_move(one, regime) for one in at.get("moves").items()),
        limit=_limit(at.get("clock"), regime) if at.has("clock") else None,
        no_clock=at.get("no_clock").maybe_both(),
        proof=at.get("proof").maybe_both(),
        outcome=outcome,
        re_export=at.get("re_export").maybe_both(),
        disposal=at.get("disposal").maybe_both(),
    )


def _limit(at: Cursor, regime: Regime) -> TimeLimit:
    at.only("count", "unit", "calendar", "since", "extends", *BASIS)
    clock, counted = read_clock(at, regime.parameters)
    return TimeLimit(
        clock=clock,
        basis=read_basis(at, regime.sources),
        since=at.get("since").maybe_text(),
        extends=_states(at.get("extends")) if at.has("extends") else (),
        counted=counted,
    )


def _states(at: Cursor) -> tuple[str, ...]:
    """One state, or a list of them."""
    if not isinstance(at.value, list):
        return (at.text(),)
    if not at.value:
        at.problem("law-empty")
    return tuple(one.text() for one in at.items())


def _move(at: Cursor, regime: Regime) -> Move:
    at.only("id", "to", "by", "name", *BASIS)
    return Move(
        id=at.need("id").text(),
        to=at.need("to").text(),
        by=at.need("by").text(),
        names=at.need("name").both(),
        basis=read_basis(at, regime.sources),
    )
