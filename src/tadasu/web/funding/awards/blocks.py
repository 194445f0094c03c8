"""What stands between a tranche and its payment, as codes with what a sentence needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.access import Actor
from tadasu.web.funding.awards import queries
from tadasu.web.funding.awards.below import held_above
from tadasu.web.funding.awards.models import ACTIVE, PLANNED, SIGNED, Award, Check, Condition, Report, Tranche
from tadasu.web.funding.review.by_hand import every_binding, too_old
from tadasu.web.funding.review.queries import screening_state
from tadasu.web.funding.review.standing import (
    CHECK_CLEAR,
    CHECK_MATCH,
    CHECK_MISSING,
    CHECK_STALE,
    CHECK_UNRESOLVED,
    lists_in_force,
)

BLOCKS = (
    "state",
    "suspended",
    "not-due",
    "milestone",
    "condition",
    "report",
    "duties",
    "screening-missing",
    "screening-match",
    "screening-stale",
    "screening-unresolved",
)
"""All codes, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Why nothing is released."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


Asked = Callable[[Award], Sequence[Block]]
"""What another app knows that stands in the way of paying an award."""

_ASKED: list[Asked] = []


def register(asked: Asked) -> None:
    """In the `ready` of an app, once."""
    if asked not in _ASKED:
        _ASKED.append(asked)


def blocks_of(actor: Actor, award: Award, tranche: Tranche, today: date | None = None) -> Sequence[Block]:
    """All of them. Raises Refused for whoever may not know how screening stands, DataFolderError."""
    on = today or timezone.localdate()
    found = list(_of_state(award))
    if not_due(tranche, on):
        found.append(Block(code="milestone" if tranche.milestone else "not-due", params={"day": tranche.due_on}))
    waits = Q(before=None) | Q(before__lte=tranche.number)
    for one in Condition.objects.filter(waits, award=award, state="open").order_by("number"):
        found.append(Block(code="condition", params={"number": one.number, "condition": one.code}))
    for report in Report.objects.filter(award=award, state__in=("due", "more"), due_on__lt=on).order_by("number"):
        found.append(Block(code="report", params={"number": report.number, "day": report.due_on}))
    for asked in _ASKED:
        found += asked(award)
    screened = screening_of(actor, award)
    if screened != CHECK_CLEAR:
        found.append(Block(code=f"screening-{screened}"))
    return found


def not_due(tranche: Tranche, today: date) -> bool:
    """Whether its day or milestone is still to come."""
    if tranche.state != PLANNED:
        return False
    return tranche.due_on is None or tranche.due_on > today


def screening_of(actor: Actor, award: Award) -> str:
    """How whoever is paid stands on the lists: as the review says of an application, else as our own check of the sealed
    grantee, of any of its awards: of a day on which several were checked, the worst counts. At level 2 the intermediary screens,
    and attests it; then its own award is what is asked about."""
    if award.application is not None:
        return screening_state(actor, award.application).state
    if award.grantee.record is None and award.parent is not None:
        return screening_of(actor, award.parent)
    states = {_state(one) for one in queries.last_checks(award.grantee_id)}
    return next(
        (one for one in (CHECK_MATCH, CHECK_UNRESOLVED, CHECK_MISSING, CHECK_STALE) if one in states),
        (CHECK_CLEAR if states else CHECK_MISSING),
    )


def _state(last: Check) -> str:
    if not every_binding((*last.lists, *last.by_hand)):
        return CHECK_MISSING
    if dict(last.lists) != dict(lists_in_force()) or too_old(last.by_hand, last.day):
        return CHECK_STALE
    if last.found and last.verdict == "same":
        return CHECK_MATCH
    if last.found and last.second_by_id is None:
        return CHECK_UNRESOLVED
    return CHECK_CLEAR


def _of_state(award: Award) -> Sequence[Block]:
    if award.state == "suspended" or held_above(award):
        return (Block(code="suspended"),)
    return () if award.state in (SIGNED, ACTIVE) else (Block(code="state"),)
