"""What may be done with the record: add to it, and take the words out of an entry. Nothing else."""

import secrets
import uuid
from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.access import ERASE_TEXT
from tadasu.web.foundation.audit.models import Entry, EntryText, Said

SALT = 32
"""Bytes of each salt, so that nobody finds by trying what a digest is of."""

LONGEST = 10_000
"""Characters of a reason, and of a value of a detail."""


def record(
    actor: Actor,
    *,
    act: str,
    subject: str,
    subject_id: UUID | None = None,
    organisation: UUID | None = None,
    reason: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> UUID:
    """Record an act in the transaction in which it is done; the id of the entry that its commit will make.

    `act` and `subject` are words of the code ("accounts.invite", "accounts.invitation"): they can never be erased, as
    `reason` and `detail` can. The actor must be the one as whom the transaction acts; the database refuses another's name.
    Raises TransactionManagementError outside a transaction, ValueError for a text that is too long.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("an act is recorded in the transaction in which it is done")
    said = _plain(reason)
    named = {_plain(name): _value(value) for name, value in (detail or {}).items()}
    entry = uuid.uuid4()
    Said.objects.create(
        id=entry,
        actor=actor.user,
        system=actor.system,
        act=act,
        subject=subject,
        subject_id=subject_id,
        organisation_id=organisation,
        salt=secrets.token_bytes(SALT),
        text_salt=secrets.token_bytes(SALT) if said or named else None,
        reason=said,
        detail=named,
    )
    return entry


def erase_text(actor: Actor, *, entry: UUID, reason: str) -> UUID:
    """Take the words of an entry away for good; that it was done, by whom and why is an entry of its own, whose id is returned.

    The words go when that entry is chained, so neither happens without the other. Raises Refused, UsageError
    `audit-no-text` when there are none (any more) and `reason-missing`.
    """
    found = Entry.objects.filter(id=entry).first()
    allow(actor, ERASE_TEXT.name, found)
    if not reason.strip():
        raise UsageError("reason-missing")
    if found is None or not EntryText.objects.filter(entry=found).exists():
        raise UsageError("audit-no-text")
    return record(
        actor,
        act=ERASE_TEXT.name,
        subject="audit.entry",
        subject_id=found.id,
        organisation=found.organisation_id,
        reason=reason,
        detail={"number": found.number},
    )


def _value(value: str | int) -> str | int:
    """A word or a whole number. Raises ValueError."""
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, int):
        return int(value)
    raise ValueError(f"a detail is a text or a whole number, not {type(value).__name__}")


def _plain(text: str) -> str:
    """What PostgreSQL can keep: no NUL, nothing that is not Unicode text."""
    if len(text) > LONGEST:
        raise ValueError(f"a text of the record has at most {LONGEST} characters")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
