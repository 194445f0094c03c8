"""The keys of a person: a Curve25519 pair whose private half is wrapped by Argon2id from a passphrase.

Argon2id version 1.3 through libsodium, with libsodium's `moderate` cost: 3 passes over 256 MiB, about a second (RFC 9106
asks for 3 passes over 64 MiB where memory is short). The cost is kept beside each wrapped key, so that it can rise.
"""

from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import NewType
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey
from nacl.pwhash import argon2id
from nacl.utils import random

from tadasu.schema import UsageError
from tadasu.web.foundation.vault._letters import same_letters
from tadasu.web.foundation.vault._sealing import Context, DoesNotOpen, Key, seal, unseal

Private = NewType("Private", bytes)
Public = NewType("Public", bytes)

MOST_MEMORY = 1 << 30
"""Bytes of memory that a kept cost may ask for: a row that was tampered with shall not bring the server down."""

MOST_PASSES = 20
"""Passes that it may ask for; libsodium's dearest cost has 4. Else one try would hold its place for hours."""

AT_ONCE = 2
"""Passphrases tried at the same time in one process: each takes 256 MiB."""

_ROOM = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs: passes over so many bytes of memory."""

    passes: int
    memory: int


MODERATE = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A private key as it is kept: it opens with the passphrase only."""

    salt: bytes
    sealed: bytes
    cost: Cost


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A person's private key while it is in use. It is shown in no text of this object, and kept nowhere."""

    user: UUID
    pair: UUID
    private: Private = field(repr=False)


class WrongPassphrase(UsageError):
    """The passphrase does not open the key."""

    def __init__(self) -> None:
        super().__init__("vault-wrong-passphrase")


def new_pair() -> tuple[Private, Public]:
    """A random pair."""
    made = PrivateKey.generate()
    return Private(bytes(made)), Public(bytes(made.public_key))


def public_of(private: Private) -> Public:
    """The public half."""
    return Public(bytes(PrivateKey(private).public_key))


def wrap(private: Private, passphrase: str, about: Context, cost: Cost = MODERATE) -> Wrapped:
    """Wrap a private key. `about` binds it to its person and its public half."""
    salt = random(argon2id.SALTBYTES)
    return Wrapped(salt, seal(_stretched(passphrase, salt, cost), private, about), cost)


def unwrap(wrapped: Wrapped, passphrase: str, about: Context) -> Private:
    """The private key. Raises WrongPassphrase."""
    if wrapped.cost.memory > MOST_MEMORY or wrapped.cost.passes > MOST_PASSES:
        raise WrongPassphrase
    try:
        return Private(unseal(_stretched(passphrase, wrapped.salt, wrapped.cost), wrapped.sealed, about))
    except DoesNotOpen:
        raise WrongPassphrase from None


def fingerprint(public: bytes) -> str:
    """A public key as people read it to each other: eight groups of four (128 bits)."""
    text = blake2b(bytes(public), digest_size=16, person=b"tadasu.finger").decode()
    return " ".join(text[at : at + 4] for at in range(0, 32, 4))


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> Key:
    with _ROOM:
        try:
            return Key(argon2id.kdf(32, same_letters(passphrase).encode(), salt, cost.passes, cost.memory))
        except (CryptoError, ValueError):
            raise WrongPassphrase from None
