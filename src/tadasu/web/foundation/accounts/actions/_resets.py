"""To let somebody sign in again who has lost a password, or the second factor as well.

There is no mail that could do it, so an organiser vouches. An organiser vouches for their own organisation only: whoever gets
a new second factor by it keeps the places there, while places in other organisations end and are offered anew by those.
A new password alone changes nothing elsewhere, since the second factor still has to be shown.
"""

from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting, allow, holding
from tadasu.web.foundation.accounts._codes import digest_of, new_code
from tadasu.web.foundation.accounts.access import OFFER_RESET, OFFER_RESET_TO, USE_RESET
from tadasu.web.foundation.accounts.actions._roles import keep_an_organiser
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Membership, Reset, User
from tadasu.web.foundation.accounts.queries import comes_through, current, held_reset
from tadasu.web.foundation.accounts.roles import ORGANISER
from tadasu.web.foundation.audit.actions import record

RESET = "reset"
"""What these codes are for."""

DAYS = 2
"""For which a code is open."""

_SUBJECT = "accounts.reset"


def offer_reset(actor: Actor, *, place: Membership, factors: bool, reason: str) -> str:
    """The code with which the holder of a place sets a new password, and with `factors` a new second factor; shown this once.

    Raises Refused, UsageError `reason-missing`, `accounts-place-over`, `accounts-no-password`.
    """
    allow(actor, OFFER_RESET.name, place)
    held = Membership.objects.filter(current(), pk=place.pk).select_related("user").first()
    if held is None:
        raise UsageError("accounts-place-over")
    return _offer(actor, held.user, organisation=held.organisation_id, factors=factors, reason=reason)


def offer_reset_to(actor: Actor, *, user: User, factors: bool, reason: str) -> str:
    """The same from whoever runs the machine, who vouches for all places. Only the system may. Raises Refused, UsageError."""
    allow(actor, OFFER_RESET_TO.name)
    return _offer(actor, user, organisation=None, factors=factors, reason=reason)


def use_reset(actor: Actor, *, digest: str, password: str | None) -> User:
    """Sign-in as the code with this digest allows, once. Every session ends. Somebody who comes through a provider has no
    password to set. Raises UsageError `accounts-code-closed`, `accounts-last-organiser`."""
    allow(actor, USE_RESET.name)
    with transaction.atomic():
        offer = held_reset(digest)
        if offer is None or not _mark_used(digest):
            raise UsageError("accounts-code-closed")
        user = offer.user
        if password is not None and not comes_through(user):
            user.set_password(password)
        user.signed_out_at = timezone.now()
        user.save(update_fields=["password", "signed_out_at"])
        owner = actor_of(user)
        with acting(owner):
            if offer.factors:
                Authenticator.objects.filter(user=user).delete()
            if offer.factors and offer.organisation_id is not None:
                _end_elsewhere(owner, offer.organisation_id)
            record(owner, act=USE_RESET.name, subject=_SUBJECT, subject_id=offer.id, organisation=offer.organisation_id)
    return user


def _offer(actor: Actor, user: User, *, organisation: UUID | None, factors: bool, reason: str) -> str:
    if not reason.strip():
        raise UsageError("reason-missing")
    if not factors and comes_through(user):
        raise UsageError("accounts-no-password")
    code = new_code()
    digest = digest_of(code, purpose=RESET)
    with transaction.atomic(), holding(digest):
        made = Reset.objects.create(
            user=user,
            organisation_id=organisation,
            factors=factors,
            digest=digest,
            made_by_id=actor.user,
            ends_at=timezone.now() + timedelta(days=DAYS),
        )
        record(
            actor,
            act=OFFER_RESET.name,
            subject=_SUBJECT,
            subject_id=made.id,
            organisation=organisation,
            reason=reason,
            detail={"user": str(user.id), "factors": int(factors)},
        )
    return code


def _mark_used(digest: str) -> bool:
    """One of all who try at the same moment."""
    with holding(digest):
        now = timezone.now()
        return bool(Reset.objects.filter(digest=digest, used_at=None, ends_at__gt=now).update(used_at=now))


def _end_elsewhere(owner: Actor, organisation: UUID) -> None:
    """Places that the organiser who vouched could not vouch for. Raises UsageError `accounts-last-organiser`: then whoever runs
    the machine must help, since nobody there could offer the place anew."""
    for place in Membership.objects.filter(current(), user=owner.user).exclude(organisation=organisation):
        if ORGANISER in place.roles:
            keep_an_organiser(place.organisation_id, without=place.pk)
        place.until = timezone.now()
        place.save(update_fields=["until"])
        record(
            owner,
            act="accounts.place-ended-by-reset",
            subject="accounts.place",
            subject_id=place.id,
            organisation=place.organisation_id,
        )
