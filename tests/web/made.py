"""Organisations and people of tests: all invented."""

from uuid import UUID, uuid4

from tadasu.web.foundation.access import Actor, Place, acting
from tadasu.web.foundation.accounts.models import Membership, Organisation, User

PASSWORD = "a long invented password"


def organisation(kind: str = "company", name: str = "Kumanezawa Garments (invented)") -> Organisation:
    """An organisation."""
    return Organisation.objects.create(kind=kind, name=name, invented=True)


def person(place: Organisation | None = None, *roles: str, login: str = "") -> User:
    """A person, with a place if one is named."""
    user = User.objects.create_user(login or f"person-{uuid4().hex[:8]}", PASSWORD)
    if place is not None:
        join(user, place, *roles)
    return user


def join(user: User, place: Organisation, *roles: str) -> Membership:
    """Give a person a place."""
    with acting(member_of(place.id)):
        return Membership.objects.create(user=user, organisation=place, roles=list(roles))


def member_of(organisation_id: UUID, *roles: str) -> Actor:
    """An actor who has a place there, though no such person is kept."""
    return Actor(
        user=uuid4(),
        places={organisation_id: Place(organisation=organisation_id, roles=frozenset(roles))},
        second_factor=True,
    )
