"""A procedure as a whole: what it names is there, every state is reached and leads to an outcome, and no clock runs from a state
in which the case cannot have been."""

from collections.abc import Iterable, Iterator, Mapping

from tadasu.law._cited import check_limits
from tadasu.law._cursor import Cursor
from tadasu.law._procedure import Procedure, State

Ways = Mapping[str, frozenset[str]]
"""A state -> others."""


def check_procedure(at: Cursor, procedure: Procedure) -> None:
    """Note everything that the states show only together."""
    states = procedure.states
    if procedure.start not in states:
        at.get("start").problem("procedure-no-state", known=", ".join(states))
        return
    forward = {key: frozenset(move.to for move in state.moves) for key, state in states.items()}
    backward = {key: frozenset(one for one, to in forward.items() if key in to) for key in states}
    reached = set(_spread({procedure.start}, forward))
    ending = set(_spread({state.id for state in procedure.outcomes()}, backward))
    acting = {state.owner for state in states.values()} | {move.by for state in states.values() for move in state.moves}
    for actor in procedure.actors:
        if actor not in acting:
            at.get("actors").get(actor).problem("procedure-actor-idle", value=actor)
    for key, state in states.items():
        here = at.get("states").get(key)
        _check_moves(here, state, procedure)
        if key not in reached:
            here.problem("procedure-not-reached", state=key)
        if key not in ending:
            here.problem("procedure-dead-end", state=key)
        before = set(_spread(backward[key], backward))
        _check_clock(here.get("clock"), state, states, before)
    check_limits(at, states, procedure.regime)


def _check_moves(here: Cursor, state: State, procedure: Procedure) -> None:
    """Actors and states that are named are there, no move twice."""
    states, actors = procedure.states, procedure.actors
    if state.owner not in actors:
        here.get("owner").problem("procedure-no-actor", known=", ".join(actors))
    ids = [move.id for move in state.moves]
    for n, (move, there) in enumerate(zip(state.moves, here.get("moves").items(), strict=True)):
        if move.by not in actors:
            there.get("by").problem("procedure-no-actor", known=", ".join(actors))
        if move.to not in states:
            there.get("to").problem("procedure-no-state", known=", ".join(states))
        if move.id in ids[:n]:
            there.get("id").problem("law-id-twice")


def _check_clock(at: Cursor, state: State, states: Mapping[str, State], before: set[str]) -> None:
    """Another state from which a clock runs, or whose time it extends, is one in which the case may have been."""
    limit = state.limit
    if limit is None:
        return
    if limit.since and limit.extends:
        at.problem("procedure-since-extends")
    named = [(limit.since, at.get("since"))] if limit.since else []
    named += [(one, at.get("extends")) for one in limit.extends if one]
    for name, there in named:
        if name not in states:
            there.problem("procedure-no-state", value=name, known=", ".join(states))
        elif name not in before:
            there.problem("procedure-since", value=name, state=state.id)
    for name in limit.extends:
        if name in states and states[name].limit is None:
            at.get("extends").problem("procedure-extends", value=name)
    if state.id in _spread(limit.extends, {key: _extended(one) for key, one in states.items()}):
        at.get("extends").problem("procedure-extends-circle", value=state.id)


def _extended(state: State) -> frozenset[str]:
    return frozenset(state.limit.extends if state.limit is not None else ())


def _spread(first: Iterable[str], next_of: Ways) -> Iterator[str]:
    """Everything that can be reached from the first ones."""
    seen, waiting = set(first), sorted(first)
    for at in waiting:
        yield at
        for other in sorted(next_of.get(at, frozenset()) - seen):
            seen.add(other)
            waiting.append(other)
