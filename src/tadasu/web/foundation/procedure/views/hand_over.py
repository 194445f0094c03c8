"""Handing the open task over to another person."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.procedure import _words, actions
from tadasu.web.foundation.procedure.access import HAND_OVER
from tadasu.web.foundation.procedure.forms import HandOver, started
from tadasu.web.foundation.procedure.models import Step
from tadasu.web.foundation.procedure.queries import people_for, playing_task
from tadasu.web.foundation.procedure.views._proposed import Proposed, answer, overtaken
from tadasu.web.foundation.procedure.views.run import shown_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, id: UUID) -> HttpResponse:
    """The open task goes to somebody else who may do it, or back to all who may."""
    actor = asking(request)
    shown = shown_or_404(actor, id)
    if page := overtaken(request, shown, _("Hand over")):
        return page
    task = shown.task
    if task is None:
        raise Http404
    allow(actor, HAND_OVER.name, playing_task(shown))
    people = [(one.id, str(one)) for one in people_for(shown)]

    def form(sent: QueryDict | None) -> HandOver:
        if sent is not None:
            return HandOver(sent, people=people)
        return started(HandOver, seen=shown.seen, today=shown.time.on, people=people)

    def happens(form: HandOver) -> Sequence[str]:
        part = _words.part_text(shown.procedure, task.part)
        return [
            _("What waits for “%(part)s” in this case waits for that person from now on.") % {"part": part},
            _("No time changes. Other organisations do not see it."),
        ]

    def do(form: HandOver) -> Step:
        said = form.cleaned_data
        return actions.hand_over(actor, run=shown.run.id, to=form.person, seen=said["seen"], reason=said["reason"])

    label = _("Hand over")
    question = _("Hand this over?")
    return answer(request, shown, Proposed(question=question, act=label, form=form, happens=happens, do=do))
