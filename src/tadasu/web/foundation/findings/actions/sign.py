"""Sign: a second person stands for it, and it is in force; the version before it is superseded at that moment."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.findings._writing import held, next_change, reason_of, write_down
from tadasu.web.foundation.findings.access import SIGN
from tadasu.web.foundation.findings.models import IN_FORCE, PROPOSED, SUPERSEDED, FindingVersion


def sign(actor: Actor, *, version: UUID, reason: str) -> FindingVersion:
    """Put a version that waits into force. Raises Refused, Conflict, FindingVersion.DoesNotExist, UsageError `reason-missing`,
    `findings-reason-long`."""
    with transaction.atomic():
        found = held(version, status=PROPOSED)
        allow(actor, SIGN.name, found)
        said = reason_of(reason)
        before = FindingVersion.objects.select_for_update(of=("self",)).filter(
            organisation=found.organisation_id, origin="", finding=found.finding, status=IN_FORCE
        )
        now = timezone.now()
        for old in before:
            _end(old, by=actor.user)
            write_down(actor, SIGN, old, detail={"by-version": found.version})
        found.status, found.signed_by_id, found.signed_at = IN_FORCE, actor.user, now
        found.change = next_change(found.organisation_id)
        found.save(update_fields=["status", "signed_by", "signed_at", "change"])
        write_down(actor, SIGN, found, reason=said)
    return found


def _end(old: FindingVersion, *, by: UUID | None) -> None:
    old.status, old.ended_code, old.ended_by_id = SUPERSEDED, "superseded", by
    old.ended_at, old.ended_on = timezone.now(), timezone.localdate()
    old.change = next_change(old.organisation_id)
    old.save(update_fields=["status", "ended_code", "ended_by", "ended_at", "ended_on", "change"])
