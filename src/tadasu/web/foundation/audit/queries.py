"""What may be seen of the record: by an auditor of an organisation, and of one record by those who work on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.access import ERASE_TEXT, HISTORY, READ
from tadasu.web.foundation.audit.models import Entry

MOST = 500
"""Entries of the history of one record."""


@dataclass(frozen=True, slots=True)
class _Record:
    """The record of an organisation, as predicates see it."""

    organisation_id: UUID


def entries(actor: Actor, *, organisation: UUID) -> QuerySet[Entry]:
    """What was done in an organisation, the latest first, with the words. Raises Refused."""
    allow(actor, READ.name, _Record(organisation))
    return Entry.objects.filter(organisation_id=organisation).select_related("text").order_by("-number")


def history(actor: Actor, *, organisation: UUID, subject: str, subject_id: UUID) -> Sequence[Entry]:
    """What was done with one record of an organisation, the earliest first, with the words; the latest 500. Raises Refused."""
    allow(actor, HISTORY.name, _Record(organisation))
    found = Entry.objects.filter(organisation_id=organisation, subject=subject, subject_id=subject_id)
    return list(found.select_related("text").order_by("-number")[:MOST])[::-1]


def with_words(actor: Actor, *, organisation: UUID, entry: UUID) -> Entry | None:
    """An entry of the organisation whose words are there and may be erased by this actor. Raises Refused."""
    allow(actor, ERASE_TEXT.name, _Record(organisation))
    return (
        Entry.objects.filter(organisation_id=organisation, id=entry, text__isnull=False).select_related("text").first()
    )


def acts_of(actor: Actor, *, organisation: UUID) -> Sequence[str]:
    """The acts that the record of an organisation holds, in order. Raises Refused."""
    allow(actor, READ.name, _Record(organisation))
    return _different("act", organisation)


def people_of(actor: Actor, *, organisation: UUID) -> Sequence[UUID]:
    """Who acted in an organisation. Raises Refused."""
    allow(actor, READ.name, _Record(organisation))
    return _different("actor", organisation)


def years_of(actor: Actor, *, organisation: UUID) -> Sequence[int]:
    """From the year of the first entry of an organisation to that of the last, the last first. Raises Refused."""
    found = entries(actor, organisation=organisation)
    last, first = found.first(), found.last()
    if last is None or first is None:
        return []
    return range(timezone.localtime(last.at).year, timezone.localtime(first.at).year - 1, -1)


def _different(column: str, organisation: UUID) -> list[Any]:
    """The values of a column in the entries of an organisation, in order; as many steps in the index as there are values,
    however many entries there are."""
    with connection.cursor() as cursor:
        cursor.execute(_STEPS.replace("COLUMN", column), {"organisation": organisation})
        return [value for (value,) in cursor.fetchall()]


_STEPS = """
WITH RECURSIVE step AS (
    (SELECT COLUMN AS value FROM audit_entry
     WHERE organisation_id = %(organisation)s AND COLUMN IS NOT NULL ORDER BY COLUMN LIMIT 1)
    UNION ALL
    SELECT (SELECT COLUMN FROM audit_entry
            WHERE organisation_id = %(organisation)s AND COLUMN > step.value ORDER BY COLUMN LIMIT 1)
    FROM step WHERE step.value IS NOT NULL
)
SELECT value FROM step WHERE value IS NOT NULL
"""
