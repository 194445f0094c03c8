"""Keys that come out of a code and not out of a passphrase, and sealing under them: for apps whose people have no account."""

from nacl.pwhash import argon2id

from tadasu.web.foundation.vault._keys import Private, Public, new_pair, public_of
from tadasu.web.foundation.vault._sealing import (
    Context,
    DoesNotOpen,
    Key,
    context,
    derived,
    new_key,
    put_in_box,
    seal,
    take_from_box,
    unseal,
)

__all__ = [
    "Context",
    "DoesNotOpen",
    "Key",
    "Private",
    "Public",
    "context",
    "derived",
    "new_key",
    "new_pair",
    "public_of",
    "put_in_box",
    "seal",
    "stretched",
    "take_from_box",
    "unseal",
]

PASSES, MEMORY = 2, 1 << 24
"""Two passes over 16 MiB, about a fiftieth of a second: each try costs something, and no flood of tries costs the server much."""


def stretched(code: str, salt: bytes) -> Key:
    """A key out of a code that is strong by itself: at least 90 random bits. Argon2id, with a salt of 16 bytes that is the same
    for all codes of a kind, since the code is all there is when it is looked up."""
    return Key(argon2id.kdf(32, code.encode(), salt, PASSES, MEMORY))
