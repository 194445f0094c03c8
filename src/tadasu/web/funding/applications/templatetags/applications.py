"""The applications of a box, for whoever holds its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django import template
from django.utils.translation import gettext as _

from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.clock import running
from tadasu.web.funding.applications.models import OVER, RUNNING, Application, Draft
from tadasu.web.funding.applications.names import level_name, state_told, title_of
from tadasu.web.funding.calls.models import Call

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """One as its holder sees it."""

    id: UUID
    call: UUID
    title: str
    pseudonym: str
    state: str
    level: str
    running: bool
    clock: str


@register.simple_tag
def mine(box: Box) -> list[Mine]:
    """Those that are not over, the first first; within `holding` the digest of the box."""
    found = list(queries.applications_in(box.id).exclude(state__in=OVER))
    calls = Call.objects.in_bulk({one.call for one in found})
    return [_mine(one, calls) for one in found]


@register.simple_tag
def drafted(box: Box) -> bool:
    """Whether something was begun and not sent."""
    return Draft.objects.filter(digest=box.digest).exists()


def _clock(one: Application, call: Call | None) -> str:
    """Of an emergency that waits: how long it has, and when its time is over what can be done."""
    found = running(one, regime=call.regime) if call is not None else None
    if found is None:
        return ""
    if found.left <= 0:
        return _("The %(allowed)s hours are over. Write here, and ask.") % {"allowed": found.allowed}
    return _("%(passed)s of %(allowed)s hours") % {"passed": found.passed, "allowed": found.allowed}


def _mine(one: Application, calls: Mapping[UUID, Call]) -> Mine:
    return Mine(
        id=one.id,
        call=one.call,
        title=title_of(calls.get(one.call)),
        pseudonym=one.pseudonym,
        state=state_told(one.state),
        level=level_name(one.level),
        running=one.state in RUNNING,
        clock=_clock(one, calls.get(one.call)),
    )
