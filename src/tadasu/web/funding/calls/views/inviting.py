"""Invitations: a code that is shown once, and taken back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.funding.calls import actions
from tadasu.web.funding.calls.access import INVITE, WITHDRAW
from tadasu.web.funding.calls.forms import Invite
from tadasu.web.funding.calls.views._shown import ASK, call_or_404, invitation_or_404, title
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def invite(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The code stands on the answer and nowhere else."""
    held, actor = call_or_404(request, id, INVITE)

    def do(form: Invite) -> HttpResponseBase:
        made = actions.invite(actor, call=id, ends_on=form.cleaned_data["ends_on"])
        address = request.build_absolute_uri(reverse("calls-public", args=[held.id]))
        return render(request, "calls/code.html", {"call": held, "code": made.code, "address": address})

    return answer(
        request,
        Question(
            question=_("Make an invitation to “%(title)s”") % {"title": title(held)},
            act=_("Make a code"),
            form=Invite(posted(request), initial={"ends_on": held.closes_on}),
            do=do,
            back=reverse("calls-one", args=[id]),
            happens=[
                _("The code is shown once and kept nowhere; hand it over by a way that is safe for the other side."),
                _("Whom you invite is not kept: write no list elsewhere either."),
                _("It opens one application. Whoever has it can use it."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It opens nothing any more."""
    held, actor = invitation_or_404(request, id, WITHDRAW)

    def do(form: Form) -> None:
        actions.withdraw_invitation(actor, invitation=id)

    return answer(
        request,
        Question(
            question=_("Withdraw this invitation?"),
            act=_("Withdraw this invitation"),
            form=Form(posted(request)),
            do=do,
            back=reverse("calls-one", args=[held.call_id]),
            happens=[_("Its code opens nothing any more. What was begun with it before stays.")],
            template=ASK,
        ),
    )
