"""Rules that stand before a move and are more than whose turn it is: two persons, a signature, papers that must be there.

A desk declares a rule by name and says in its kind of runs (`kinds`) before which moves it stands. A rule that nobody declared
lets nothing pass.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadasu.law import Move
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.procedure._history import What
from tadasu.web.foundation.procedure.models import Run, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a rule is asked: who wants to make which move, on what day, and everything that happened before."""

    actor: Actor
    run: Run
    state: str
    move: Move
    day: date
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule by name; `holds` says whether it lets the move pass, `told` tells the reader what is missing."""

    name: str
    holds: Callable[[Question], bool]
    told: str | Promise


_GUARDS: dict[str, Guard] = {}


def guard(name: str, holds: Callable[[Question], bool], told: str | Promise) -> Guard:
    """Declare a rule, once. Raises ValueError when it is declared already."""
    if name in _GUARDS:
        raise ValueError(f"the guard {name} is declared twice")
    _GUARDS[name] = Guard(name, holds, told)
    return _GUARDS[name]


def guards() -> Mapping[str, Guard]:
    """All that were declared, by name."""
    return MappingProxyType(_GUARDS)


def answers(names: Sequence[str], question: Question) -> Mapping[str, bool]:
    """What each rule says; one that nobody declared says no."""
    return {name: name in _GUARDS and _GUARDS[name].holds(question) for name in names}


_LED = frozenset({What.OPENED.value, What.MOVED.value})


def _another_person(question: Question) -> bool:
    """Whether it is somebody else than whoever made the last move: a migration, which only renames states, is none."""
    last = next((one for one in reversed(question.steps) if one.what in _LED), None)
    return question.actor.user is not None and (last is None or last.user_id != question.actor.user)


TWO_PERSONS = guard(
    "two-persons",
    _another_person,
    _("Somebody else than the person who made the last move must do this."),
)
