"""Suspending, resuming, extending: the page says what becomes of the last day before it does."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.procedure import _happens, actions
from tadasu.web.foundation.procedure._moves import extended, resumed, suspended
from tadasu.web.foundation.procedure.access import EXTEND, SUSPEND
from tadasu.web.foundation.procedure.forms import DayAct, Extension, Suspension, started
from tadasu.web.foundation.procedure.models import Step
from tadasu.web.foundation.procedure.views._proposed import Proposed, answer, overtaken
from tadasu.web.foundation.procedure.views.run import shown_or_404

_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@_methods
def suspend(request: HttpRequest, id: UUID) -> HttpResponse:
    """All clocks of the case stand still from a day on."""
    actor = asking(request)
    shown = shown_or_404(actor, id)
    if page := overtaken(request, shown, _("Suspend")):
        return page
    allow(actor, SUSPEND.name, shown.run)

    def form(sent: QueryDict | None) -> Suspension:
        return Suspension(sent) if sent is not None else started(Suspension, seen=shown.seen, today=shown.time.on)

    def happens(form: Suspension) -> Sequence[str]:
        day, until = form.values["day"], form.values.get("until")
        event = suspended(shown.procedure, shown.position, day=day, until=until)
        return [_happens.on(day), *_happens.of_time(shown, event)]

    def do(form: Suspension) -> Step:
        said = form.cleaned_data
        return actions.suspend(
            actor,
            run=shown.run.id,
            seen=said["seen"],
            reason=said["reason"],
            day=said["day"],
            until=said["until"],
        )

    label = _("Suspend")
    question = _("Suspend this case?")
    return answer(request, shown, Proposed(question=question, act=label, form=form, happens=happens, do=do))


@login_required
@_methods
def resume(request: HttpRequest, id: UUID) -> HttpResponse:
    """The clocks run again."""
    actor = asking(request)
    shown = shown_or_404(actor, id)
    if page := overtaken(request, shown, _("Resume")):
        return page
    allow(actor, SUSPEND.name, shown.run)

    def form(sent: QueryDict | None) -> DayAct:
        return DayAct(sent) if sent is not None else started(DayAct, seen=shown.seen, today=shown.time.on)

    def happens(form: DayAct) -> Sequence[str]:
        event = resumed(shown.procedure, shown.position, day=form.values["day"])
        return [_happens.on(event.day), *_happens.of_time(shown, event)]

    def do(form: DayAct) -> Step:
        said = form.cleaned_data
        return actions.resume(actor, run=shown.run.id, seen=said["seen"], reason=said["reason"], day=said["day"])

    label = _("Resume")
    question = _("Resume this case?")
    return answer(request, shown, Proposed(question=question, act=label, form=form, happens=happens, do=do))


@login_required
@_methods
def extend(request: HttpRequest, id: UUID) -> HttpResponse:
    """The time that runs becomes longer."""
    actor = asking(request)
    shown = shown_or_404(actor, id)
    if page := overtaken(request, shown, _("Extend the time")):
        return page
    allow(actor, EXTEND.name, shown.run)

    def form(sent: QueryDict | None) -> Extension:
        if sent is not None:
            return Extension(sent)
        clock = shown.time.clock
        like = {"unit": clock.unit.value, "calendar": clock.calendar} if clock is not None else {}
        return started(Extension, seen=shown.seen, today=shown.time.on, told=False, initial=like)

    def happens(form: Extension) -> Sequence[str]:
        if not form.is_bound:
            return [_("The time that is added runs from the last day of the time that runs now.")]
        day = form.values["day"]
        event = extended(shown.procedure, shown.position, day=day, extension=form.clock)
        return [_happens.on(day), *_happens.of_time(shown, event)]

    def do(form: Extension) -> Step:
        said = form.cleaned_data
        return actions.extend(
            actor, run=shown.run.id, by=form.clock, seen=said["seen"], reason=said["reason"], day=said["day"]
        )

    label = _("Extend the time")
    question = _("Extend the time of this case?")
    return answer(request, shown, Proposed(question=question, act=label, form=form, happens=happens, do=do))
