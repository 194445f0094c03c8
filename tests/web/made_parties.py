"""Parties of tests: all invented; and lists to screen them against, kept in the data folder of the tests."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from tests.web.made import organisation, person
from tests.web.running import started, use

from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.store import data_folder, save_list
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.parties import queries
from tadasu.web.foundation.parties._entities import shown_of
from tadasu.web.foundation.parties.actions import Said, add_party, decide, merge, state, take_back
from tadasu.web.foundation.parties.models import Hit, Judgement, Party, Statement
from tadasu.web.foundation.parties.screening import screen_due
from tadasu.web.project.database import Role

SOURCE = "invented register, entry 7"
WHY = "The same number stands on both letters (invented)."
LIST = "invented-list"
LISTED = "Qarashahar Tezgul Cotton Ginning Co., Ltd."


def lately(user: User) -> Actor:
    """As who they are now, just signed in with a second factor."""
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


def worker_of(place: Organisation, role: str = "analyst") -> Actor:
    """Somebody whose work parties are."""
    return lately(person(place, role))


def said(property: str, value: str, **more: Any) -> Said:
    """A statement of an invented source."""
    return Said(property=property, value=value, **{"source": SOURCE, **more})


def added(actor: Actor, place: Organisation, name: str, *more: Said, kind: str = "company") -> Party:
    """A party."""
    with acting(actor):
        return add_party(actor, organisation=place.id, kind=kind, said=[said("name", name), *more])


def stated(actor: Actor, party: UUID, property: str, value: str, **more: Any) -> None:
    """One more statement."""
    with acting(actor):
        state(actor, party=party, said=said(property, value, **more))


def joined(actor: Actor, one: UUID, other: UUID, reason: str = WHY) -> Judgement:
    """Two become one, by somebody who has just looked at them."""
    with acting(actor):
        return merge(actor, one=one, other=other, seen=queries.pair(actor, one, other).seen, reason=reason)


def split(actor: Actor, judgement: UUID, reason: str = WHY) -> None:
    """A judgement is taken back, by somebody who has just looked."""
    with acting(actor):
        _, seen = queries.judgement_of(actor, judgement)
        take_back(actor, judgement=judgement, seen=seen, reason=reason)


def listed(name: str = LISTED, *, key: str = "x:1", **more: Any) -> Entity:
    """Somebody whom an invented list names."""
    given: dict[str, Any] = {"schema": "Company", "countries": ("cn",), "topics": ("forced.labour",), **more}
    return Entity(id=EntityId(key), name=name, origin=Origin(list_id=ListId(LIST), row=1), **given)


def put_in_force(entities: Sequence[Entity], *, day: date = date(2026, 11, 1)) -> None:
    """A version of the invented list."""
    save_list(data_folder(), LIST, entities, list_date=day, source_digest="0" * 64, problems=(), reader_version="test")


def no_lists() -> None:
    """Nothing is in force."""
    shutil.rmtree(data_folder() / "lists", ignore_errors=True)


@contextmanager
def as_worker() -> Iterator[None]:
    """Connected as the worker is: for tests that commit."""
    connection.close()
    use(started(), Role.WORKER)
    try:
        yield
    finally:
        connection.close()
        use(started(), Role.WEB)


def screened() -> int:
    """Let the worker screen what is due."""
    with as_worker():
        return screen_due()


class Kept:
    """A party with a statement, a judgement, a hit and a decision, without a worker: for tests that are undone."""

    def __init__(self, place: Organisation | None = None, name: str = "Tezgul Mill (invented)") -> None:
        self.place = place or organisation()
        self.actor = worker_of(self.place)
        self.party = added(self.actor, self.place, name, said("country", "uz")).id
        self.other = added(self.actor, self.place, "テズグル工場（架空）").id
        self.third = added(self.actor, self.place, "Hiyoaze Ceramics (invented)").id
        self.judgement = joined(self.actor, self.party, self.other).id
        self.hit = self._hit(name)
        with acting(self.actor):
            self.statement = Statement.objects.get(party=self.party, property="country").id

    def _hit(self, name: str) -> UUID:
        with acting(self.actor):
            hit = Hit.objects.create(
                organisation=self.place,
                party_id=self.party,
                list_id=LIST,
                list_version="2026-11-01-000000000000",
                entity_id="x:1",
                scorer="test",
                log_odds=2000,
                query_name=name,
                matched_name=LISTED,
                listed={**shown_of(listed()), "aliases": [name]},
                reasons={},
                basis="0" * 64,
            )
            decide(self.actor, hit=hit.id, verdict="same", seen=queries.hit_of(self.actor, hit.id).seen, reason=WHY)
            return hit.id


__all__ = [
    "LIST",
    "LISTED",
    "SOURCE",
    "WHY",
    "Kept",
    "added",
    "as_worker",
    "joined",
    "lately",
    "listed",
    "no_lists",
    "put_in_force",
    "said",
    "screened",
    "split",
    "stated",
    "worker_of",
]
