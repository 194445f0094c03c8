"""The canonical form of an entry and its digests: what `migrations/0002_chain.py` computes in the database, in plain Python.

Every digest is SHA-256 over parts. A part is the length of its bytes as a signed 32-bit big-endian number, then the bytes; a
part that is absent is the length -1 alone. Text is UTF-8, a number decimal, an id lower-case with hyphens, a time in UTC
with six decimals of a second (2026-11-25T03:04:05.678901Z).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

ENTRY, LINK, TEXT = "tadasu-audit-entry-1", "tadasu-audit-link-1", "tadasu-audit-text-1"
"""The first part of each form: another version of a form is another digest."""

START = bytes(32)
"""What the first entry follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry as it stands in the database."""

    number: int
    id: UUID
    at: datetime
    actor: UUID | None
    system: bool
    act: str
    subject: str
    subject_id: UUID | None
    organisation_id: UUID | None
    salt: bytes
    text_digest: bytes | None
    content: bytes
    previous: bytes
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of an entry."""

    salt: bytes
    reason: str
    detail: Mapping[str, str | int]


def part(value: bytes | str | UUID | int | None) -> bytes:
    r"""One part of a form.

    >>> part("ab"), part(None)
    (b'\x00\x00\x00\x02ab', b'\xff\xff\xff\xff')
    """
    if value is None:
        return b"\xff\xff\xff\xff"
    held = value if isinstance(value, bytes) else str(value).encode()
    return len(held).to_bytes(4, "big") + held


def instant(at: datetime) -> str:
    """A time as it stands in the form."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def text_digest(text: Text) -> bytes:
    """Of the words: their salt, the reason, and name, kind (`s` text, `i` number) and value of each detail, by name.

    A value of any other kind was never recorded; it gets a kind of its own, so that no text has its digest.
    """
    parts: list[bytes | str] = [TEXT, text.salt, text.reason]
    for name, value in sorted(text.detail.items(), key=lambda pair: pair[0].encode()):
        parts += [name, {str: "s", int: "i"}.get(type(value), "?"), str(value)]
    return _digest(*parts)


def content(row: Row) -> bytes:
    """Of what was done, by whom and when, with the digest of the words."""
    return _digest(
        *(ENTRY, row.id, instant(row.at), row.actor, "1" if row.system else "0", row.act, row.subject),
        *(row.subject_id, row.organisation_id, row.salt, row.text_digest),
    )


def link(number: int, previous: bytes, content: bytes) -> bytes:
    """Of an entry in its place: its number, the digest of the entry before it, its content."""
    return _digest(LINK, number, previous, content)


def _digest(*parts: bytes | str | UUID | int | None) -> bytes:
    return hashlib.sha256(b"".join(part(one) for one in parts)).digest()
