"""Receive a file of incidents: one item of custody, sealed to the readers who were named, and a batch that knows it."""

from collections.abc import Collection
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.incidents.access import RECEIVE
from tadasu.web.evidence.incidents.actions._batches import Again, one_line
from tadasu.web.evidence.incidents.models import ENDED, LONGEST_ORIGIN, Batch
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.receiving import Received


def receive_batch(
    actor: Actor, *, organisation: UUID, label: str, received: Received, readers: Collection[UUID], public: bool = False,
    origin: str = "", attribution: str = "",
) -> Batch:  # fmt: skip
    """A file that has come in, within the block that receives it. Whoever receives it is a reader of it: they choose the columns.

    Raises Refused, Again for a public file that is here already (of a confidential one that is known once it is opened),
    UsageError `incidents-attribution` for a public one that nobody is credited for, and as custody's `receive_file`.
    """
    allow(actor, RECEIVE.name, Organisation(id=organisation))
    origin, attribution = one_line(origin, LONGEST_ORIGIN), one_line(attribution, LONGEST_ORIGIN)
    if public and not attribution:
        raise UsageError("incidents-attribution")
    digest = None
    if public:
        digest = received.incoming.measure().sha256
        first = Batch.objects.filter(organisation=organisation, digest=digest).exclude(state=ENDED).first()
        if first is not None:
            raise Again(first.id)
    everybody = {*readers, actor.user} if actor.user else set(readers)
    item = custody.receive_file(
        actor,
        organisation=organisation,
        kind="data",
        label=label,
        received=received,
        readers=everybody,
        public=public,
    )
    return Batch.objects.create(
        organisation_id=organisation,
        label=" ".join(label.split()),
        public=public,
        attribution=attribution if public else "",
        origin=origin,
        item=item,
        digest=digest,
        added_by_id=actor.user,
    )
