"""Signing, declining, withdrawing: the page says what will happen and asks for a reason."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.findings import actions
from tadasu.web.foundation.findings.access import DECLINE, SIGN, WITHDRAW
from tadasu.web.foundation.findings.conflicts import Conflict
from tadasu.web.foundation.findings.forms import Withdraw
from tadasu.web.foundation.findings.models import DECLINED, IN_FORCE, WITHDRAWN, FindingVersion
from tadasu.web.foundation.findings.views.findings import version_or_404
from tadasu.web.foundation.findings.words import named
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Compared
from tadasu.web.ui.views import errors
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def sign(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A second person stands for it."""
    found = version_or_404(request, id)
    actor = asking(request)
    allow(actor, SIGN.name, found)
    return _answer(
        request,
        id,
        question=_("Put the finding about %(name)s into force?") % {"name": found.title},
        act=_("Sign the finding"),
        happens=[
            _("It is in force from now on, under your name and that of who concluded it."),
            _("An earlier version of it is superseded."),
            _("It goes to those who receive findings of this organisation."),
        ],
        form=Reason(posted(request)),
        do=lambda said: actions.sign(actor, version=id, reason=said["reason"]),
        done=lambda one: one.status == IN_FORCE and one.signed_by_id == actor.user,
    )


@login_required
@require_http_methods(QUESTION)
def decline(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It does not come into force."""
    found = version_or_404(request, id)
    actor = asking(request)
    allow(actor, DECLINE.name, found)
    return _answer(
        request,
        id,
        question=_("Not sign the finding about %(name)s?") % {"name": found.title},
        act=_("Do not sign it"),
        happens=[_("It never comes into force. It stays to be read here, with the reason, and goes to nobody.")],
        form=Reason(posted(request)),
        do=lambda said: actions.decline(actor, version=id, reason=said["reason"]),
        done=lambda one: one.status == DECLINED and one.ended_by_id == actor.user,
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It holds no longer."""
    found = version_or_404(request, id)
    actor = asking(request)
    allow(actor, WITHDRAW.name, found)
    return _answer(
        request,
        id,
        question=_("Withdraw the finding about %(name)s?") % {"name": found.title},
        act=_("Withdraw the finding"),
        happens=[
            _("It counts no longer: nothing is screened against it or traced from it any more."),
            _("Whoever received it is told with the next package that it was withdrawn, and why."),
            _("It stays to be read. It cannot be put back; a new finding would have to be concluded."),
        ],
        form=Withdraw(posted(request)),
        do=lambda said: actions.withdraw(actor, version=id, code=said["code"], reason=said["reason"]),
        done=lambda one: one.status == WITHDRAWN and one.ended_by_id == actor.user,
    )


def _answer(
    request: HttpRequest,
    id: UUID,
    *,
    question: str,
    act: str,
    happens: Sequence[str],
    form: Reason,
    do: Callable[[dict[str, Any]], object],
    done: Callable[[FindingVersion], bool],
) -> HttpResponseBase:
    """The page; sent, the act is done, or the page says what is wrong or what somebody else did meanwhile. `done` tells of a
    version as it is now whether whoever asks has done it before: a form that is sent twice."""
    back = reverse("findings-one", args=[id])

    def once(form: Reason) -> HttpResponse | None:
        try:
            with transaction.atomic():
                do(form.cleaned_data)
        except Conflict as conflict:
            if not done(conflict.version):
                return _conflict(request, conflict, wanted=act, reason=form.cleaned_data["reason"], again=back)
            messages.info(request, _("You have done this already; it was done once."))
        return None

    return answer(request, Question(question=question, act=act, happens=happens, form=form, do=once, back=back))


def _conflict(request: HttpRequest, conflict: Conflict, *, wanted: str, reason: str, again: str) -> HttpResponse:
    version = conflict.version
    compared = [
        Compared(
            label=_("Status"),
            before=named("statuses", conflict.seen, language()),
            theirs=named("statuses", version.status, language()),
            yours=wanted,
        ),
        Compared(label=_("Reason"), before="", theirs=version.ended_why, yours=reason),
    ]
    return errors.conflict(request, compared, again=again)
