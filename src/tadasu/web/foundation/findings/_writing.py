"""What every act on a finding does: number the change, look for what others did meanwhile, write it into the record."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.findings._document import Document
from tadasu.web.foundation.findings.conflicts import Conflict
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.ui.forms import MOST_REASON

SUBJECT = "findings.finding"
"""What the record calls a version of a finding."""

BESIDE = ("format", "finding", "version", "status", "ended_on", "ended_code")
"""Fields of a document that are kept beside its content."""


def next_change(organisation: UUID) -> int:
    """The number of this change. The row is held until the transaction ends: whoever comes next gets the next number, and nobody
    sees a number before all lower ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO findings_changes (organisation_id, last) VALUES (%s, 1)"
            " ON CONFLICT (organisation_id) DO UPDATE SET last = findings_changes.last + 1 RETURNING last",
            [organisation],
        )
        found: int = cursor.fetchone()[0]
        return found


def held(version: UUID, *, status: str) -> FindingVersion:
    """A version, locked, if it still stands where whoever acts saw it.

    Raises FindingVersion.DoesNotExist, Conflict.
    """
    found = FindingVersion.objects.select_for_update(of=("self",)).get(id=version)
    if found.status != status:
        raise Conflict(found, seen=status)
    return found


def content_of(document: Document) -> Document:
    """What of a document never changes."""
    return {name: value for name, value in document.items() if name not in BESIDE}


def reason_of(reason: str) -> str:
    """A reason, without blanks around it. Raises UsageError `reason-missing`, `findings-reason-long`."""
    said = reason.strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if not said:
        raise UsageError("reason-missing")
    if len(said) > MOST_REASON:
        raise UsageError("findings-reason-long", most=str(MOST_REASON))
    return said


def write_down(
    actor: Actor, act: Act, version: FindingVersion, *, reason: str = "", detail: Mapping[str, str | int] | None = None
) -> None:
    """The entry in the record: no name, no word of what was concluded."""
    record(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=version.id,
        organisation=version.organisation_id,
        reason=reason,
        detail={
            "finding": str(version.finding),
            "version": version.version,
            "status": version.status,
            "change": version.change,
            **(detail or {}),
        },
    )
