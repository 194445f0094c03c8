"""How the records of an organisation stand towards shutting: which are still open to somebody, and which of those custodians
could bring back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tadasu.web.foundation.vault.models import Outside, Reader, Reason, RecoveryBox, Release, SealedRecord, Share

ALL = Q()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many records are open to somebody: `safe` can be brought back by custodians, `lost` by nobody once they are shut."""

    safe: int
    lost: int


def standing(organisation: UUID, among: Q = ALL) -> Standing:
    """Of records of these kinds."""
    return Standing(
        safe=still_open(organisation, among, lost=False).count(),
        lost=still_open(organisation, among, lost=True).count(),
    )


def still_open(organisation: UUID, among: Q = ALL, *, lost: bool | None = None) -> QuerySet[SealedRecord]:
    """Records that somebody opens, in the order of their ids; all, or those that custodians could (not) bring back."""
    boxes = (
        Exists(model._default_manager.filter(record=OuterRef("id"))) for model in (Reader, Outside, Reason, Release)
    )
    readers, outside, reasons, releases = boxes
    found = SealedRecord.objects.filter(among, organisation=organisation, erased_at=None)
    found = found.filter(Q(readers) | Q(outside) | Q(reasons) | Q(releases))
    if lost is not None:
        safe = Exists(RecoveryBox.objects.filter(record=OuterRef("id"), key__in=usable_keys(organisation)))
        found = found.filter(~safe if lost else safe)
    return found.order_by("id")


def usable_keys(organisation: UUID) -> Sequence[UUID]:
    """Recovery keys of which enough custodians still have their share and the keys to open it."""
    shares = Share.objects.filter(organisation=organisation, box__isnull=False, pair__until=None)
    counted = shares.values("key", "key__needed").annotate(there=Count("id"))
    return [one["key"] for one in counted.filter(there__gte=F("key__needed"))]
