"""Put another text in the place of a proposed one: it has none of its signatures."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.publication._checking import checked
from tadasu.web.foundation.publication._kept import locked, write_down
from tadasu.web.foundation.publication.access import CHANGE
from tadasu.web.foundation.publication.content import Document, digest_of, read, written


def change(
    actor: Actor,
    *,
    proposal: UUID,
    digest: str,
    document: Document,
    reason: str,
    changed: Mapping[str, str] | None = None,
) -> None:
    """Change the document of an open proposal; `digest` is of the text that whoever changes it saw.

    Raises Refused, UsageError `publication-closed`, `publication-changed`, `reason-missing`; ValueError for no JSON.
    """
    found = locked(actor, CHANGE.name, proposal, digest=digest)
    if not reason.strip():
        raise UsageError("reason-missing")
    before = read(found.content)
    found.content = written(
        replace(before, document=document, changed=changed if before.corrects is not None else None)
    )
    found.digest = digest_of(found.content)
    found.reason = reason.strip()
    found.save(update_fields=["content", "digest", "reason"])
    problems = checked(found)
    write_down(actor, CHANGE.name, found, reason=found.reason, problems=len(problems))
