"""The chain as it stands, entry by entry, in memory that does not grow; as one who sees all of it, at one instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from tadasu.schema import UsageError
from tadasu.web.foundation.access import WORKER
from tadasu.web.foundation.audit import _chain
from tadasu.web.foundation.audit._chain import Row, Text
from tadasu.web.foundation.audit.access import ERASE_TEXT
from tadasu.web.foundation.audit.models import Entry, Head

_AT_ONCE = 2_000
"""Rows that are fetched at once."""

_GUARDS = {
    "audit_said_is_put_last",
    "audit_said_is_chained",
    "audit_entry_is_made_by_the_chain",
    "audit_entry_stays",
    "audit_text_is_erased_by_the_chain",
    "audit_text_stays",
    "audit_head_is_moved_by_the_chain",
    "audit_head_stays",
}
"""As migrations/0002_chain.py names them."""

_ROW = tuple(Row.__dataclass_fields__)
_DIGESTS = ("salt", "text_digest", "content", "previous", "digest")

Recorded = tuple[Row, Text | None, int | None]
"""An entry, its words if they are there, the number of the entry that tells of their erasure."""


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction in which nothing changes. Raises UsageError `audit-role` for a role from which entries are hidden,
    `audit-no-record` for a database that has no record."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT to_regclass('audit_entry') IS NULL")
        if cursor.fetchone() == (True,):
            raise UsageError("audit-no-record")
        cursor.execute("SELECT current_user, row_security_active('audit_entry')")
        role, hidden = cursor.fetchone()
        if hidden and role != WORKER:
            raise UsageError("audit-role", role=role, needed=WORKER)
        yield


def head() -> tuple[int, bytes]:
    """Number and digest of the last entry, as the database counts; 0 and the start where there is none."""
    found = Head.objects.first()
    return (found.number, bytes(found.digest)) if found else (0, _chain.START)


def guarded() -> bool:
    """Whether the triggers that make and guard the chain are there and on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            " AND tgrelid IN ('audit_said'::regclass, 'audit_entry'::regclass, 'audit_text'::regclass, 'audit_head'::regclass)"
        )
        return {name for (name,) in cursor.fetchall()} >= _GUARDS


def stream(entries: QuerySet[Entry]) -> Iterator[Recorded]:
    """Each of these entries with its words, by number."""
    words = ("text__entry", "text__salt", "text__reason", "text__detail")
    rows = entries.order_by("number").annotate(erased_by=_erased_by()).values_list(*_ROW, *words, "erased_by")
    for values in rows.iterator(chunk_size=_AT_ONCE):
        fields = dict(zip(_ROW, values, strict=False))
        fields |= {name: bytes(fields[name]) for name in _DIGESTS if fields[name] is not None}
        yield Row(**fields), _text(*values[len(_ROW) : -1]), values[-1]


def _text(entry: UUID | None, salt: bytes, reason: str, detail: dict[str, str | int]) -> Text | None:
    return None if entry is None else Text(salt=bytes(salt), reason=reason, detail=detail)


def _erased_by() -> Case:
    """The number of the entry after it that says that its words were erased; looked for only where words are missing."""
    erasures = Entry.objects.filter(act=ERASE_TEXT.name, subject_id=OuterRef("id"), number__gt=OuterRef("number"))
    first = Subquery(erasures.order_by("number").values("number")[:1])
    return Case(When(text_digest__isnull=False, text__isnull=True, then=first))
