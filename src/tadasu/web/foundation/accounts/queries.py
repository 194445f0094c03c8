"""What may be seen of people: who has a place where, which invitations are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow, holding
from tadasu.web.foundation.accounts.access import SEE_PEOPLE
from tadasu.web.foundation.accounts.models import Invitation, Membership, Organisation, Reset, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A line of the page of people."""

    place: UUID
    user: UUID
    name: str
    roles: Sequence[str]
    since: datetime
    second_factor: bool


def current() -> Q:
    """Places that are held now."""
    return Q(until=None) | Q(until__gt=timezone.now())


def members(actor: Actor, organisation: Organisation) -> list[Member]:
    """Everybody who has a place there now, by name. Raises Refused."""
    allow(actor, SEE_PEOPLE.name, organisation)
    factor = Authenticator.objects.filter(user=OuterRef("user")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    found = Membership.objects.filter(current(), organisation=organisation).select_related("user")
    lines = [
        Member(
            place=one.id,
            user=one.user_id,
            name=str(one.user),
            roles=one.roles,
            since=one.since,
            second_factor=one.has_factor,
        )
        for one in found.annotate(has_factor=Exists(factor))
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def open_invitations(actor: Actor, organisation: Organisation) -> QuerySet[Invitation]:
    """Offers that can still be taken, the latest first. Raises Refused."""
    allow(actor, SEE_PEOPLE.name, organisation)
    return (
        Invitation.objects.filter(is_open(), organisation=organisation).select_related("made_by").order_by("-made_at")
    )


def held_invitation(digest: str) -> Invitation | None:
    """The open offer whose code has this digest: shown to whoever has the code, whoever that is."""
    with holding(digest):
        return Invitation.objects.filter(is_open(), digest=digest).select_related("organisation").first()


def held_reset(digest: str) -> Reset | None:
    """The same for signing in anew."""
    with holding(digest):
        open_now = Q(used_at=None, ends_at__gt=timezone.now())
        return Reset.objects.filter(open_now, digest=digest).select_related("user", "organisation").first()


def is_open() -> Q:
    """Neither taken nor withdrawn nor out of time."""
    return Q(taken_by=None, withdrawn_at=None, ends_at__gt=timezone.now())


def places_of(user: User) -> QuerySet[Membership]:
    """Where somebody has a place now."""
    return (
        Membership.objects.filter(current(), user=user)
        .select_related("organisation")
        .order_by("organisation__name", "since")
    )


def comes_through(user: User) -> bool:
    """Whether somebody signs in through an organisation's provider, and so has no password."""
    return bool(SocialAccount.objects.filter(user=user).exists())
