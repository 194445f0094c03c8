"""Counts by month that may leave, and those of others as they came.

Only whole months that are over are counted, each is sent once, no totals are sent, and a count below `LEAST` is left out: so no
two packages can be subtracted from one another. What `release` does for publication goes further; this is for peers only.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.exchange.kinds import Built, Line, Origin
from tadasu.web.foundation.exchange.models import Statistic
from tadasu.web.foundation.findings.models import IN_FORCE, SUPERSEDED, WITHDRAWN, FindingVersion
from tadasu.web.foundation.procedure.models import Run

LEAST = 10
"""The smallest group that is told, as in `data/statistics-1.json`."""

_CONCLUDED = (IN_FORCE, SUPERSEDED, WITHDRAWN)


def statistics_since(actor: Actor, organisation: UUID, since: int) -> Built:
    """The counts of the months after the month `since`, up to the last that is over; a month is year * 12 + month - 1."""
    last = _number(timezone.localdate()) - 1
    lines = [
        {"measure": measure, "of": of, "month": f"{month:%Y-%m}", "count": count}
        for measure, counted in _MEASURES.items()
        for of, month, count in counted(organisation)
        if since < _number(month) <= last and count >= LEAST
    ]
    lines.sort(key=lambda one: (one["month"], one["measure"], one["of"]))
    return Built(lines=lines, mark=max(last, since))


def take_statistics(actor: Actor, origin: Origin, lines: Sequence[Line]) -> Mapping[str, int]:
    """Keep them as the sender's: the last word on a month counts."""
    for one in lines:
        Statistic.objects.update_or_create(
            organisation_id=origin.organisation,
            peer_id=origin.peer,
            measure=one["measure"],
            of=one["of"],
            month=date.fromisoformat(f"{one['month']}-01"),
            defaults={"count": one["count"], "serial": origin.serial},
        )
    return {"counts": len(lines)}


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _cases(organisation: UUID) -> list[tuple[str, date, int]]:
    return _counted(Run.objects.filter(organisation=organisation), by="kind", day="opened_at")


def _findings(organisation: UUID) -> list[tuple[str, date, int]]:
    found = FindingVersion.objects.filter(organisation=organisation, origin="", version=1, status__in=_CONCLUDED)
    return _counted(found, by="issue", day="concluded_on")


def _counted(rows: QuerySet[Any], *, by: str, day: str) -> list[tuple[str, date, int]]:
    found = rows.annotate(in_month=TruncMonth(day)).values_list(by, "in_month").annotate(count=Count("pk"))
    return [(str(of), date(month.year, month.month, 1), count) for of, month, count in found.order_by("in_month", by)]


_MEASURES: Mapping[str, Callable[[UUID], list[tuple[str, date, int]]]] = {
    "cases-opened": _cases,
    "findings-concluded": _findings,
}
