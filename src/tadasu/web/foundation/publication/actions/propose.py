"""Propose a text: the rules are asked at once."""

from collections.abc import Mapping
from uuid import UUID

from tadasu.release import kinds
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication._checking import checked
from tadasu.web.foundation.publication._kept import published_by, write_down
from tadasu.web.foundation.publication.access import PROPOSE
from tadasu.web.foundation.publication.content import Content, Document, digest_of, written
from tadasu.web.foundation.publication.models import Proposal


def propose(
    actor: Actor,
    *,
    organisation: UUID,
    kind: str,
    document: Document,
    reason: str,
    corrects: int | None = None,
    changed: Mapping[str, str] | None = None,
) -> UUID:
    """Propose to publish a document of a kind, or a correction of what is public under a number; the id of the proposal.

    A kind's fields are closed: a document holds nothing but them, and nothing else goes with it. What the rules say stands
    with the proposal; it is kept also when they speak against it. Raises Refused, UsageError `publication-no-such-kind`,
    `publication-not-published`, `reason-missing`; ValueError for a document that is no JSON.
    """
    place = Organisation.objects.get(id=organisation)
    allow(actor, PROPOSE.name, place)
    if kind not in kinds():
        raise UsageError("publication-no-such-kind", known=", ".join(kinds()))
    if not reason.strip():
        raise UsageError("reason-missing")
    if corrects is not None:
        published_by(organisation, corrects, kind)
    content = written(
        Content(
            kind=kind,
            document=document,
            by={"en": place.name, "ja": place.name_ja or place.name},
            invented=place.invented,
            corrects=corrects,
            changed=changed if corrects is not None else None,
        )
    )
    found = Proposal.objects.create(
        organisation=place,
        kind=kind,
        content=content,
        digest=digest_of(content),
        corrects=corrects,
        proposed_by_id=person(actor),
        reason=reason.strip(),
    )
    problems = checked(found)
    write_down(actor, PROPOSE.name, found, reason=reason.strip(), problems=len(problems))
    return found.id
