"""Kinds of runs: what a desk says once about all its cases of a sort.

A run of a kind that nobody declared (its desk is off, or gone) is still shown, and nobody can do anything with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from tadasu.law import Procedure
from tadasu.schema import UsageError

Guards = Mapping[tuple[str, str], tuple[str, ...]]
"""(state, move) -> the names of the rules that stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunKind:
    """`opens` are the roles that open such runs in their organisation, `keeps` those that suspend, extend, hand over, bind and
    migrate them. `title` is what the page of a run is called, `address` the page of its subject ("" for none), both from the id
    of the subject."""

    id: str
    opens: frozenset[str]
    keeps: frozenset[str]
    guards: Guards = field(default_factory=dict)
    title: Callable[[UUID], str] = str
    address: Callable[[UUID], str] = lambda subject: ""


_KINDS: dict[str, RunKind] = {}


def run_kind(kind: RunKind) -> RunKind:
    """Declare a kind, once. Raises ValueError when it is declared already."""
    if kind.id in _KINDS:
        raise ValueError(f"the kind of runs {kind.id} is declared twice")
    _KINDS[kind.id] = kind
    return kind


def run_kinds() -> Mapping[str, RunKind]:
    """All that were declared, by id."""
    return MappingProxyType(_KINDS)


def kind_of(kind: str) -> RunKind:
    """A kind. Raises UsageError `run-no-such-kind`."""
    if kind not in _KINDS:
        raise UsageError("run-no-such-kind", value=kind[:80], known=", ".join(sorted(_KINDS)) or "-")
    return _KINDS[kind]


def check_guards(kind: RunKind, procedure: Procedure) -> None:
    """A rule must not be lost because a state or a move is called otherwise in another version.

    Raises UsageError `run-guard-loose` with the first rule that stands before nothing.
    """
    there = {(state.id, move.id) for state in procedure.states.values() for move in state.moves}
    for (state, move), names in kind.guards.items():
        if (state, move) not in there:
            raise UsageError("run-guard-loose", guard=", ".join(names), state=state, move=move)
