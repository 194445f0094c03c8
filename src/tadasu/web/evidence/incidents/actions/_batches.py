"""What acts on a batch have in common."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.incidents.models import ENDED, Batch, Kind
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.ui.signs import plain_text, unseen_sign

WORDS, MARK = "incidents.words", "incidents.mark"
"""The vault's words for what is kept."""


CHANGES = (
    *("label", "attribution", "origin", "format", "state", "fault"),
    *("digest", "mark", "kind", "plan", "counts"),
)
"""What of a batch is ever written again; the rest the database keeps."""


class Again(UsageError):
    """The file is here already: in `batch`."""

    def __init__(self, batch: UUID) -> None:
        self.batch = batch
        super().__init__("incidents-again")


def locked(actor: Actor, batch: UUID, act: Act, *, waits: bool = True) -> tuple[Batch, Item]:
    """The batch, for this transaction ours alone, and its item, if the actor may. Raises Batch.DoesNotExist, Refused, UsageError
    `incidents-ended` for one that was removed; `incidents-busy`, unless it `waits`, for one that is being read at this moment."""
    rows = Batch.objects.select_for_update(of=("self",), no_key=True, skip_locked=not waits)
    found = rows.filter(id=batch).first()
    if found is None:
        allow(actor, act.name, Item.objects.get(id=Batch.objects.get(id=batch).item))
        raise UsageError("incidents-busy")
    item = Item.objects.get(id=found.item)
    allow(actor, act.name, item)
    if found.state == ENDED or item.ended:
        raise UsageError("incidents-ended")
    return found, item


def alone_with_kind(batch: Batch) -> None:
    """Until this transaction ends no other file of its kind is read or removed: of each incident one version is the newest."""
    if batch.kind_id is not None:
        Kind.objects.select_for_update(no_key=True).get(id=batch.kind_id)


def one_line(text: str, most: int) -> str:
    """A line that can be seen as it is. Raises UsageError `incidents-line`."""
    plain = plain_text(text)
    if len(plain) > most or unseen_sign(plain):
        raise UsageError("incidents-line", most=str(most))
    return plain
