"""What waits for whoever is signed in."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import asking
from tadasu.web.foundation.procedure import _words
from tadasu.web.foundation.procedure.models import Reminder
from tadasu.web.foundation.procedure.queries import MOST, Waiting
from tadasu.web.foundation.procedure.queries import waiting as waiting_for
from tadasu.web.ui.parts import Clock
from tadasu.web.ui.tables import Column, Shown, Table


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The most urgent first; what has no last day comes last."""
    found = waiting_for(asking(request), timezone.localdate())
    return render(request, "procedure/waiting.html", {"table": table_of(found, request)})


def table_of(tasks: Sequence[Waiting], request: HttpRequest) -> Shown:
    """What waits, as a table in the order given; for home pages too."""
    return _table().show(request.GET, tasks)


def _address(one: Waiting) -> str:
    return reverse("procedure-run", args=[one.run.id])


def _clock(one: Waiting) -> Clock | None:
    return _words.clock(one.time, stopped_since=one.run.suspended_on)


def _reminder(one: Waiting) -> str:
    said = {
        Reminder.BEFORE: _("the time comes to its end"),
        Reminder.AT: _("the last day is here"),
        Reminder.OVERDUE: _("the time is over"),
    }
    return said.get(one.reminder) or _("none yet")


def _with(one: Waiting) -> str:
    if one.left_behind:
        return _("nobody: whoever had it has left")
    return _("me") if one.task.user_id is not None else _("nobody yet")


def _table() -> Table:
    return Table(
        name="waiting",
        caption=_("What waits for me"),
        columns=(
            Column(name="title", label=_("Case"), value=lambda one: _words.title(one.run), address=_address),
            Column(name="stage", label=_("Stage"), value=lambda one: _words.state_text(one.procedure, one.state.id)),
            Column(name="part", label=_("As"), value=lambda one: _words.part_text(one.procedure, one.task.part)),
            Column(name="clock", label=_("Clock"), value=_clock),
            Column(name="rule", label=_("Rule"), value=_rule),
            Column(name="reminder", label=_("Reminder"), value=_reminder),
            Column(name="with", label=_("With"), value=_with),
        ),
        size=MOST,
        keys=True,
        empty=_("Nothing waits for you"),
        how=_("A case comes here when it is the turn of a part that you play, and nobody else has taken it."),
        file=False,
    )


def _rule(one: Waiting) -> str:
    return _words.rule(one.time) or _words.no_time(one.procedure, one.state, one.time)
