"""The words of a file on hold are not erased, by whichever page of the vault."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.incidents.models import Batch, Part


def refuse_held(record: UUID) -> None:
    """Raises UsageError `custody-on-hold` for the sealed words of a file that is on hold."""
    batches = Part.objects.filter(record=record).values("batch")
    items = Batch.objects.filter(id__in=batches, item__isnull=False).values("item")
    if Item.objects.filter(id__in=items, hold=True).exists():
        raise UsageError("custody-on-hold")
