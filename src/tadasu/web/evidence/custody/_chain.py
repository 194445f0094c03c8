"""The forms that digests are taken of: what `migrations/0002_chain.py` computes in the database, in plain Python; the verifier of
an export (`_verifier.py`) computes them once more. A test holds the three together.

Every digest is SHA-256 over parts. A part is the length of its bytes as a signed 32-bit big-endian number, then the bytes; a part
that is absent is the length -1 alone. Text is UTF-8, a number decimal, an id lower-case with hyphens, a day 2026-11-26.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

STEP, CONTENT, BLIND = "tadasu-custody-step-1", "tadasu-custody-content-1", "tadasu-custody-blind-1"
"""The first part of each form: another version of a form is another digest."""

START = bytes(32)
"""What the first step follows."""

Part = bytes | str | UUID | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """What is told of an item until it is erased."""

    label: str
    language: str
    origin_of: UUID | None
    record: UUID | None
    slip: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step of a log, as it stands in the database."""

    item: UUID
    organisation: UUID
    number: int
    act: str
    user: UUID | None
    day: date
    before: bytes
    detail: Mapping[str, str] = field(default_factory=dict)


def step_digest(line: Line) -> bytes:
    """Of a step in its place: details follow in the order of the bytes of their names, name and value."""
    named = sorted(line.detail.items(), key=lambda pair: pair[0].encode())
    said: list[Part] = [STEP, line.item, line.organisation, line.number, line.before, line.act, line.user, line.day]
    return _digest(*said, *(part for pair in named for part in pair))


def fingerprint_of(salt: bytes, content: bytes) -> bytes:
    """The commitment to content of which this is the SHA-256: without the salt it says nothing."""
    return _digest(CONTENT, salt, content)


def blind_of(salt: bytes, told: Blind) -> bytes:
    """The commitment to what is told of an item."""
    return _digest(BLIND, salt, told.label, told.language, told.origin_of, told.record, told.slip)


def part(value: Part) -> bytes:
    r"""One part of a form.

    >>> part("ab"), part(None)
    (b'\x00\x00\x00\x02ab', b'\xff\xff\xff\xff')
    """
    if value is None:
        return b"\xff\xff\xff\xff"
    held = value if isinstance(value, bytes) else str(value).encode()
    return len(held).to_bytes(4, "big") + held


def _digest(*parts: Part) -> bytes:
    return hashlib.sha256(b"".join(part(one) for one in parts)).digest()
