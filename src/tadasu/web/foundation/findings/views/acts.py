"""Signing, declining, withdrawing: the page says what will happen and asks for a reason."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.schema import UsageError
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
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views import errors

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@_FORM
def sign(request: HttpRequest, id: UUID) -> HttpResponse:
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
        form=Reason(request.POST or None),
        do=lambda said: actions.sign(actor, version=id, reason=said["reason"]),
        done=lambda one: one.status == IN_FORCE and one.signed_by_id == actor.user,
    )


@login_required
@_FORM
def decline(request: HttpRequest, id: UUID) -> HttpResponse:
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
        form=Reason(request.POST or None),
        do=lambda said: actions.decline(actor, version=id, reason=said["reason"]),
        done=lambda one: one.status == DECLINED and one.ended_by_id == actor.user,
    )


@login_required
@_FORM
def withdraw(request: HttpRequest, id: UUID) -> HttpResponse:
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
        form=Withdraw(request.POST or None),
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
) -> HttpResponse:
    """The page; sent, the act is done, or the page says what is wrong or what somebody else did meanwhile. `done` tells of a
    version as it is now whether whoever asks has done it before: a form that is sent twice."""
    back = reverse("findings-one", args=[id])
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                do(form.cleaned_data)
        except Conflict as conflict:
            if done(conflict.version):
                messages.info(request, _("You have done this already; it was done once."))
                return redirect(back)
            return _conflict(request, conflict, wanted=act, reason=form.cleaned_data["reason"], again=back)
        except UsageError as error:
            form.add_error(None, sentence(error))
        else:
            return redirect(back)
    values = {"question": question, "act": act, "happens": happens, "form": form, "address": request.path, "back": back}
    return render(request, "ui/reason.html", values)


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
