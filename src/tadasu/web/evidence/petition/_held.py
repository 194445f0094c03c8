"""What must stay is not erased, by whichever page of the vault: what two people released, what an authority has, what goes with
an item on hold. A draft, and what was withdrawn before anybody had it, its authors may erase there."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.petition.models import ITEM, RELEASED, Attachment, Petition


def refuse_kept(record: UUID) -> None:
    """Raises UsageError `petition-on-hold`, `petition-kept` for the text of a petition as it is now; the worker, when its time is
    over, has ended it before it asks."""
    found = Petition.objects.filter(record=record, ended_on=None).first()
    if found is None:
        return
    if on_hold(found):
        raise UsageError("petition-on-hold")
    if found.state == RELEASED or found.sent_on is not None:
        raise UsageError("petition-kept")


def on_hold(petition: Petition) -> bool:
    """Whether an item of evidence that goes along is."""
    things = Attachment.objects.filter(petition=petition, kind=ITEM).values("thing")
    return Item.objects.filter(id__in=things, hold=True).exists()
