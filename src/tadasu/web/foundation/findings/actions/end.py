"""End: a version is not signed, or a finding is withdrawn. It stays, with the reason; whoever has it learns that it ended."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.findings._writing import held, next_change, reason_of, write_down
from tadasu.web.foundation.findings.access import DECLINE, WITHDRAW
from tadasu.web.foundation.findings.models import DECLINED, IN_FORCE, PROPOSED, WITHDRAWN, FindingVersion
from tadasu.web.foundation.findings.words import words


def decline(actor: Actor, *, version: UUID, reason: str) -> FindingVersion:
    """A version that waits does not come into force. Raises Refused, Conflict, FindingVersion.DoesNotExist, UsageError
    `reason-missing`, `findings-reason-long`."""
    return _end(actor, DECLINE, version, before=PROPOSED, after=DECLINED, code="", reason=reason)


def withdraw(actor: Actor, *, version: UUID, code: str, reason: str) -> FindingVersion:
    """A finding of ours holds no longer. `code` says why and travels; `reason` says it in words and stays here. A version that
    waits for a signature is declined with it.

    Raises Refused, Conflict, FindingVersion.DoesNotExist, UsageError `findings-not-ours`, `findings-no-such-end`,
    `reason-missing`, `findings-reason-long`.
    """
    if code not in words("ended") or code == "superseded":
        raise UsageError("findings-no-such-end", value=code[:60])
    with transaction.atomic():
        ended = _end(actor, WITHDRAW, version, before=IN_FORCE, after=WITHDRAWN, code=code, reason=reason)
        waits = FindingVersion.objects.filter(
            organisation=ended.organisation_id, origin="", finding=ended.finding, status=PROPOSED
        )
        for one in waits.values_list("id", flat=True):
            _end(actor, WITHDRAW, one, before=PROPOSED, after=DECLINED, code="", reason=reason)
    return ended


def _end(actor: Actor, act: Act, version: UUID, *, before: str, after: str, code: str, reason: str) -> FindingVersion:
    with transaction.atomic():
        found = held(version, status=before)
        allow(actor, act.name, found)
        if found.origin:
            raise UsageError("findings-not-ours")
        said = reason_of(reason)
        found.status, found.ended_code, found.ended_why = after, code, said
        found.ended_by_id, found.ended_at, found.ended_on = actor.user, timezone.now(), timezone.localdate()
        found.change = next_change(found.organisation_id)
        found.save(update_fields=["status", "ended_code", "ended_why", "ended_by", "ended_at", "ended_on", "change"])
        write_down(actor, act, found, reason=said, detail={"code": code} if code else None)
    return found
