"""Refuse a proposal, or take back one's own."""

from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.publication._kept import locked, write_down
from tadasu.web.foundation.publication.access import REFUSE
from tadasu.web.foundation.publication.models import REFUSED


def refuse(actor: Actor, *, proposal: UUID, digest: str, reason: str) -> None:
    """Close it with a reason. Raises Refused, UsageError `publication-closed`, `publication-changed`, `reason-missing`."""
    found = locked(actor, REFUSE.name, proposal, digest=digest)
    if not reason.strip():
        raise UsageError("reason-missing")
    found.state, found.refusal = REFUSED, reason.strip()
    found.refused_by_id, found.refused_at = person(actor), timezone.now()
    found.save(update_fields=["state", "refusal", "refused_by", "refused_at"])
    write_down(actor, REFUSE.name, found, reason=found.refusal)
