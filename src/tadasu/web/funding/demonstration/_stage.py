"""Whose hands do it: invented people of the funder, an intermediary and a newsroom, as if just signed in, with unlocked keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import yaml
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.demo import drawn, organisations
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.vault.actions import Cost, Unlocked, lock, make_keys, unlock, unlocked

PLACE, PARTNER, NEWSROOM = "funder", "intermediary", "newsroom"
OFFICER, SECOND = "funder-programme", "funder-programme-2"
ORGANISER, PAYER, PAYER_2 = "funder-organiser", "funder-payer", "funder-payer-2"
PUBLISHER, PUBLISHER_2 = "funder-publisher", "funder-publisher-2"
RELAY = "intermediary-programme"
SPEAKS, KEEPS = "newsroom-editor", "newsroom-organiser"
"""Who sends for the newsroom; who looks after its keys."""

REVIEWERS = ("funder-reviewer", *(f"funder-reviewer-{number}" for number in range(2, 7)))
CUSTODIANS = ("funder-custodian", "funder-custodian-2", "funder-custodian-3")

KEYED = (OFFICER, SECOND, ORGANISER, PAYER, PAYER_2, *REVIEWERS, *CUSTODIANS)
"""Those to whom something is sealed."""

WHY = "Invented for the demonstration. デモのための架空の理由です。"

_ALL = (*KEYED, PUBLISHER, PUBLISHER_2, RELAY, SPEAKS, KEEPS)

_SESSION = "demonstration"
_LENGTH = 24
_COST = Cost(1, 8192)

Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(slots=True, kw_only=True)
class Stage:
    """Where it happens; people by their log-ins."""

    place: Organisation
    partner: Organisation
    people: Mapping[str, User]
    actors: Mapping[str, Actor]
    today: date
    _keys: dict[str, Unlocked] = field(default_factory=dict, repr=False)

    def does(
        self, who: str, act: Callable[Concatenate[Actor, Given], Made], *said: Given.args, **named: Given.kwargs
    ) -> Made:
        """An act by one of them."""
        actor = self.actors[who]
        with acting(actor):
            return act(actor, *said, **named)

    def id(self, who: str) -> UUID:
        """Of a person."""
        return self.people[who].id

    def key(self, who: str) -> Unlocked:
        """The person's key, unlocked for as long as this lasts: what the database had of it is gone at once."""
        if who not in self._keys:
            actor = self.actors[who]
            with acting(actor):
                token = unlock(actor, passphrase=passphrase(), session=_SESSION)
                found = unlocked(actor, token=token, session=_SESSION)
                lock(actor, token=token)
            assert found is not None
            self._keys[who] = found
        return self._keys[who]


def stage() -> Stage | None:
    """The people with their keys, which are made if they are not there. None where the organisations or people are not."""
    there = organisations()
    if PLACE not in there or PARTNER not in there:
        return None
    people = {one.login: one for one in User.objects.filter(login__in=_ALL, invented=True)}
    if len(people) < len(_ALL):
        return None
    now = timezone.now()
    made = Stage(
        place=there[PLACE],
        partner=there[PARTNER],
        people=people,
        actors={login: actor_of(user, second_factor=True, signed_in_at=now) for login, user in people.items()},
        today=timezone.localdate(),
    )
    for who in KEYED:
        _keyed(made, who)
    return made


def _keyed(stage: Stage, who: str) -> None:
    """With keys. A passphrase drawn from the secret key needs no slow derivation against guessing."""
    try:
        stage.does(who, make_keys, passphrase=passphrase(), cost=_COST)
    except UsageError as error:
        if error.code != "vault-keys-exist":
            raise


def passphrase() -> str:
    """Of the keys of all of them."""
    return drawn("keys of the funding desk", _LENGTH)


@cache
def told() -> dict[str, Any]:
    """What is said: `data/demo.yaml`."""
    text = (Path(__file__).parent / "data" / "demo.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
