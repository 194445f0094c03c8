"""The acts there are, and the one question that all doors ask."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tadasu.web.foundation.access._actor import Actor
from tadasu.web.foundation.access._predicates import Predicate
from tadasu.web.ui.parts import Said


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done or seen, and who may."""

    name: str
    who: Predicate


class Refused(PermissionDenied):
    """An act that the actor may not do; says which act, never which record. With `again`, showing a password or a passkey
    once more would be enough. `why` is for the page that says so, where a question has words for it."""

    def __init__(self, name: str, *, again: bool = False, why: Said = "") -> None:
        self.act = name
        self.again = again
        self.why = why
        super().__init__(name)


_ACTS: dict[str, Act] = {}


def act(name: str, who: Predicate) -> Act:
    """Declare an act, once, in the `access.py` of its app. Raises ValueError when it is declared already."""
    if name in _ACTS:
        raise ValueError(f"the act {name} is declared twice")
    _ACTS[name] = Act(name, who)
    return _ACTS[name]


def acts() -> Mapping[str, Act]:
    """All that were declared, by name."""
    return MappingProxyType(_ACTS)


def may(actor: Actor, name: str, record: object | None = None) -> bool:
    """Whether the actor may do it. The system may do everything; an act that nobody declared, nobody may do."""
    if actor.system:
        return True
    found = _ACTS.get(name)
    return found is not None and found.who.holds(actor, record)


def may_anew(actor: Actor, name: str, record: object | None = None) -> bool:
    """Whether the actor may, or could after showing a password or a passkey once more. By this pages show the way to an act:
    the page behind it asks for the password where it must. It allows nothing by itself."""
    return may(_anew(actor), name, record)


def allow(actor: Actor, name: str, record: object | None = None) -> None:
    """Go on if the actor may. Raises Refused."""
    if not may(actor, name, record):
        found = _ACTS.get(name)
        why = found.who.refuses(_anew(actor), record) if found is not None else ""
        raise Refused(name, again=may_anew(actor, name, record), why=why)


def _anew(actor: Actor) -> Actor:
    return actor if actor.user is None else replace(actor, signed_in_at=timezone.now())
