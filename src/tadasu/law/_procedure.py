"""A procedure: states, who owns them, the clocks that run in them, who may lead from one to the next, and where it can end.

It is data that the case system runs as it is; here it is asked what may come next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tadasu.law._basis import Basis
from tadasu.law._clocks import Clock
from tadasu.law._regime import Counted, Regime


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
    """A clock and where it is written. It starts when the state is entered, or ran from the entry of the state `since`, or is an
    extension: it starts when the time of that state of `extends` ends which was entered last (docs/clocks.md, step 4).

    Where its count is a parameter, `counted` says which; the clock is None on a day on which that has no value.
    """

    clock: Clock | None
    basis: Basis
    since: str = ""
    extends: tuple[str, ...] = ()
    counted: Counted | None = None


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

    def counts(self) -> frozenset[str]:
        """The parameters that are the length of a time in it."""
        limits = (state.limit for state in self.states.values() if state.limit is not None)
        return frozenset(one.counted.parameter for one in limits if one.counted is not None)

    def outcomes(self) -> tuple[State, ...]:
        """Where it can end."""
        return tuple(state for state in self.states.values() if state.outcome)
