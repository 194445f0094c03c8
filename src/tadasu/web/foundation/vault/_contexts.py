"""What each kind of sealed bytes belongs to, said once: whoever seals and whoever opens ask here.

A row of the database that is copied over another one, or whose ids are changed, opens nothing.
"""

from collections.abc import Sequence
from uuid import UUID

from tadasu.web.foundation.vault._sealing import Context, context


def private_key(user: UUID, pair: UUID, public: bytes) -> Context:
    """A private key under its passphrase. With the public half, so that an exchanged one is noticed at the next unlocking."""
    return context("private-key", user, pair, public)


def unlocked_key(row: UUID, user: UUID, pair: UUID, session: str) -> Context:
    """A private key under the key in a cookie: of this session only."""
    return context("unlocked-key", row, user, pair, session)


def content(record: UUID, organisation: UUID, kind: str, needs_two: bool) -> Context:
    """The content of a record."""
    return context("content", record, organisation, kind, int(needs_two))


def file(record: UUID) -> Context:
    """Every piece of a record's file."""
    return context("file", record)


def reader(record: UUID, pair: UUID, deal: int, needs_two: bool) -> Context:
    """A reader's box: the record's key; of a record for two a share of it."""
    return context("reader-share" if needs_two else "reader-key", record, pair, deal)


def outside(record: UUID, public: bytes, deal: int) -> Context:
    """The box of somebody without an account: the record's key."""
    return context("outside", record, public, deal)


def release(request: UUID, pair: UUID, deal: int) -> Context:
    """The share that another reader gives to whoever asked."""
    return context("release", request, pair, deal)


def recovery_box(record: UUID, key: UUID) -> Context:
    """A record's key under the organisation's recovery key."""
    return context("recovery-box", record, key)


def custody(key: UUID) -> Context:
    """A share of a recovery key: what its commitment is bound to."""
    return context("custody", key)


def share(key: UUID, pair: UUID) -> Context:
    """A custodian's share in its box."""
    return context("share", key, pair)


def scope(key: UUID, readers: Sequence[UUID], records: Sequence[UUID]) -> Context:
    """What a recovery is for."""
    return context("scope", key, len(readers), *readers, *records)


def contribution(recovery: UUID, place: int, pair: UUID, scope: Context) -> Context:
    """A share that a custodian gives to a recovery, for what it was for when they gave it."""
    return context("contribution", recovery, place, pair, scope)


def reason(about: UUID) -> Context:
    """The reason of an opening, a request or a recovery."""
    return context("reason", about)
