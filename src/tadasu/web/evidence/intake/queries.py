"""What may be seen of reports: never what they say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tadasu.web.evidence.intake.models import Permission
from tadasu.web.evidence.intake.questions import USES
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Letter, Sort
from tadasu.web.foundation.correspondence.queries import reads_any

PURPOSE = "evidence.intake"
"""Of the boxes in which reports come."""


@dataclass(frozen=True, slots=True)
class Line:
    """A report in the list of somebody who reads it. It has the id of its box."""

    id: UUID
    month: date
    state: str
    ended: str


@dataclass(frozen=True, slots=True)
class Version:
    """One that was sent: a later one adds to what came before, and never takes its place."""

    number: int
    record: UUID
    letter: int
    day: date


def reports_of(actor: Actor) -> list[Line]:
    """Reports that the actor reads, the latest month first. Those taken back or over stay as long as their box is shown."""
    mine = BoxReader.objects.filter(user=actor.user, organisation__in=actor.organisations).values("box")
    sent_in = Letter.objects.filter(sort=Sort.FORM).values("box")
    found = Box.objects.filter(id__in=mine, purpose=PURPOSE, letters__gt=0).order_by("-month", "id")
    with_report = set(found.filter(id__in=sent_in).values_list("id", flat=True))
    return [Line(one.id, one.month, one.state, one.ended) for one in found if one.ended or one.id in with_report]


def reads_reports(actor: Actor) -> bool:
    """Whether there is a list of reports for somebody, empty or not."""
    return reads_any(actor, PURPOSE)


def versions_of(report: UUID) -> Sequence[Version]:
    """All that were sent, the last first; for those who may see the box."""
    letters = Letter.objects.filter(box=report, sort=Sort.FORM).order_by("number")
    found = [Version(number, one.record, one.number, one.day) for number, one in enumerate(letters, 1)]
    return found[::-1]


def sent(report: UUID) -> int:
    """How many were sent so far."""
    return Letter.objects.filter(box=report, sort=Sort.FORM).count()


def permissions_of(report: UUID) -> Mapping[str, bool]:
    """Use -> whether whoever reported allows it now. Where nothing is known, all are a no; so they are when the box has ended."""
    found = dict.fromkeys(USES, False)
    for one in Permission.objects.filter(box_id=report).order_by("number"):
        found[one.use] = one.given
    return found


def is_permitted(report: UUID, use: str) -> bool:
    """Whether a report may be used so, now: to be asked before anything is disclosed or published. Raises ValueError for a use
    that does not exist."""
    if use not in USES:
        raise ValueError(use)
    return permissions_of(report)[use]


def changes_of(report: UUID) -> int:
    """How often permissions were changed: a page that is older says another number."""
    return Permission.objects.filter(box_id=report).count()


def gives_back(report: UUID, uses: Collection[str], *, stood: str | None) -> bool:
    """Whether a page that shows no longer what is allowed (`stood`: `changes_of` when it was made) would allow more than is
    allowed now. Taking back goes from every page."""
    now = permissions_of(report)
    return stood not in (None, str(changes_of(report))) and not all(now[use] for use in uses)


def taken_back(report: UUID) -> Sequence[str]:
    """Uses that were allowed once and are not any more."""
    now = permissions_of(report)
    once = set(Permission.objects.filter(box_id=report, given=True).values_list("use", flat=True))
    return [use for use in USES if use in once and not now[use]]
