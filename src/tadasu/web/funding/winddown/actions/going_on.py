"""Go on with a fall to its end, in batches, each whole or not at all: it can be killed at any point and begun again, and what is
done already is passed over. Nothing is kept in memory but the ids of one batch.

What endangers most goes first: doors, then identities and routes, letters, reviews.
"""

import time
from collections import Counter as Counted
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence.actions import stopping
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.foundation.vault.standing import still_open
from tadasu.web.funding.winddown.actions import _letting_go as rows
from tadasu.web.funding.winddown.models import DONE, RUNNING, SHUT, Fall
from tadasu.web.funding.winddown.scope import RANKS, among

SHUT_AT_ONCE, ERASED_AT_ONCE, ENDED_AT_ONCE, ROWS_AT_ONCE = 500, 200, 50, 500
"""Records shut or erased, boxes ended, rows emptied in one transaction."""

GROUND = "wind-down"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done in one batch: `doors`, a rank of records, `boxes`, `rows`; and of how many."""

    what: str
    count: int


class Ended(Exception):
    """Somebody else brought it to its end."""


def go_on(fall: UUID, *, organisation: UUID, seconds: float | None = None, say: Callable[[Step], None] = print) -> bool:
    """Go on, at most about so many seconds; whether it is done. `say` hears of every batch. Two who go on at once take turns."""
    until = None if seconds is None else time.monotonic() + seconds
    keeper = steward(Organisation.objects.get(id=organisation))
    run = _Run(keeper, organisation, fall)
    steps = run.shut() if run.mode == SHUT else run.erase()
    try:
        for step in steps:
            if step.count:
                say(step)
            if until is not None and time.monotonic() > until:
                return run.over()
    except Ended:
        return True
    run.end()
    return True


class _Run:
    """One going on."""

    def __init__(self, keeper: Actor, organisation: UUID, fall: UUID) -> None:
        self.keeper, self.organisation, self.fall = keeper, organisation, fall
        self.kept: Counted[str] = Counted()
        self.erased_now = 0
        with acting(keeper):
            self.mode = Fall.objects.get(id=fall, organisation=organisation).mode

    def over(self) -> bool:
        """Whether it is done, whoever did it."""
        with acting(self.keeper):
            return Fall.objects.filter(id=self.fall, state=DONE).exists()

    def shut(self) -> Iterator[Step]:
        """Doors, boxes of correspondence, then every box of the vault; again, until nothing came meanwhile."""
        yield self._batch("doors", self._doors)
        yield from self._until_none("boxes", self._close)
        for rank in RANKS:
            yield from self._until_none(rank, partial(self._shut, rank))
        for rank in RANKS:  # what was being sealed when the doors were shut
            yield from self._until_none(rank, partial(self._shut, rank))

    def erase(self) -> Iterator[Step]:
        """Doors, records by rank, boxes of correspondence, rows; again, until nothing came meanwhile."""
        yield self._batch("doors", self._doors)
        before = -1
        while before != self.erased_now:
            before, self.kept = self.erased_now, Counted()
            for rank in RANKS:
                yield from self._erase(rank)
            yield from self._walk("boxes", self._end_boxes)
        yield from self._walk("rows", partial(self._rows, rows.let_go_of_awards))
        yield from self._walk("rows", partial(self._rows, rows.let_go_of_reviews))
        yield self._batch("rows", self._rest)

    def end(self) -> None:
        """Note that it is done, how many records were destroyed, and what had to be kept."""
        with acting(self.keeper):
            fall = self._held()
            fall.state, fall.done_at, fall.kept = DONE, timezone.now(), dict(sorted(self.kept.items()))
            fall.save(update_fields=["state", "done_at", "kept"])
            write_down(
                self.keeper,
                act="winddown.end",
                subject="winddown.fall",
                subject_id=fall.id,
                organisation=self.organisation,
                detail={"mode": fall.mode, "records": fall.records, **fall.kept},
            )

    def _held(self) -> Fall:
        """The fall, for this transaction ours. Raises Ended."""
        found = Fall.objects.select_for_update(no_key=True, of=("self",)).get(id=self.fall)
        if found.state != RUNNING:
            raise Ended
        return found

    def _batch(self, what: str, do: Callable[[], int], *, records: bool = False) -> Step:
        with acting(self.keeper):
            fall = self._held()
            count = do()
            if records and count:
                fall.records += count
                fall.save(update_fields=["records"])
        return Step(what, count)

    def _until_none(self, what: str, do: Callable[[], int]) -> Iterator[Step]:
        while True:
            step = self._batch(what, do, records=what in RANKS)
            yield step
            if not step.count:
                return

    def _walk(self, what: str, do: Callable[[UUID | None], list[UUID]]) -> Iterator[Step]:
        """From one id to the next, so that what is kept is passed by."""
        after: UUID | None = None
        while True:
            found: list[UUID] = []
            with acting(self.keeper):
                self._held()
                found = do(after)
            yield Step(what, len(found))
            if not found:
                return
            after = found[-1]

    def _doors(self) -> int:
        """No new box, nobody named to read one; nobody's key unlocked, no visit goes on."""
        stopping.stop_counters(self.keeper, organisation=self.organisation)
        vault.lock_all(self.keeper, organisation=self.organisation)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM correspondence_entered")  # of all boxes: of none can it be told whose it is
        return 1

    def _close(self) -> int:
        return stopping.close_boxes(self.keeper, organisation=self.organisation, most=ENDED_AT_ONCE)

    def _shut(self, rank: str) -> int:
        lost = None if self._held().lost else False
        found = still_open(self.organisation, among(rank), lost=lost).values_list("id", flat=True)
        return vault.shut(self.keeper, organisation=self.organisation, records=list(found[:SHUT_AT_ONCE]))

    def _end_boxes(self, after: UUID | None) -> list[UUID]:
        return stopping.end_boxes(self.keeper, organisation=self.organisation, after=after, most=ENDED_AT_ONCE)

    def _rows(self, do: Callable[[UUID, UUID | None, int], list[UUID]], after: UUID | None) -> list[UUID]:
        return do(self.organisation, after, ROWS_AT_ONCE)

    def _rest(self) -> int:
        rows.let_go_of_the_rest(self.organisation)
        return vault.forget_reasons(self.keeper, organisation=self.organisation)

    def _erase(self, rank: str) -> Iterator[Step]:
        after: UUID | None = None
        while True:
            batch = SealedRecord.objects.filter(among(rank), organisation=self.organisation, erased_at=None)
            if after is not None:
                batch = batch.filter(id__gt=after)
            with acting(self.keeper):
                fall = self._held()
                found = dict(batch.order_by("id").values_list("id", "kind")[:ERASED_AT_ONCE])
                gone = self._erase_some(found)
                if gone:
                    fall.records += gone
                    fall.save(update_fields=["records"])
            self.erased_now += gone
            yield Step(rank, gone)
            if not found:
                return
            after = max(found)

    def _erase_some(self, records: Mapping[UUID, str]) -> int:
        """How many went. Where something else keeps one of them they go one by one: what is kept stays, its row with it, and is
        counted by the code of what keeps it."""
        try:
            with transaction.atomic():
                rows.let_go(self.organisation, records)
                return vault.erase_all(
                    self.keeper, organisation=self.organisation, records=list(records), ground=GROUND
                )
        except UsageError as error:
            if len(records) == 1:
                self.kept[error.code] += 1
                return 0
        return sum(self._erase_some({record: kind}) for record, kind in records.items())
