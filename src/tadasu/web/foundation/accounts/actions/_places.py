"""To change what somebody is in an organisation, and to end it."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.access import CHANGE_ROLES, END_PLACE
from tadasu.web.foundation.accounts.actions._roles import keep_an_organiser, known_roles
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.accounts.roles import ORGANISER
from tadasu.web.foundation.audit.actions import record

_SUBJECT = "accounts.place"


def change_roles(
    actor: Actor, *, place: Membership, roles: Collection[str], seen: Collection[str], reason: str = ""
) -> None:
    """Other roles instead of those held. `seen` are those that whoever decided saw: where somebody else changed them meanwhile
    nothing is done. Raises Refused, UsageError `accounts-roles-changed`, `accounts-place-over`, `accounts-no-such-role`,
    `accounts-last-organiser`."""
    allow(actor, CHANGE_ROLES.name, place)
    wanted = known_roles(place.organisation.kind, roles)
    with transaction.atomic():
        held = _held(place)
        if set(held.roles) != set(seen):
            raise UsageError("accounts-roles-changed", roles=", ".join(held.roles))
        if ORGANISER in held.roles and ORGANISER not in wanted:
            keep_an_organiser(held.organisation_id, without=held.pk)
        before, held.roles = held.roles, wanted
        held.save(update_fields=["roles"])
        record(
            actor,
            act=CHANGE_ROLES.name,
            subject=_SUBJECT,
            subject_id=held.id,
            organisation=held.organisation_id,
            reason=reason,
            detail={"before": " ".join(before), "after": " ".join(wanted)},
        )


def end_place(actor: Actor, *, place: Membership, reason: str = "") -> None:
    """From now on the person is nothing there; that they were is kept. Raises Refused, UsageError `accounts-place-over`,
    `accounts-last-organiser`."""
    allow(actor, END_PLACE.name, place)
    with transaction.atomic():
        held = _held(place)
        if ORGANISER in held.roles:
            keep_an_organiser(held.organisation_id, without=held.pk)
        held.until = timezone.now()
        held.save(update_fields=["until"])
        record(
            actor,
            act=END_PLACE.name,
            subject=_SUBJECT,
            subject_id=held.id,
            organisation=held.organisation_id,
            reason=reason,
        )


def _held(place: Membership) -> Membership:
    """As it stands now, and nobody else changes it meanwhile. Raises UsageError `accounts-place-over`."""
    found = Membership.objects.select_for_update().filter(current(), pk=place.pk).first()
    if found is None:
        raise UsageError("accounts-place-over")
    return found
