"""A short text sealed to several people at once, in one piece: the reason of an opening, of a request.

Two bytes say for how many; then the id of a key pair and its box, one after the other; then the sealed text.
"""

from collections.abc import Mapping
from uuid import UUID

from tadasu.web.foundation.vault._sealing import (
    KEY_BYTES,
    Context,
    DoesNotOpen,
    Key,
    context,
    new_key,
    put_in_box,
    seal,
    take_from_box,
    unseal,
)

_ID_BYTES = 16
_BOX_BYTES = KEY_BYTES + 32 + 48
"""A key and its context, and what a sealed box adds (libsodium, crypto_box_SEALBYTES)."""


def enclose(text: str, publics: Mapping[UUID, bytes], about: Context) -> bytes:
    """The envelope, for the holders of these key pairs."""
    key = new_key()
    boxes = [pair.bytes + put_in_box(key, public, context("envelope", about, pair)) for pair, public in publics.items()]
    return len(boxes).to_bytes(2, "big") + b"".join(boxes) + seal(key, text.encode(), about)


def disclose(envelope: bytes, pair: UUID, private: bytes, about: Context) -> str | None:
    """The text; None for somebody to whom the envelope is not addressed. Raises DoesNotOpen."""
    step = _ID_BYTES + _BOX_BYTES
    ends = 2 + int.from_bytes(envelope[:2], "big") * step
    if len(envelope) < ends:
        raise DoesNotOpen
    for at in range(2, ends, step):
        if envelope[at : at + _ID_BYTES] == pair.bytes:
            box = envelope[at + _ID_BYTES : at + step]
            key = Key(take_from_box(box, private, context("envelope", about, pair)))
            return unseal(key, envelope[ends:], about).decode()
    return None
