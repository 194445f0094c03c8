"""What ends by itself: boxes nobody visits, what was taken back, visits in which nothing is done. The worker does it, as the
system, once a night for all boxes together, so that the record of acts tells no hour of anybody."""

from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, sweeping
from tadasu.web.foundation.correspondence.actions.entering import IDLE
from tadasu.web.foundation.correspondence.actions.source import end
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Ended, Entered, Letter
from tadasu.web.foundation.vault.actions import erase


@dataclass(frozen=True, slots=True)
class Swept:
    """How many boxes ended, and how many letters were erased."""

    boxes: int
    letters: int


def sweep() -> Swept:
    """Erase what is over. Raises PermissionError for any role but the worker's, which alone sees all rows."""
    boxes = letters = 0
    with sweeping():
        today = timezone.localdate()
        over = Q(ends_on__lte=today, ended="") | Q(ended=Ended.WITHDRAWN, kept_letters__isnull=False)
        for box in Box.objects.select_for_update(of=("self",)).filter(id__in=Box.objects.filter(over).values("id")):
            letters += _erase(box, "asked" if box.ended else "time")
            if not box.ended:
                end(box, Ended.TIME, on=today)
                BoxReader.objects.filter(box=box).delete()
            boxes += 1
        BoxReader.objects.filter(box__in=Box.objects.filter(ends_on__lte=today).exclude(ended="")).delete()
    return Swept(boxes, letters)


def forget_visits() -> int:
    """Take away visits that are over; how many."""
    with sweeping():
        count, _ = Entered.objects.filter(used_at__lte=timezone.now() - IDLE).delete()
        return count


def _erase(box: Box, ground: str) -> int:
    letters = list(Letter.objects.filter(box=box))
    for letter in letters:
        with suppress(UsageError):  # a reader has erased it before
            erase(SYSTEM, record=letter.record, ground=ground)
    Letter.objects.filter(box=box).delete()
    return len(letters)
