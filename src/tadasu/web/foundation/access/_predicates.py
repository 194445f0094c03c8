"""Small questions about an actor and a record. Each has a name, so that the matrix of rights can be read and each can be
taken out by a test, which must then fail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from tadasu.web.foundation.access._actor import Actor
from tadasu.web.ui.parts import Said

LATELY = timedelta(minutes=10)
"""How long a sign-in lasts for a dangerous act."""


class Record(Protocol):
    """A record that belongs to an organisation."""

    @property
    def organisation_id(self) -> UUID: ...


@dataclass(frozen=True, slots=True)
class Predicate:
    """A question by name; `holds` answers it. A record that is needed and not given is a no. `parts` are what it was put
    together from, by `both` (all of them) or by `either` (`any_part`). `refusal` is what whoever fails this one alone is told;
    without it they hear no more than that they may not."""

    name: str
    holds: Callable[[Actor, object | None], bool]
    parts: tuple["Predicate", ...] = ()
    any_part: bool = False
    refusal: Said = ""

    def refuses(self, actor: Actor, record: object | None) -> Said:
        """What the actor is told who fails here and may be told why; "" for anybody else. Of several that fail the first
        speaks, and only where each of them has words."""
        if self.any_part or not self.parts:
            return "" if self.holds(actor, record) else self.refusal
        failed = [one.refuses(actor, record) for one in self.parts if not one.holds(actor, record)]
        return failed[0] if failed and all(failed) else ""


def both(*parts: Predicate) -> Predicate:
    """All of these."""
    name = " and ".join(_bracketed(part) for part in parts)
    return Predicate(name, lambda actor, record: all(part.holds(actor, record) for part in parts), parts)


def either(*parts: Predicate) -> Predicate:
    """One of these."""
    name = " or ".join(_bracketed(part) for part in parts)
    return Predicate(name, lambda actor, record: any(part.holds(actor, record) for part in parts), parts, any_part=True)


def _bracketed(part: Predicate) -> str:
    return f"({part.name})" if len(part.parts) > 1 else part.name


anyone = Predicate("anyone", lambda actor, record: True)
nobody = Predicate("nobody", lambda actor, record: False)
signed_in = Predicate("signed in", lambda actor, record: actor.user is not None)
with_second_factor = Predicate(
    "with a second factor", lambda actor, record: actor.user is not None and actor.second_factor
)
own = Predicate("own", lambda actor, record: actor.user is not None and getattr(record, "user_id", None) == actor.user)
of_organisation = Predicate(
    "of the organisation", lambda actor, record: getattr(record, "organisation_id", None) in actor.places
)
lately_signed_in = Predicate("lately signed in", lambda actor, record: _is_recent(actor.signed_in_at, timezone.now()))


def has_role(*roles: str) -> Predicate:
    """One of the roles, in the organisation of the record."""

    def holds(actor: Actor, record: object | None) -> bool:
        organisation = getattr(record, "organisation_id", None)
        return organisation is not None and not actor.roles_in(organisation).isdisjoint(roles)

    return Predicate(f"{' or '.join(roles)} there", holds)


def _is_recent(signed_in_at: datetime | None, now: datetime) -> bool:
    return signed_in_at is not None and now - signed_in_at < LATELY
