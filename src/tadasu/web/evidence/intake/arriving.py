"""Files that come into the box of a report are items of custody at once, with the fingerprint that was taken while they came.
Letters are not: colleagues would see by them on which days somebody wrote."""

from uuid import UUID

from tadasu.web.evidence.custody.actions import receive
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.models import Box, Sort
from tadasu.weighing import Kind


def into_custody(box: Box, number: int, record: UUID, sort: Sort, digest: bytes) -> None:
    """As the organisation's steward: the record of acts tells nothing of it. What kind of thing a file is nobody looked at yet;
    whoever assesses it says so."""
    if sort is not Sort.FILE:
        return
    ours = steward(box.organisation)
    with acting(ours):
        receive(
            ours,
            organisation=box.organisation_id,
            kind=Kind.DOCUMENT,
            label=f"{box.id.hex[:8]} / {number}",
            digest=digest,
            record=record,
            month=box.month,
            origin_of=box.id,
        )
