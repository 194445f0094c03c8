"""An organisation stops receiving letters: counters are shut, boxes are closed or end. By the system, for an app that asks who
may; in pieces, so that it can be stopped and begun again at any point."""

from uuid import UUID

from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.correspondence._boxes import end_of, purpose_of
from tadasu.web.foundation.correspondence.access import STOP
from tadasu.web.foundation.correspondence.actions.source import end
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, CounterReader, Ended, Letter
from tadasu.web.foundation.vault.models import SealedRecord


def stop_counters(actor: Actor, *, organisation: UUID) -> None:
    """No box is opened any more, and nobody is named to read one. Raises Refused."""
    allow(actor, STOP.name)
    Counter.objects.filter(organisation=organisation, open=True).update(open=False)
    CounterReader.objects.filter(organisation=organisation).delete()


def close_boxes(actor: Actor, *, organisation: UUID, most: int) -> int:
    """Nobody writes into these any more, and they end when their time is over, as every closed box does; their holders can take
    them back until then. How many were closed now, at most `most`. Raises Refused."""
    allow(actor, STOP.name)
    rows = Box.objects.filter(organisation=organisation, ended="", closed=False).order_by("id")
    found = list(rows.select_for_update(no_key=True, of=("self",))[:most])
    for box in found:
        box.closed, box.ends_on = True, end_of(purpose_of(box.purpose), timezone.localdate())
        box.save(update_fields=["closed", "ends_on"])
    return len(found)


def end_boxes(actor: Actor, *, organisation: UUID, after: UUID | None, most: int) -> list[UUID]:
    """These boxes end: no code opens them, what desks keep of them goes, and nobody reads them. Letters of which the vault keeps
    the record stay as rows without a word, all others go. The ids of those looked at, in order, from the one after `after` on;
    none when there are no more. Records are erased before, by whoever asks. Raises Refused."""
    allow(actor, STOP.name)
    rows = Box.objects.filter(organisation=organisation).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = list(rows.select_for_update(no_key=True, of=("self",))[:most])
    for box in found:
        if not box.ended:
            box.ends_on = timezone.localdate()
            end(box, Ended.TIME, on=box.ends_on)
    kept = SealedRecord.objects.filter(organisation=organisation, about__in=[one.id for one in found], erased_at=None)
    Letter.objects.filter(box__in=found).exclude(record__in=kept.values("id")).delete()
    BoxReader.objects.filter(box__in=found).delete()
    return [one.id for one in found]
