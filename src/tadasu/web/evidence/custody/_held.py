"""What is on hold is not erased, by whichever page of the vault."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item


def refuse_held(record: UUID) -> None:
    """Raises UsageError `custody-on-hold` for a record of an item on hold, and for the slip of one."""
    if Item.objects.filter(record=record, hold=True).exists() or Item.objects.filter(slip=record, hold=True).exists():
        raise UsageError("custody-on-hold")
