"""Who may play which part of a run, and on whose behalf."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tadasu.law import Procedure
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.procedure.access import Playing
from tadasu.web.foundation.procedure.models import Binding, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A part of a procedure that people of a role in an organisation may play; `outside` for somebody who has no place here."""

    part: str
    organisation: UUID
    role: str
    outside: bool = False


def bindings_of(run: Run, part: str) -> tuple[Binding, ...]:
    """Who may play a part now."""
    return tuple(run.bindings.filter(part=part, until=None).order_by("organisation_id", "role"))


def playing(run: Run, bindings: Iterable[Binding], *, user: UUID | None = None) -> Playing:
    """The record of which the rights are asked."""
    return Playing(
        organisation_id=run.organisation_id,
        kind=run.kind,
        bound=[(one.organisation_id, one.role) for one in bindings],
        user_id=user,
    )


def binding_for(actor: Actor, bindings: Iterable[Binding]) -> Binding | None:
    """The binding by which an actor plays; one's own part before that of somebody outside."""
    mine = [one for one in bindings if one.role in actor.roles_in(one.organisation_id)]
    return min(mine, key=lambda one: one.outside, default=None)


def check_bound(procedure: Procedure, bound: Sequence[Bound]) -> None:
    """Every part has somebody, so that no case stands still because nobody may act. Raises UsageError `run-unbound`,
    `run-no-such-part`."""
    for one in bound:
        check_part(procedure, one.part)
    if missing := [part for part in procedure.actors if part not in {one.part for one in bound}]:
        raise UsageError("run-unbound", parts=", ".join(missing))


def check_part(procedure: Procedure, part: str) -> None:
    """Raises UsageError `run-no-such-part`."""
    if part not in procedure.actors:
        raise UsageError("run-no-such-part", value=part[:80], known=", ".join(procedure.actors))


def add_bindings(run: Run, bound: Iterable[Bound], *, number: int) -> None:
    """Bind from a step on."""
    Binding.objects.bulk_create(
        Binding(
            run=run, part=one.part, organisation_id=one.organisation, role=one.role, outside=one.outside, since=number
        )
        for one in dict.fromkeys(bound)
    )


def show_to_bound(run: Run) -> None:
    """Show the run to its organisation and all that are bound now, to nobody else."""
    bound = run.bindings.filter(until=None).values_list("organisation_id", flat=True)
    run.shown_to = sorted({run.organisation_id, *bound})
    run.save(update_fields=["shown_to"])


def players(bindings: Iterable[Binding]) -> set[UUID]:
    """The people who may play now, as far as the actor sees the places of their organisations."""
    wanted = Q(pk__in=[])
    for one in bindings:
        wanted |= Q(organisation=one.organisation_id, roles__contains=[one.role])
    now = timezone.now()
    held = Membership.objects.filter(wanted, Q(until=None) | Q(until__gt=now), user__is_active=True)
    return set(held.values_list("user_id", flat=True))
