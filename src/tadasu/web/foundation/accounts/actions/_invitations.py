"""To invite, to withdraw an invitation, and to take one: with a new account or with one's own."""

from collections.abc import Collection
from datetime import timedelta
from secrets import token_hex
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Place, acting, allow, holding
from tadasu.web.foundation.accounts._codes import digest_of, new_code
from tadasu.web.foundation.accounts.access import INVITE, JOIN, TAKE, WITHDRAW
from tadasu.web.foundation.accounts.actions._roles import known_roles
from tadasu.web.foundation.accounts.actor import actor_of, person
from tadasu.web.foundation.accounts.models import Invitation, Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current, is_open
from tadasu.web.foundation.audit.actions import record

INVITATION = "invitation"
"""What these codes are for."""

LONGEST = 30
"""Days for which an invitation can be open."""

_SUBJECT = "accounts.invitation"


def invite(actor: Actor, *, organisation: Organisation, roles: Collection[str], days: int) -> str:
    """The code of an offer of a place, which is shown this once. Raises Refused, UsageError."""
    allow(actor, INVITE.name, organisation)
    if not 1 <= days <= LONGEST:
        raise UsageError("accounts-days", value=str(days), limit=str(LONGEST))
    code = new_code()
    with transaction.atomic():
        made = Invitation.objects.create(
            organisation=organisation,
            roles=known_roles(organisation.kind, roles),
            digest=digest_of(code, purpose=INVITATION),
            made_by_id=actor.user,
            ends_at=timezone.now() + timedelta(days=days),
        )
        record(
            actor,
            act=INVITE.name,
            subject=_SUBJECT,
            subject_id=made.id,
            organisation=organisation.id,
            detail={"roles": " ".join(made.roles), "days": days},
        )
    return code


def withdraw(actor: Actor, *, invitation: Invitation) -> None:
    """Close an offer. Raises Refused, UsageError `accounts-code-closed` when it is closed already."""
    allow(actor, WITHDRAW.name, invitation)
    with transaction.atomic():
        if not Invitation.objects.filter(is_open(), pk=invitation.pk).update(withdrawn_at=timezone.now()):
            raise UsageError("accounts-code-closed")
        record(
            actor,
            act=WITHDRAW.name,
            subject=_SUBJECT,
            subject_id=invitation.id,
            organisation=invitation.organisation_id,
        )


def join(actor: Actor, *, digest: str, login: str, password: str, display_name: str, language: str) -> User:
    """Make an account and take the place whose code has this digest: both or neither. Raises UsageError."""
    allow(actor, JOIN.name)
    with transaction.atomic():
        user = _new_user(login, password, display_name=display_name, language=language)
        _take(actor_of(user), digest, act=JOIN.name)
    return user


def take(actor: Actor, *, digest: str) -> Membership:
    """Take the place whose code has this digest with one's own account. Raises Refused, UsageError."""
    allow(actor, TAKE.name)
    with transaction.atomic():
        return _take(actor, digest, act=TAKE.name)


def join_through(
    *, organisation: UUID, provider: str, roles: Collection[str], digest: str, display_name: str, language: str
) -> User:
    """An account for somebody whom the organisation's own provider has just named: with the place of an invitation, if its
    digest is given, else with the roles that the provider's entry in the file maps. Raises UsageError."""
    with transaction.atomic():
        user = _new_user(f"{provider}-{token_hex(6)}", None, display_name=display_name, language=language)
        if digest:
            _take(actor_of(user), digest, act=JOIN.name)
            return user
        kind = _kind_of(organisation)
        place = Place(organisation=organisation, roles=frozenset(known_roles(kind, roles)))
        told = Actor(user=user.id, places={organisation: place})
        with acting(told):
            made = Membership.objects.create(user=user, organisation_id=organisation, roles=sorted(place.roles))
            record(
                told,
                act="accounts.join-through",
                subject="accounts.place",
                subject_id=made.id,
                organisation=organisation,
                detail={"provider": provider, "roles": " ".join(made.roles)},
            )
    return user


def _kind_of(organisation: UUID) -> str:
    found = Organisation.objects.filter(pk=organisation).first()
    if found is None:
        raise UsageError("accounts-no-such-organisation", value=str(organisation))
    return found.kind


def _new_user(login: str, password: str | None, *, display_name: str, language: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(login, password, display_name=display_name, language=language)
    except IntegrityError:
        raise UsageError("accounts-login-taken") from None


def _take(actor: Actor, digest: str, *, act: str) -> Membership:
    """One of all who try at the same moment gets it: the row is changed only while it is open."""
    with acting(actor), holding(digest):
        User.objects.select_for_update().get(pk=person(actor))  # one of two tabs after the other
        offer = Invitation.objects.filter(is_open(), digest=digest).first()
        if offer is None:
            raise UsageError("accounts-code-closed")
        if Membership.objects.filter(current(), user=actor.user, organisation=offer.organisation_id).exists():
            raise UsageError("accounts-place-held")
        if not Invitation.objects.filter(is_open(), pk=offer.pk).update(taken_by=actor.user):
            raise UsageError("accounts-code-closed")
        made = Membership.objects.create(
            user_id=person(actor), organisation_id=offer.organisation_id, roles=offer.roles
        )
        if offer.organisation.invented:  # whose pages say so from now on
            User.objects.filter(pk=person(actor)).update(invented=True)
        record(
            actor,
            act=act,
            subject=_SUBJECT,
            subject_id=offer.id,
            organisation=offer.organisation_id,
            detail={"roles": " ".join(offer.roles)},
        )
    return made
