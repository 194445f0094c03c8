"""Files of any size, sealed and opened in pieces of 64 kB: the memory used does not grow with the file.

libsodium's secretstream (XChaCha20-Poly1305): pieces that were changed, left out, doubled, put in another order or taken
from another stream do not open, and the last piece says that it is the last. Every piece is also bound to what the file
belongs to. After the content come zeros up to `padded_length`, so that a film is not known by its length; the true length
is kept sealed elsewhere.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from nacl import bindings
from nacl.exceptions import CryptoError

from tadasu.web.foundation.vault._sealing import Context, DoesNotOpen, Key, padded_length

PIECE = 1 << 16
"""Bytes of content in a piece."""

_ADDED = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class Source(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Measure:
    """How long content is, in bytes, and its SHA-256."""

    size: int
    sha256: bytes


class Sealer:
    """Takes content as it comes, in parts of any length, and gives sealed bytes to be written one after the other. `size` is
    the length of what was taken until now."""

    def __init__(self, key: Key, about: Context) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._start = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._about = about
        self._held = bytearray()
        self.size = 0
        self._digest = hashlib.sha256()

    def take(self, content: bytes) -> Iterator[bytes]:
        """More content."""
        self.size += len(content)
        self._digest.update(content)
        self._held += content
        yield from self._full_pieces()

    def end(self) -> Iterator[bytes]:
        """The rest, once, after the last content."""
        missing = padded_length(self.size) - self.size
        while missing:
            zeros = min(missing, PIECE)
            self._held += bytes(zeros)
            missing -= zeros
            yield from self._full_pieces()
        yield from self._header()
        yield self._push(bytes(self._held), _FINAL)

    def measure(self) -> Measure:
        """Of the content taken until now."""
        return Measure(self.size, self._digest.digest())

    def _full_pieces(self) -> Iterator[bytes]:
        """A piece is given only when more is there: the last must say that it is the last."""
        while len(self._held) > PIECE:
            yield from self._header()
            yield self._push(bytes(self._held[:PIECE]), _MESSAGE)
            del self._held[:PIECE]

    def _header(self) -> Iterator[bytes]:
        if self._start:
            yield self._start
            self._start = b""

    def _push(self, piece: bytes, tag: int) -> bytes:
        return bindings.crypto_secretstream_xchacha20poly1305_push(self._state, piece, self._about, tag)


def opened(source: Source, key: Key, about: Context, measure: Measure) -> Iterator[bytes]:
    """The content, piece by piece. What is given out was sealed by whoever had the key, at this place of this file; the
    last piece comes only after the whole file is known to be there, as it was measured.

    Raises DoesNotOpen.
    """
    digest, left, held = hashlib.sha256(), measure.size, b""
    for piece in _pieces(source, key, about):
        content = piece[:left]
        if not content:
            continue
        left -= len(content)
        digest.update(content)
        if held:
            yield held
        held = content
    if left or not hmac.compare_digest(digest.digest(), measure.sha256):
        raise DoesNotOpen
    if held:
        yield held


def _pieces(source: Source, key: Key, about: Context) -> Iterator[bytes]:
    """Every piece, fillings and all, to the one that says that it is the last; nothing may come after it."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    header = _read(source, _HEADER)
    if len(header) != _HEADER:
        raise DoesNotOpen
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    tag = _MESSAGE
    while tag != _FINAL:
        sealed = _read(source, PIECE + _ADDED)
        try:
            piece, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed, about)
        except (CryptoError, ValueError):  # changed, or too short to be a piece
            raise DoesNotOpen from None
        yield piece
    if source.read(1):
        raise DoesNotOpen


def _read(source: Source, size: int) -> bytes:
    """As many bytes, unless the source ends before."""
    parts = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
