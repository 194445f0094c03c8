"""Sealing: bytes under a key, and a key to a person. libsodium through PyNaCl; no line of cryptography is our own here.

A record's content is sealed with XChaCha20-Poly1305 under a random data key. The data key is put into one sealed box
(X25519, XSalsa20-Poly1305) for each person who may read. Both are bound to what they belong to by a *context*: 32 bytes of
BLAKE2b over the purpose and the ids. A box that is moved to another record, another reader or another purpose opens nothing.
"""

import hmac
from typing import NewType
from uuid import UUID

from nacl import bindings
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

from tadasu.schema import UsageError

Key = NewType("Key", bytes)
"""32 random bytes under which content is sealed."""

Context = NewType("Context", bytes)
"""32 bytes that say what sealed bytes belong to; no secret."""

KEY_BYTES = 32
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES

LEAST_LENGTH = 256
"""Bytes. Shorter content is filled up to this: a name cannot be told from another by its length."""

_PERSON = b"tadasu.vault.1"
_END = b"\x80"  # ISO/IEC 7816-4: a one and then zeros


class DoesNotOpen(UsageError):
    """Sealed bytes were changed, cut, moved to where they do not belong, or are another key's."""

    def __init__(self) -> None:
        super().__init__("vault-does-not-open")


def new_key() -> Key:
    """A random key."""
    return Key(random(KEY_BYTES))


def context(purpose: str, *parts: UUID | str | int | bytes) -> Context:
    """What sealed bytes belong to. Parts keep their borders: ("ab", "c") and ("a", "bc") differ."""
    said = b"".join(len(one).to_bytes(4, "big") + one for one in (purpose.encode(), *map(_bytes_of, parts)))
    return Context(_digest(said))


def seal(key: Key, content: bytes, about: Context) -> bytes:
    """Nonce and sealed content, whose length tells the content's only roughly (`padded_length`)."""
    filled = (content + _END).ljust(padded_length(len(content) + 1), b"\0")
    nonce = random(NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(filled, about, nonce, key)


def unseal(key: Key, sealed: bytes, about: Context) -> bytes:
    """The content. Raises DoesNotOpen."""
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        filled = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, about, nonce, key)
    except (CryptoError, ValueError, TypeError):
        raise DoesNotOpen from None
    return filled.rstrip(b"\0")[:-1]


def put_in_box(secret: bytes, public: bytes, about: Context) -> bytes:
    """A box that only the holder of the private key opens. Who closed it cannot be told: sealing is no signature."""
    return bytes(SealedBox(PublicKey(public)).encrypt(about + secret))


def take_from_box(box: bytes, private: bytes, about: Context) -> bytes:
    """What is in the box. Raises DoesNotOpen, also when the box is good but belongs to something else."""
    try:
        found = SealedBox(PrivateKey(private)).decrypt(box)
    except (CryptoError, ValueError, TypeError):
        raise DoesNotOpen from None
    if not hmac.compare_digest(found[: len(about)], about):
        raise DoesNotOpen
    return found[len(about) :]


def commitment(key: Key) -> bytes:
    """32 bytes that fit this key and no other and say nothing about it. Poly1305 alone does not hold a sealer to one key:
    somebody could make one ciphertext that says different things to different readers."""
    return _digest(context("commitment") + key)


def derived(key: Key, purpose: str) -> Key:
    """Another key, which says nothing about this one or about those for other purposes."""
    return Key(_digest(context(purpose) + key))


def fits(key: Key, committed: bytes) -> bool:
    """Whether the key is the one committed to."""
    return hmac.compare_digest(commitment(key), committed)


def padded_length(length: int) -> int:
    """The length that content of this length is filled up to: at most an eighth more from 256 bytes up, less for more.

    Padmé: Nikitin and others, Reducing Metadata Leakage from Encrypted Files, PoPETs 2019 (4), 6.

    >>> [padded_length(one) for one in (1, 257, 1000, 1_000_000)]
    [256, 272, 1024, 1015808]
    """
    if length <= LEAST_LENGTH:
        return LEAST_LENGTH
    exponent = length.bit_length() - 1
    rounded = (1 << (exponent - exponent.bit_length())) - 1
    return (length + rounded) & ~rounded


def _bytes_of(part: UUID | str | int | bytes) -> bytes:
    match part:
        case UUID():
            return b"u" + part.bytes
        case str():
            return b"s" + part.encode()
        case int():
            return b"i" + str(int(part)).encode()
        case _:
            return b"b" + part


def _digest(said: bytes) -> bytes:
    return blake2b(said, digest_size=32, person=_PERSON, encoder=RawEncoder)
