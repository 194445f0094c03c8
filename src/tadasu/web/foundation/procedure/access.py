"""What may be done with a run, and by whom.

Asked of a `Run`; of a move and a hand-over, of the part that is played in it (`Playing`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tadasu.web.foundation.access import Actor, Predicate, act, both, either, lately_signed_in, with_second_factor
from tadasu.web.foundation.procedure.kinds import run_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A part in a run: those who are bound to it, as (organisation, role); `user_id` whom its open task is given to, if
    anybody."""

    organisation_id: UUID
    kind: str
    bound: Sequence[tuple[UUID, str]]
    user_id: UUID | None = None


def plays(actor: Actor, bound: Sequence[tuple[UUID, str]]) -> bool:
    """Whether the actor has one of the roles."""
    return any(role in actor.roles_in(organisation) for organisation, role in bound)


def _opens(actor: Actor, record: object | None) -> bool:
    kind = run_kinds().get(getattr(record, "kind", ""))
    return kind is not None and _has(actor, record, kind.opens)


def _keeps(actor: Actor, record: object | None) -> bool:
    kind = run_kinds().get(getattr(record, "kind", ""))
    return kind is not None and _has(actor, record, kind.keeps)


def _has(actor: Actor, record: object | None, roles: frozenset[str]) -> bool:
    organisation = getattr(record, "organisation_id", None)
    return organisation is not None and not actor.roles_in(organisation).isdisjoint(roles)


def _plays(actor: Actor, record: object | None) -> bool:
    return getattr(record, "kind", "") in run_kinds() and plays(actor, getattr(record, "bound", ()))


def _its_own(actor: Actor, record: object | None) -> bool:
    organisation = getattr(record, "organisation_id", None)
    return any(one == organisation for one, _ in getattr(record, "bound", ()))


def _given(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "user_id", None) in (None, actor.user)


opens_such_runs = Predicate("opens such runs there", _opens)
keeps_such_runs = Predicate("keeps such runs there", _keeps)
plays_the_part = Predicate("plays the part", _plays)
nobody_else_has_it = Predicate("nobody else has the task", _given)
part_of_its_own = Predicate("a part of the organisation of the run", _its_own)
of_the_run = Predicate(
    "of the run", lambda actor, record: any(one in actor.places for one in getattr(record, "shown_to", ()))
)

SEE = act("procedure.see", both(of_the_run, with_second_factor))
OPEN = act("procedure.open", both(opens_such_runs, with_second_factor))
MOVE = act("procedure.move", both(plays_the_part, with_second_factor))
SUSPEND = act("procedure.suspend", both(keeps_such_runs, with_second_factor))
EXTEND = act("procedure.extend", both(keeps_such_runs, with_second_factor))
HAND_OVER = act(
    "procedure.hand-over",
    both(either(both(keeps_such_runs, part_of_its_own), both(plays_the_part, nobody_else_has_it)), with_second_factor),
)
BIND = act("procedure.bind", both(keeps_such_runs, with_second_factor, lately_signed_in))
ERASE_REASON = act("procedure.erase-reason", both(keeps_such_runs, with_second_factor, lately_signed_in))
MIGRATE = act("procedure.migrate", both(keeps_such_runs, with_second_factor, lately_signed_in))
