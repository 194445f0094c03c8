"""The file of a package: one frame, signed and then sealed to its recipient, who is named inside the signature.

    tadasu-package-1\\n | length of the manifest (4 bytes, big-endian) | manifest | signature (64 bytes) | documents

The documents follow one another in the order of the manifest, with the lengths that it names; nothing follows the last. There
is no archive, no path and no compression in it. Sealed, all of this is one age file to the recipient's key (docs/packages.md).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pyrage
from nacl.signing import SigningKey

from tadasu.web.foundation.exchange._canonical import Json, canonical, read
from tadasu.web.foundation.exchange._manifest import (
    LARGEST_DOCUMENT,
    LARGEST_MANIFEST,
    Document,
    Manifest,
    is_word,
    read_manifest,
)
from tadasu.web.foundation.exchange._signing import SIGNATURE_BYTES, Of, is_signed, sign
from tadasu.web.foundation.exchange.faults import Fault

LARGEST = 8_000_000
"""Bytes of a package, sealed or not."""

LARGEST_LINE, MOST_LINES = 64_000, 20_000
"""Bytes of a line of a document, and lines of one."""

AHEAD = timedelta(days=2)
"""How far the day of another clock may lie ahead of ours."""

_MAGIC = b"tadasu-package-1\n"
_ANY_MAGIC = b"tadasu-package-"
_SEALED = b"age-encryption.org/v1\n"
_LENGTH = 4

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package whose signature holds. `digest` is the SHA-256 of the frame, in hexadecimal; `was_sealed` whether it came
    sealed; `signed` the frame itself, which proves it."""

    manifest: Manifest
    documents: Mapping[str, Sequence[Line]]
    digest: str
    was_sealed: bool
    signed: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A frame out of its seal, nothing of it believed yet."""

    manifest: Manifest
    was_sealed: bool
    frame: bytes


def packed(manifest: Manifest, documents: Mapping[str, Iterable[Line]], key: SigningKey) -> bytes:
    """The signed frame of documents; the manifest's own list of them is made here. Raises ValueError for what has no canonical
    form or is too large."""
    contents = {name: document(lines) for name, lines in documents.items()}
    if not contents or not all(map(is_word, contents)):
        raise ValueError("a document needs a name")
    listed = tuple(
        Document(name=name, length=len(one), sha256=hashlib.sha256(one).hexdigest()) for name, one in contents.items()
    )
    said = replace(manifest, documents=listed).written()
    read_manifest(said)
    if len(said) > LARGEST_MANIFEST:
        raise ValueError("the manifest is too large")
    frame = b"".join(
        (_MAGIC, len(said).to_bytes(_LENGTH, "big"), said, sign(key, Of.PACKAGE, said), *contents.values())
    )
    if len(frame) > LARGEST - 1000:  # what sealing adds
        raise ValueError("the package is too large")
    return frame


def sealed(frame: bytes, recipient: str) -> bytes:
    """The frame as an age file that only the recipient opens."""
    return bytes(pyrage.encrypt(frame, [pyrage.x25519.Recipient.from_str(recipient)]))


def opened(data: bytes, identities: Sequence[pyrage.x25519.Identity]) -> Opened:
    """The frame of a package, with what it says of itself. Raises Fault `exchange-too-large`, `exchange-no-package`,
    `exchange-other-form`, `exchange-not-opened`, `exchange-cut`, `exchange-damaged`."""
    if len(data) > LARGEST:
        raise Fault("exchange-too-large", most=str(LARGEST))
    was_sealed = data.startswith(_SEALED)
    frame = _unsealed(data, identities) if was_sealed else data
    if not frame.startswith(_MAGIC):
        other = frame.startswith(_ANY_MAGIC) and b"\n" in frame[:40]
        cut = _MAGIC.startswith(frame) or _SEALED.startswith(frame)
        raise Fault("exchange-other-form" if other else "exchange-cut" if frame and cut else "exchange-no-package")
    return Opened(read_manifest(_said(frame)), was_sealed, frame)


def verified(one: Opened, keys: Iterable[bytes]) -> Package:
    """The package, signed by one of the keys. Raises Fault `exchange-signature`, `exchange-cut`, `exchange-damaged`,
    `exchange-document`."""
    said = _said(one.frame)
    at = len(_MAGIC) + _LENGTH + len(said)
    signature = _exactly(one.frame, at, SIGNATURE_BYTES)
    if not any(is_signed(key, Of.PACKAGE, said, signature) for key in keys):
        raise Fault("exchange-signature")
    at += SIGNATURE_BYTES
    documents: dict[str, Sequence[Line]] = {}
    for listed in one.manifest.documents:
        content = _exactly(one.frame, at, listed.length)
        if hashlib.sha256(content).hexdigest() != listed.sha256:
            raise Fault("exchange-damaged")
        documents[listed.name] = lines(content)
        at += listed.length
    if at != len(one.frame):
        raise Fault("exchange-damaged")
    return Package(
        manifest=one.manifest,
        documents=documents,
        digest=hashlib.sha256(one.frame).hexdigest(),
        was_sealed=one.was_sealed,
        signed=one.frame,
    )


def check_days(manifest: Manifest, today: date) -> None:
    """Raises Fault `exchange-expired`, `exchange-future`."""
    if manifest.expires < today:
        raise Fault("exchange-expired", day=manifest.expires.isoformat())
    if manifest.created > today + AHEAD:
        raise Fault("exchange-future", day=manifest.created.isoformat())


def document(lines: Iterable[Line]) -> bytes:
    """JSON Lines, each in canonical form. Raises ValueError."""
    found = [canonical(_plain(one)) + b"\n" for one in lines]
    if len(found) > MOST_LINES or any(len(one) > LARGEST_LINE for one in found):
        raise ValueError("a document is too long")
    content = b"".join(found)
    if len(content) > LARGEST_DOCUMENT:
        raise ValueError("a document is too large")
    return content


def lines(content: bytes) -> tuple[Line, ...]:
    """The objects of a document. Raises Fault `exchange-document`."""
    if content and not content.endswith(b"\n"):
        raise Fault("exchange-document", place="/")
    found = content.split(b"\n")[:-1]
    if len(found) > MOST_LINES:
        raise Fault("exchange-document", place="/")
    return tuple(_line(one, n) for n, one in enumerate(found))


def _line(content: bytes, number: int) -> Line:
    try:
        value = read(content) if len(content) < LARGEST_LINE else None
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Fault("exchange-document", place=f"/{number}")
    return value


def _plain(line: Line) -> Json:
    """A mapping of plain values; anything else has no canonical form. Raises ValueError."""
    return dict(line) if isinstance(line, Mapping) else None


def _unsealed(data: bytes, identities: Sequence[pyrage.x25519.Identity]) -> bytes:
    try:
        return bytes(pyrage.decrypt(data, list(identities))) if identities else _not_opened()
    except pyrage.DecryptError:
        return _not_opened()


def _not_opened() -> bytes:
    raise Fault("exchange-not-opened") from None


def _said(frame: bytes) -> bytes:
    """The bytes of the manifest."""
    length = int.from_bytes(_exactly(frame, len(_MAGIC), _LENGTH), "big")
    if length > LARGEST_MANIFEST:
        raise Fault("exchange-damaged")
    return _exactly(frame, len(_MAGIC) + _LENGTH, length)


def _exactly(frame: bytes, start: int, length: int) -> bytes:
    found = frame[start : start + length]
    if len(found) != length:
        raise Fault("exchange-cut")
    return found
