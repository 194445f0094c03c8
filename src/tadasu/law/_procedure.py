"""A procedure: states, who owns them, the clocks that run in them, who may lead from one to the next, and where it can end.

It is data that the case system runs as it is; here it is read, checked to be whole, and asked what may come next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tadasu.law._basis import BASIS, Basis, Source, read_basis
from tadasu.law._clocks import Clock
from tadasu.law._cursor import Cursor
from tadasu.law._read_duty import read_clock
from tadasu.law._regime import Regime
from tadasu.law._yaml import load
from tadasu.schema import InputError

PROCEDURE = "procedure.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An act of an actor that leads to another state."""

    id: str
    to: str
    by: str
    names: Mapping[str, str]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A clock and where it is written. It starts when the state is entered, or ran from the entry of the state `since`."""

    clock: Clock
    basis: Basis
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`owner` must act. Either a time limit or the reason why there is none. An outcome says what becomes of goods."""

    id: str
    names: Mapping[str, str]
    owner: str
    moves: tuple[Move, ...]
    limit: TimeLimit | None = None
    no_clock: Mapping[str, str] = field(default_factory=dict)
    proof: Mapping[str, str] = field(default_factory=dict)
    outcome: bool = False
    re_export: Mapping[str, str] = field(default_factory=dict)
    disposal: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """States by id in the order of the file, beginning at `start`."""

    regime: Regime
    start: str
    actors: Mapping[str, Mapping[str, str]]
    states: Mapping[str, State]

    def may(self, state: str, actor: str) -> tuple[Move, ...]:
        """What an actor may do in a state."""
        return tuple(move for move in self.states[state].moves if move.by == actor)

    def outcomes(self) -> tuple[State, ...]:
        """Where it can end."""
        return tuple(state for state in self.states.values() if state.outcome)


def has_procedure(folder: Path) -> bool:
    """Whether a regime's folder holds one."""
    return (folder / PROCEDURE).is_file()


def read_procedure(folder: Path, regime: Regime) -> Procedure:
    """The procedure of a regime's folder. Raises InputError with everything that is wrong or not whole."""
    at = Cursor.at_root(load(folder / PROCEDURE))
    at.only("start", "actors", "states")
    actors = {key: one.both() for key, one in at.need("actors").entries()}
    states = {key: _state(key, one, regime.sources) for key, one in at.need("states").entries()}
    found = Procedure(
        regime=regime,
        start=at.need("start").text(),
        actors=MappingProxyType(actors),
        states=MappingProxyType(states),
    )
    _check(at, found)
    if at.problems:
        raise InputError(at.problems)
    return found


def _state(key: str, at: Cursor, sources: Mapping[str, Source]) -> State:
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
        moves=tuple(_move(one, sources) for one in at.get("moves").items()),
        limit=_limit(at.get("clock"), sources) if at.has("clock") else None,
        no_clock=at.get("no_clock").maybe_both(),
        proof=at.get("proof").maybe_both(),
        outcome=outcome,
        re_export=at.get("re_export").maybe_both(),
        disposal=at.get("disposal").maybe_both(),
    )


def _limit(at: Cursor, sources: Mapping[str, Source]) -> TimeLimit | None:
    at.only("count", "unit", "calendar", "since", *BASIS)
    clock = read_clock(at)
    basis = read_basis(at, sources)
    since = at.get("since").maybe_text()
    return TimeLimit(clock=clock, basis=basis, since=since) if clock is not None else None


def _move(at: Cursor, sources: Mapping[str, Source]) -> Move:
    at.only("id", "to", "by", "name", *BASIS)
    return Move(
        id=at.need("id").text(),
        to=at.need("to").text(),
        by=at.need("by").text(),
        names=at.need("name").both(),
        basis=read_basis(at, sources),
    )


def _check(at: Cursor, procedure: Procedure) -> None:
    """Actors and states that are named are there; every state is reached and leads to an outcome."""
    states, actors = procedure.states, procedure.actors
    if procedure.start not in states:
        at.get("start").problem("procedure-no-state", known=", ".join(states))
        return
    for key, state in states.items():
        here = at.get("states").get(key)
        if state.owner not in actors:
            here.get("owner").problem("procedure-no-actor", known=", ".join(actors))
        if state.limit is not None and state.limit.since and state.limit.since not in states:
            here.get("clock").get("since").problem("procedure-no-state", known=", ".join(states))
        ids = [move.id for move in state.moves]
        for n, (move, there) in enumerate(zip(state.moves, here.get("moves").items(), strict=True)):
            if move.by not in actors:
                there.get("by").problem("procedure-no-actor", known=", ".join(actors))
            if move.to not in states:
                there.get("to").problem("procedure-no-state", known=", ".join(states))
            if move.id in ids[:n]:
                there.get("id").problem("law-id-twice")
    forward = {key: {move.to for move in state.moves} for key, state in states.items()}
    backward = {key: {one for one, to in forward.items() if key in to} for key in states}
    reached = set(_spread({procedure.start}, forward))
    ending = set(_spread({state.id for state in procedure.outcomes()}, backward))
    for key in states:
        if key not in reached:
            at.get("states").get(key).problem("procedure-not-reached", state=key)
        if key not in ending:
            at.get("states").get(key).problem("procedure-dead-end", state=key)


def _spread(first: set[str], next_of: Mapping[str, set[str]]) -> Iterator[str]:
    """Everything that can be reached from the first ones."""
    seen, waiting = set(first), sorted(first)
    for at in waiting:
        yield at
        for other in sorted(next_of.get(at, set()) - seen):
            seen.add(other)
            waiting.append(other)
