"""Save a released petition as a package for delivery by hand: opened for a purpose, with a reason, and a line in its log."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from tadasu.web.evidence.petition import queries
from tadasu.web.evidence.petition._content import content_from
from tadasu.web.evidence.petition._writing import locked, write
from tadasu.web.evidence.petition.access import PACK
from tadasu.web.evidence.petition.actions.releasing import refuse_refused
from tadasu.web.evidence.petition.models import HANDED_IN, RELEASED
from tadasu.web.evidence.petition.sheet import bag_of, sheet_of
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault.actions import Unlocked, open_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What its file is called, its bytes, and the digest of the JSON in it."""

    name: str
    digest: str
    content: bytes = field(repr=False)


def pack(actor: Actor, *, petition: UUID, key: Unlocked, purpose: str, reason: str) -> Packed:
    """The package. Before it is handed in, everything that goes along must still be let go.

    Raises Petition.DoesNotExist, Refused, UsageError `petition-state`, and as `refuse_refused` and the vault's `open_record`."""
    with transaction.atomic():
        found = locked(actor, petition, PACK, RELEASED, *HANDED_IN)
        if found.state == RELEASED:
            refuse_refused(actor, found)
        said = open_record(actor, record=found.record, key=key, purpose=purpose, reason=reason)
        content = content_from(said.content)
        sheet = sheet_of(found, content, queries.attached(actor, found))
        name, packed, digest = bag_of(sheet, content)
        write(actor, PACK, found, "packed", detail={"version": found.version, "digest": digest})
    return Packed(name=name, digest=digest, content=packed)
