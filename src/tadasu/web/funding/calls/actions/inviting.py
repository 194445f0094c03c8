"""Invite by a code that is shown once; who was invited is kept nowhere."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow, holding
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.calls._codes import digest_of, new_code
from tadasu.web.funding.calls.access import INVITE, WITHDRAW
from tadasu.web.funding.calls.models import INVITED, OPEN, Call, Invitation, this_month


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and its code, to be shown once."""

    invitation: Invitation
    code: str = field(repr=False)


def invite(actor: Actor, *, call: UUID, ends_on: date | None = None) -> Invited:
    """A code for an invited call that is open, until a day (at the latest the last of the call). Raises Call.DoesNotExist,
    Refused, UsageError `calls-not-invited`, `calls-state`, `calls-day`."""
    with transaction.atomic():
        found = Call.objects.select_for_update(of=("self",), no_key=True).get(id=call)
        allow(actor, INVITE.name, found)
        if found.kind != INVITED or found.closes_on is None:
            raise UsageError("calls-not-invited")
        if found.state != OPEN:
            raise UsageError("calls-state")
        last = ends_on or found.closes_on
        if not timezone.localdate() <= last <= found.closes_on:
            raise UsageError("calls-day")
        code = new_code()
        made = Invitation.objects.create(
            organisation_id=found.organisation_id,
            call=found,
            digest=digest_of(code),
            made_by_id=person(actor),
            ends_on=last,
        )
        _write(actor, INVITE.name, made)
    return Invited(made, code)


def use_invitation(code: str, *, call: UUID) -> Call:
    """Take a code for an application in its call, once and by whoever has it; nothing of it is in the record of acts.

    Raises UsageError `calls-invitation` for any that cannot be used there."""
    digest = digest_of(code)
    with transaction.atomic(), holding(digest):
        found = (
            Invitation.objects.select_for_update(of=("self",), no_key=True)
            .filter(digest=digest, call=call, used_in=None, withdrawn=False, ends_on__gte=timezone.localdate())
            .first()
        )
        if found is None:
            raise UsageError("calls-invitation")
        held = Call.objects.get(id=call)
        if held.state != OPEN or held.opens_on > timezone.localdate():
            raise UsageError("calls-invitation")
        Invitation.objects.filter(id=found.id).update(used_in=this_month())
    return held


def withdraw_invitation(actor: Actor, *, invitation: UUID) -> None:
    """One that was not used. Raises Invitation.DoesNotExist, Refused, UsageError `calls-invitation`."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",), no_key=True).get(id=invitation)
        allow(actor, WITHDRAW.name, found)
        if found.used_in is not None or found.withdrawn:
            raise UsageError("calls-invitation")
        Invitation.objects.filter(id=found.id).update(withdrawn=True)
        _write(actor, WITHDRAW.name, found)


def _write(actor: Actor, act: str, invitation: Invitation) -> None:
    write_down(
        actor,
        act=act,
        subject="calls.invitation",
        subject_id=invitation.id,
        organisation=invitation.organisation_id,
        detail={"call": str(invitation.call_id)},
    )
