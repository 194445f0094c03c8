"""A run as a page: its head, what waits, its story, its procedure as a picture with the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from tadasu.reports import in_words
from tadasu.web.foundation.access import Actor, asking, may
from tadasu.web.foundation.procedure import _words
from tadasu.web.foundation.procedure._moves import is_over
from tadasu.web.foundation.procedure._pictures import drawn
from tadasu.web.foundation.procedure.access import EXTEND, HAND_OVER, SUSPEND
from tadasu.web.foundation.procedure.kinds import kind_of, run_kinds
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.procedure.queries import Offer, RunShown, playing_task, run_of, run_shown
from tadasu.web.ui.days import language
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Shown, Table

_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Of the picture as a document of its own: its one style turns it dark on a dark screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A state as a line of the table below the picture."""

    name: str
    owner: str
    time: str
    moves: str
    now: str


STAGES = Table(
    name="stages",
    caption=lazy("Stages of the procedure"),
    columns=(
        Column(name="name", label=lazy("Stage")),
        Column(name="now", label=lazy("This case")),
        Column(name="owner", label=lazy("To act")),
        Column(name="time", label=lazy("Time limit")),
        Column(name="moves", label=lazy("What may follow")),
    ),
    size=100,
    prefix="stages-",
    file=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A move on the page: what it is called, whose it is, and where it is made, if the reader may make it."""

    label: str
    part: str
    to: str
    address: str
    outside: bool


@login_required
@require_safe
def run(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page of a run."""
    actor = asking(request)
    shown = shown_or_404(actor, id)
    ways = [_way(shown, offer) for offer in shown.offers]
    values = {
        "case": _words.head(shown, actor),
        "subject": kind_of(shown.run.kind).address(shown.run.subject) if shown.run.kind in run_kinds() else "",
        "no_time": _words.no_time(shown.procedure, shown.state, shown.time),
        "left_afterwards": _words.left_afterwards(shown.time),
        "proof": in_words(shown.state.proof, language()),
        "re_export": in_words(shown.state.re_export, language()),
        "disposal": in_words(shown.state.disposal, language()),
        "mine": [way for way in ways if way.address],
        "others": [way for way in ways if not way.address],
        "acts": _acts(actor, shown),
        "over": is_over(shown.procedure, shown.position),
        "events": _words.story(shown, actor),
        "picture": _picture(request, shown),
    }
    return render(request, "procedure/run.html", values)


@login_required
@require_safe
def picture(request: HttpRequest, id: UUID) -> HttpResponse:
    """The procedure of a run, as a picture."""
    try:
        found = run_of(asking(request), id)
    except Run.DoesNotExist:
        raise Http404 from None
    answer = HttpResponse(drawn(found.version, language()).svg, content_type="image/svg+xml")
    answer.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return answer


def shown_or_404(actor: Actor, id: UUID) -> RunShown:
    """A run as of today. Raises Http404 for one that is not there, or not to be seen."""
    try:
        return run_shown(actor, id, timezone.localdate())
    except Run.DoesNotExist:
        raise Http404 from None


def _way(shown: RunShown, offer: Offer) -> Way:
    move = offer.move
    return Way(
        label=_words.move_text(move),
        part=_words.part_text(shown.procedure, move.by),
        to=_words.state_text(shown.procedure, move.to),
        address=reverse("procedure-move", args=[shown.run.id, move.id]) if offer.may else "",
        outside=offer.outside,
    )


def _acts(actor: Actor, shown: RunShown) -> Sequence[tuple[str, str]]:
    """What else the reader may do: the address and what it is called."""
    if is_over(shown.procedure, shown.position):
        return []
    out = []
    if may(actor, SUSPEND.name, shown.run):
        stopped = shown.position.suspended_on(shown.time.on) is not None
        out.append(("procedure-resume", _("Resume")) if stopped else ("procedure-suspend", _("Suspend")))
    if shown.time.clock is not None and may(actor, EXTEND.name, shown.run):
        out.append(("procedure-extend", _("Extend the time")))
    if shown.task is not None and may(actor, HAND_OVER.name, playing_task(shown)):
        out.append(("procedure-hand-over", _("Hand over")))
    return [(reverse(name, args=[shown.run.id]), label) for name, label in out]


def _picture(request: HttpRequest, shown: RunShown) -> Picture:
    picture = drawn(shown.run.version, language())
    state = in_words(shown.state.names, language())
    return Picture(
        address=reverse("procedure-picture", args=[shown.run.id]),
        width=picture.width,
        height=picture.height,
        finding=_("The way of this case: now at “%(state)s”") % {"state": state},
        alternative=_(
            "The stages of the procedure and what leads from one to the next; the table below says the same."
        ),
        source=in_words(shown.procedure.regime.names, language()),
        as_of=timezone.localdate(shown.run.version.since),
        table=_stages(request, shown),
    )


def _stages(request: HttpRequest, shown: RunShown) -> Shown:
    procedure = shown.procedure
    rows = [
        Stage(
            name=in_words(state.names, language()),
            owner=_words.part_text(procedure, state.owner),
            time=_words.limit_text(procedure, state),
            moves="; ".join(
                f"{_words.move_text(move)} → {_words.state_text(procedure, move.to)}" for move in state.moves
            ),
            now=_now(shown, state.id),
        )
        for state in procedure.states.values()
    ]
    return STAGES.show(request.GET, rows)


def _now(shown: RunShown, state: str) -> str:
    if state == shown.position.state:
        return _("is here")
    return _("was here") if state in shown.position.entered else _("not yet")
