"""A proposal held for a change, and the record of what was done with it."""

from hmac import compare_digest
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.publication.models import OPEN, PUBLISHED, Proposal, Publication


def locked(actor: Actor, act: str, proposal: UUID, *, digest: str) -> Proposal:
    """An open proposal, held until the transaction ends, as whoever acts saw it: `digest` is of what they saw.

    Raises Refused, UsageError `publication-closed`, `publication-changed`.
    """
    found = Proposal.objects.select_for_update().filter(id=proposal).first()
    if found is None:
        raise Refused(act)
    allow(actor, act, found)
    if found.state != OPEN:
        raise UsageError("publication-closed")
    if not compare_digest(found.digest.encode(), digest.encode()):
        raise UsageError("publication-changed")
    return found


def published_by(organisation: UUID, number: int, kind: str = "") -> Proposal:
    """The proposal by which a number of the organisation is public as it stands. Raises UsageError `publication-not-published`
    when there is none, it is of another kind, or it was withdrawn."""
    latest = Publication.objects.filter(number=number, content__isnull=False).order_by("-version").first()
    found = Proposal.objects.filter(
        organisation=organisation, number=number, state=PUBLISHED, digest=latest.digest if latest else ""
    )
    one = (found.filter(kind=kind) if kind else found).order_by("-proposed_at").first()
    if one is None:
        raise UsageError("publication-not-published")
    return one


def write_down(actor: Actor, act: str, proposal: Proposal, *, reason: str = "", **detail: str | int) -> None:
    """In the record, by the digest of the text and never by its words."""
    record(
        actor,
        act=act,
        subject="publication.proposal",
        subject_id=proposal.id,
        organisation=proposal.organisation_id,
        reason=reason,
        detail={"kind": proposal.kind, "digest": proposal.digest, **detail},
    )
