"""Time-stamps of RFC 3161: somebody else says at what time an anchor was there."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import httpx
from cryptography.x509 import Certificate
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from tadasu.schema import UsageError

PATIENCE = 30.0
"""Seconds for an answer."""

MOST = 100_000
"""Bytes of an answer: with its certificates it has a few thousand."""

_GRANTED = 0


def ask(message: bytes, address: str) -> bytes:
    """The response of a time-stamping authority to a message of which it is told only the digest, in DER.

    Raises UsageError `audit-stamp` with the reason when there is none, or one for something else. Whether the authority can
    be trusted is asked when the stamp is checked.
    """
    request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        stamp = _post(address, request.as_bytes())
        found = _read(stamp)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise UsageError("audit-stamp", reason=type(error).__name__) from None
    info = found.tst_info
    if info.message_imprint.message != sha256(message).digest() or info.nonce != request.nonce:
        raise UsageError("audit-stamp", reason="TimeStampOfSomethingElse")
    return stamp


def said_at(stamp: bytes) -> datetime | None:
    """The time that a stamp names, whether it is to be believed or not; None where it cannot be read."""
    try:
        return _read(stamp).tst_info.gen_time
    except ValueError:
        return None


def holds(stamp: bytes, message: bytes, roots: Sequence[Certificate]) -> bool:
    """Whether a stamp is one of this message, under one of these root certificates."""
    builder = VerifierBuilder(roots=list(roots))
    try:
        return builder.build().verify_message(_read(stamp), message)
    except (VerificationError, ValueError):
        return False


def _post(address: str, request: bytes) -> bytes:
    """What the authority answers. Raises httpx.HTTPError, ValueError when it does not end."""
    found = b""
    kind = {"Content-Type": "application/timestamp-query"}
    with httpx.stream("POST", address, content=request, headers=kind, timeout=PATIENCE) as answer:
        answer.raise_for_status()
        for piece in answer.iter_bytes():
            found += piece
            if len(found) > MOST:
                raise ValueError("too long")
    return found


def _read(stamp: bytes) -> TimeStampResponse:
    """A response that was granted. Raises ValueError."""
    found = decode_timestamp_response(stamp)
    if found.status != _GRANTED:
        raise ValueError("not granted")
    return found
