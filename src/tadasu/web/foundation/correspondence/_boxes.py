"""A box while something is done with it: alone, numbered in order, and moved on to its new end."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.correspondence.models import Box, Letter, Sort
from tadasu.web.foundation.correspondence.purposes import Purpose, purposes

UNUSED = timedelta(days=2)
"""How long a box is kept into which nothing was written."""


def purpose_of(key: str) -> Purpose:
    """Raises UsageError `box-purpose` for one that no desk of this instance has."""
    found = purposes().get(key)
    if found is None:
        raise UsageError("box-purpose")
    return found


def alone(box: UUID, *, closed: bool = False) -> Box:
    """The box, for this transaction ours: of two who write at once the second waits. With `closed` also one that is closed.

    Raises UsageError `box-unknown` when it ended meanwhile, `box-closed`.
    """
    found = Box.objects.select_for_update(no_key=True).filter(id=box, ended="").first()
    if found is None:
        raise UsageError("box-unknown")
    if found.closed and not closed:
        raise UsageError("box-closed")
    return found


def add(
    box: Box, *, record: UUID, sort: Sort, from_source: bool, answers: int | None = None, id: UUID | None = None
) -> int:
    """The next letter; its number."""
    box.letters += 1
    box.ends_on = end_of(purpose_of(box.purpose), timezone.localdate())
    box.save(update_fields=["letters", "ends_on"])
    Letter.objects.create(
        id=id or uuid4(),
        box=box,
        organisation_id=box.organisation_id,
        number=box.letters,
        from_source=from_source,
        sort=sort,
        record=record,
        answers=answers,
    )
    return box.letters


def end_of(purpose: Purpose, today: date) -> date:
    """When a box ends that nobody visits any more: the first of a month, so that it does not tell the day of the visit.

    >>> from types import SimpleNamespace
    >>> end_of(SimpleNamespace(days=180), date(2026, 11, 25))
    datetime.date(2027, 6, 1)
    """
    last = today + timedelta(days=purpose.days)
    return (last.replace(day=1) + timedelta(days=31)).replace(day=1)
