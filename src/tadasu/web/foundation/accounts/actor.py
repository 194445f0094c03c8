"""From a signed-in person to the actor that access knows."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from tadasu.web.foundation.access import ANONYMOUS, Actor, Place, acting
from tadasu.web.foundation.accounts.models import Membership, Organisation, User

SECOND = "mfa"
"""What allauth calls a step of sign-in by passkey, authenticator or recovery code; a passkey alone is both factors."""


def actor_of(user: User | None, *, second_factor: bool = False, signed_in_at: datetime | None = None) -> Actor:
    """The actor with the places that are held now; nobody for one who is not, or no longer, a user."""
    if user is None or not user.is_active:
        return ANONYMOUS
    bare = Actor(user=user.id, second_factor=second_factor, signed_in_at=signed_in_at)
    with acting(bare):
        held = Membership.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), user=user)
        places = {
            one.organisation_id: Place(organisation=one.organisation_id, roles=frozenset(one.roles)) for one in held
        }
    return Actor(user=user.id, places=places, second_factor=second_factor, signed_in_at=signed_in_at)


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks, by the session: how and when they signed in is what allauth wrote there about this very person."""
    user = request.user
    if not isinstance(user, User):
        return ANONYMOUS
    steps = get_authentication_records(request, user)
    last = max((one["at"] for one in steps), default=None)
    return actor_of(
        user,
        second_factor=any(one["method"] == SECOND for one in steps),
        signed_in_at=datetime.fromtimestamp(last, UTC) if last is not None else None,
    )


def person(actor: Actor) -> UUID:
    """The person who acts. Raises ValueError for nobody and for the system."""
    if actor.user is None:
        raise ValueError("no person acts")
    return actor.user


def steward(organisation: Organisation) -> Actor:
    """The system at work in one organisation, for commands of whoever runs the machine."""
    place = Place(organisation=organisation.id, roles=frozenset())
    return Actor(system=True, places={organisation.id: place})
