"""What is on hold is not erased, by whichever page of the vault."""

from uuid import UUID

from django.db.models import Q

from tadasu.schema import UsageError
from tadasu.web.evidence.custody._writing import NOTE, SLIP
from tadasu.web.evidence.custody.models import Item
from tadasu.web.foundation.vault.models import SealedRecord


def refuse_held(record: UUID) -> None:
    """Raises UsageError `custody-on-hold` for a record of an item on hold, its slip, and the notes about it."""
    about = SealedRecord.objects.filter(id=record, kind__in=(SLIP, NOTE)).values("about")
    if Item.objects.filter(Q(record=record) | Q(slip=record) | Q(id__in=about), hold=True).exists():
        raise UsageError("custody-on-hold")
