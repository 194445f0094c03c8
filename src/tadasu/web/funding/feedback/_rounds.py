"""A round while something is done with it: alone. And what is written down of it: never who took or answered."""

from collections.abc import Sequence
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.feedback.access import PROGRAMME
from tadasu.web.funding.feedback.models import Round


def held(actor: Actor, round: UUID, act: Act, *states: str) -> Round:
    """For this transaction ours. Raises Round.DoesNotExist, Refused, UsageError `feedback-state`."""
    found = Round.objects.select_for_update(of=("self",), no_key=True).get(id=round)
    allow(actor, act.name, found)
    if found.state not in states:
        raise UsageError("feedback-state")
    return found


def officers(organisation: UUID) -> Sequence[UUID]:
    """Programme officers who have keys: what is sealed here is sealed to them. Raises UsageError `feedback-no-reader`."""
    here = Membership.objects.filter(current(), organisation=organisation)
    fit = {one.user_id for one in here if PROGRAMME in one.roles}
    found = [one.id for one in keyed_people(organisation) if one.id in fit]
    if not found:
        raise UsageError("feedback-no-reader")
    return found


def write_down(actor: Actor, act: Act, round: Round, **detail: int | str) -> None:
    """In the record of acts."""
    record(
        actor,
        act=act.name,
        subject="feedback.round",
        subject_id=round.id,
        organisation=round.organisation_id,
        detail={"number": round.number, **detail},
    )
