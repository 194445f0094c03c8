"""Who acts: a person with the places held in organisations, nobody, or the system itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a person is in one organisation."""

    organisation: UUID
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`user` is None for someone without an account and for the system. `places` by organisation. `signed_in_at` is when the
    password or the passkey was last shown; `second_factor` whether more than a password was."""

    user: UUID | None = None
    places: Mapping[UUID, Place] = field(default_factory=dict)
    second_factor: bool = False
    signed_in_at: datetime | None = None
    system: bool = False

    @property
    def organisations(self) -> tuple[UUID, ...]:
        """Those in which there is a place, in a fixed order."""
        return tuple(sorted(self.places))

    def places_with(self, roles: Collection[str]) -> list[UUID]:
        """Those in which the actor has one of these roles; without a second factor none, since nothing may be done there."""
        if not self.second_factor:
            return []
        return [one for one, place in self.places.items() if not place.roles.isdisjoint(roles)]

    def roles_in(self, organisation: UUID) -> frozenset[str]:
        """What the actor is there."""
        found = self.places.get(organisation)
        return found.roles if found else frozenset()


ANONYMOUS = Actor()
"""Someone without an account: the public, a source."""

SYSTEM = Actor(system=True)
"""The worker and the commands of whoever runs the machine."""
