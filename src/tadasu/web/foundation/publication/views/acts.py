"""Sign, refuse, withdraw."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.schema import UsageError
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.publication import actions, queries
from tadasu.web.foundation.publication._kept import published_by
from tadasu.web.foundation.publication.access import REFUSE, SIGN, WITHDRAW
from tadasu.web.foundation.publication.forms import Withdrawal
from tadasu.web.foundation.publication.views._found import organisation_of, proposal_of
from tadasu.web.foundation.publication.views.proposals import previews, title_of
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def sign(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The page shows exactly what will be public; what is signed is the digest that stood on it."""
    actor, found = asking(request), proposal_of(request, id)
    allow(actor, SIGN.name, found)
    digest = request.POST.get("digest", found.digest)
    last = len([one for one in queries.standing(found).signed if one.id != actor.user]) > 0

    def do(form: forms.Form) -> HttpResponseBase:
        done = actions.sign(actor, proposal=id, digest=digest)
        if done.problems:
            messages.error(request, _("A rule speaks against it now. Nothing was signed."))
        elif done.number is not None:
            messages.success(request, _("It is public now, under number %(number)s.") % {"number": done.number})
        else:
            messages.success(request, _("You signed. It is public when another person has signed too."))
        return redirect("publication-proposal", id)

    happens = [
        _("You sign this text and no other: if it is changed, your signature no longer counts."),
        _("You are the second: it is public at once.")
        if last
        else _("It is public when another person has signed too."),
        _("Once published, it cannot be called back: others copy it at once."),
    ]
    return answer(
        request,
        Question(
            question=_("Sign “%(title)s” for publication?") % {"title": title_of(found)},
            act=_("Sign and publish") if last else _("Sign this text"),
            form=forms.Form(posted(request)),
            do=do,
            back=reverse("publication-proposal", args=[id]),
            happens=happens,
            template="publication/sign.html",
            values={"digest": digest, "previews": previews(found), "proposal": found},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def refuse(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Say no."""
    actor, found = asking(request), proposal_of(request, id)
    allow(actor, REFUSE.name, found)

    def do(form: Reason) -> None:
        actions.refuse(actor, proposal=id, digest=found.digest, reason=form.cleaned_data["reason"])

    return answer(
        request,
        Question(
            question=_("Refuse to publish “%(title)s”?") % {"title": title_of(found)},
            act=_("Refuse this proposal"),
            form=Reason(posted(request)),
            do=do,
            back=reverse("publication-proposal", args=[id]),
            happens=[_("The proposal is closed. It may be proposed anew.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, organisation: UUID, number: int) -> HttpResponseBase:
    """Take it from our pages, at once."""
    actor = asking(request)
    organisation_of(actor, organisation, WITHDRAW.name)
    try:
        found = published_by(organisation, number)
    except UsageError:
        raise Http404 from None

    def do(form: Withdrawal) -> None:
        said = form.cleaned_data
        actions.withdraw(actor, organisation=organisation, number=number, ground=said["ground"], reason=said["reason"])

    return answer(
        request,
        Question(
            question=_("Withdraw publication %(number)s?") % {"number": number},
            act=_("Withdraw it now"),
            form=Withdrawal(posted(request)),
            do=do,
            back=reverse("publication-proposal", args=[found.id]),
            happens=[
                _("Its public page says that it was withdrawn, and shows none of its versions any more."),
                _("What others have copied stays with them. Caches may show it for a minute."),
                _("You do it alone, because every hour may count. Your reason stays in the record of acts."),
            ],
        ),
    )
