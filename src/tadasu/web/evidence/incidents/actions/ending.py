"""The end of a file: its item of custody is erased, and what was made of it with it. Counts stay."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.incidents import _staged
from tadasu.web.evidence.incidents.access import REMOVE
from tadasu.web.evidence.incidents.actions._batches import CHANGES, alone_with_kind, locked
from tadasu.web.evidence.incidents.models import ENDED, FAILED, WAITING, Batch, Incident, Part, Unmapped
from tadasu.web.foundation.access import SYSTEM, Actor, acting, sweeping
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.actions import erase as erase_sealed


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files ended because their item had, and how many copies in the clear nobody waited for any more."""

    ended: int
    copies: int


WAITS_AT_MOST = timedelta(days=2)
"""How long a copy in the clear waits for a worker that does not come, or that it brings down each time."""

HANDED_OVER = timedelta(hours=1)
"""How old a copy is at least that goes because nobody waits for it: a younger one may be just handed over."""


def remove(actor: Actor, *, batch: UUID, ground: str, key: Unlocked | None = None) -> None:
    """For good: the file, its incidents and their words. What was made of single incidents as evidence stays, and is erased by
    itself. Where a later version of an incident goes, the one before it counts again.

    Raises Batch.DoesNotExist, Refused, UsageError `incidents-ended`, `incidents-busy`, and as custody's `erase`
    (`custody-on-hold`)."""
    found, item = locked(actor, batch, REMOVE, waits=False)
    _clear(found, lambda record: erase_sealed(actor, record=record, ground=ground, key=key))
    custody.erase(actor, item=item.id, ground=ground, key=key)
    write_down(
        actor,
        act=REMOVE.name,
        subject="incidents.batch",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"ground": ground},
    )


def sweep() -> Swept:
    """By the worker: end files whose item of custody has ended, by time or by another page; remove copies in the clear for which
    nobody waits, or that have waited too long, and what killed writers left of some. Raises
    PermissionError for any role but the worker's."""
    with sweeping():
        over = Item.objects.exclude(ended="").values("id")
        gone = list(Batch.objects.exclude(state=ENDED).filter(item__in=over).values_list("id", flat=True))
        waiting = set(Batch.objects.filter(state=WAITING).values_list("id", flat=True))
    ended = 0
    for id in gone:
        with suppress(UsageError), acting(SYSTEM):
            found = Batch.objects.select_for_update(no_key=True).exclude(state=ENDED).filter(id=id).first()
            if found is not None:
                _clear(found, lambda record: erase_sealed(SYSTEM, record=record, ground="time"))
                ended += 1
    late = _staged.before(timezone.now() - WAITS_AT_MOST)
    copies = [one for one in _staged.before(timezone.now() - HANDED_OVER) if one not in waiting or one in late]
    for one in copies:
        with acting(SYSTEM):
            Batch.objects.filter(id=one, state=WAITING).update(state=FAILED, fault="incidents-not-there")
        _staged.remove(one)
    _staged.clear()
    return Swept(ended, len(copies))


def _clear(found: Batch, erase: Callable[[UUID], None]) -> None:
    alone_with_kind(found)
    for record in list(Part.objects.filter(batch=found).values_list("record", flat=True)):
        erase(record)
    Part.objects.filter(batch=found).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_incident o SET latest = true FROM ("
            "  SELECT DISTINCT ON (first) id FROM incidents_incident WHERE batch_id <> %s AND first IN"
            "    (SELECT first FROM incidents_incident WHERE batch_id = %s AND latest)"
            "  ORDER BY first, version DESC) AS before WHERE o.id = before.id",
            [found.id, found.id],
        )
    Incident.objects.filter(batch=found)._raw_delete(Incident.objects.db)
    Unmapped.objects.filter(batch=found)._raw_delete(Unmapped.objects.db)
    found.state, found.label, found.origin, found.attribution, found.fault = ENDED, "", "", "", ""
    found.digest = found.mark = found.kind = found.plan = None
    found.save(update_fields=CHANGES)
    transaction.on_commit(lambda: _staged.remove(found.id))
