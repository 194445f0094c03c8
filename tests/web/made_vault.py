"""People with keys, for tests: all invented. Their passphrases cost next to nothing to try."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.web.made import join, person

from tadasu.store import data_folder
from tadasu.web.foundation.access import ANONYMOUS, Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault._keys import Cost
from tadasu.web.foundation.vault.actions import (
    Unlocked,
    ask_release,
    grant_release,
    make_keys,
    open_record,
    seal,
    seal_file,
    unlock,
    unlocked,
)
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.models import SealedFile

LEAST = Cost(1, 8192)
PHRASE = "seven lanterns over the canal"
SESSION = "a session of a test"
REASON = "The source asked for an answer."
PLAIN = b"An invented photograph of a dormitory. " * 5000
NAME = "dormitory (invented).jpg"
CONTENT = b"Ikumi Tanemoto (invented), who wrote on 3 May"


@dataclass(frozen=True)
class Holder:
    """Somebody who has keys and has unlocked them."""

    user: User
    actor: Actor
    key: Unlocked
    token: str

    @property
    def id(self) -> UUID:
        return self.user.id


def lately(user: User) -> Actor:
    """As who they are now, just signed in with a second factor."""
    return actor_of(user, second_factor=True, signed_in_at=datetime.now(UTC))


def holder(place: Organisation | None = None, *roles: str, login: str = "", passphrase: str = PHRASE) -> Holder:
    """A person with a place and keys."""
    return unlocking(with_keys(person(place, *roles, login=login), passphrase), passphrase)


def with_keys(user: User, passphrase: str = PHRASE) -> User:
    """The person, who now has keys."""
    actor = lately(user)
    with acting(actor):
        make_keys(actor, passphrase=passphrase, cost=LEAST)
    return user


def unlocking(user: User, passphrase: str = PHRASE) -> Holder:
    """The person with the key unlocked."""
    actor = lately(user)
    with acting(actor):
        token = unlock(actor, passphrase=passphrase, session=SESSION)
        key = unlocked(actor, token=token, session=SESSION)
    assert key is not None
    return Holder(user, actor, key, token)


def again(one: Holder) -> Holder:
    """The same person with the places held now."""
    return Holder(one.user, lately(one.user), one.key, one.token)


def sealed(place: Organisation, *readers: Holder, content: bytes = CONTENT, **more: Any) -> UUID:
    """A record that a source without an account sealed to these readers."""
    with acting(ANONYMOUS):
        return seal(
            ANONYMOUS,
            organisation=place.id,
            kind="a.report",
            content=content,
            readers=[one.id for one in readers],
            **more,
        )


def opened(one: Holder, record: UUID, reason: str = REASON, purpose: str = "verify") -> bytes:
    """What a record says, to somebody who may open it."""
    with acting(one.actor):
        return open_record(one.actor, record=record, key=one.key, purpose=purpose, reason=reason).content


def released(one: Holder, other: Holder, record: UUID) -> UUID:
    """One asks for a record for two, the other grants it."""
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    with acting(other.actor):
        grant_release(other.actor, release=release, key=other.key)
    return release


def stored(
    place: Organisation, *readers: Holder, content: bytes = PLAIN, allowance: int = 1 << 30, **more: Any
) -> UUID:
    """A file that a source without an account sent."""
    with acting(ANONYMOUS), arriving(allowance) as incoming:
        for at in range(0, len(content), 50_000):
            incoming.take(content[at : at + 50_000])
        incoming.end()
        return seal_file(
            ANONYMOUS,
            incoming=incoming,
            name=NAME,
            media_type="image/jpeg",
            organisation=place.id,
            kind="a.file",
            readers=[one.id for one in readers],
            **more,
        )


def place_of(one: Holder, record: UUID) -> Path:
    with acting(one.actor):
        return _files.place_of(SealedFile.objects.get(record=record).name)


def everything() -> list[Path]:
    return [path for path in (data_folder() / "vault").rglob("*") if path.is_file()]


__all__ = [
    "LEAST",
    "NAME",
    "PHRASE",
    "PLAIN",
    "REASON",
    "SESSION",
    "Holder",
    "again",
    "everything",
    "holder",
    "join",
    "lately",
    "place_of",
    "stored",
    "unlocking",
    "with_keys",
]
