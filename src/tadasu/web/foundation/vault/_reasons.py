"""The words people give for what they do with a record: sealed, since they may say what the record says."""

from collections.abc import Iterable
from uuid import UUID

from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._envelope import disclose, enclose
from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.models import KeyPair, Reader, Reason, SealedRecord


def keep_reason(reason: str, *, about: UUID, record: SealedRecord) -> None:
    """For the readers of the record, as they are now."""
    pairs = [one.pair for one in Reader.objects.filter(record=record, pair__until=None).select_related("pair")]
    keep_reason_for(pairs, reason, about=about, organisation=record.organisation_id, record=record)


def keep_reason_for(
    pairs: Iterable[KeyPair], reason: str, *, about: UUID, organisation: UUID, record: SealedRecord | None = None
) -> None:
    """For whoever holds these key pairs."""
    publics = {pair.id: bytes(pair.public) for pair in pairs}
    envelope = enclose(reason, publics, _contexts.reason(about))
    Reason.objects.create(about=about, organisation_id=organisation, record=record, envelope=envelope)


def reasons(abouts: Iterable[UUID], unlocked: Unlocked) -> dict[UUID, str]:
    """Those of these reasons that this person may read."""
    found = {}
    for one in Reason.objects.filter(about__in=list(abouts)):
        try:
            said = disclose(bytes(one.envelope), unlocked.pair, unlocked.private, _contexts.reason(one.about))
        except DoesNotOpen:
            continue  # somebody changed the row; the log beside it stands
        if said is not None:
            found[one.about] = said
    return found
