"""A round while something is done with it: alone. And what is written down of it: never who took or answered."""

from collections.abc import Sequence
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.publication.models import REFUSED, Proposal
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.feedback.access import PROGRAMME
from tadasu.web.funding.feedback.models import OPEN, Round


def held(actor: Actor, round: UUID, act: Act, *states: str) -> Round:
    """For this transaction ours. Raises Round.DoesNotExist, Refused, UsageError `feedback-state`."""
    found = Round.objects.select_for_update(of=("self",), no_key=True).get(id=round)
    allow(actor, act.name, found)
    if found.state not in states:
        raise UsageError("feedback-state")
    return found


def handed_over(round: Round) -> bool:
    """Whether reply and counts are with those who sign, or public: what they refused can be written anew."""
    if round.proposal is None:
        return False
    return not Proposal.objects.filter(id=round.proposal, state=REFUSED).exists()


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


def refuse_kept(record: UUID) -> None:
    """Raises UsageError `feedback-kept` for the key of a round that runs: without it all answers would be lost, and nobody
    would have given it up."""
    if Round.objects.filter(record=record, state=OPEN).exists():
        raise UsageError("feedback-kept")
