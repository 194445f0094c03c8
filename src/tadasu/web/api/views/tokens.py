"""Tokens of an organisation: which there are, a new one that is shown once, and the end of one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import UsageError
from tadasu.web.api.access import MAKE_TOKEN, REVOKE_TOKEN, SEE_TOKENS
from tadasu.web.api.actions import make_token, revoke_token
from tadasu.web.api.forms import MakeTokenForm
from tadasu.web.api.queries import tokens
from tadasu.web.api.scopes import scopes
from tadasu.web.foundation.access import Refused, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.sentences import sentence

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def held(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """One's own, and for an organiser those of everybody."""
    found = _organisation(request, organisation)
    names = scopes()
    shown = [
        (one, [names[scope][language()] for scope in one.scopes if scope in names])
        for one in tokens(asking(request), found)
    ]
    return render(request, "api/tokens.html", {"organisation": found, "name": name_of(found), "tokens": shown})


@_FORM
def make(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Make one; the answer shows it."""
    found = _organisation(request, organisation)
    actor = asking(request)
    allow(actor, MAKE_TOKEN.name, found)
    form = MakeTokenForm(request.POST or None)
    shown = {"organisation": found, "name": name_of(found), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            token = make_token(actor, organisation=found, **form.cleaned_data)
        except UsageError as error:
            form.add_error(None, sentence(error))
        else:
            return render(request, "api/token.html", shown | {"token": token, "days": form.cleaned_data["days"]})
    return render(request, "api/make_token.html", shown)


@_FORM
def revoke(request: HttpRequest, organisation: UUID, token: UUID) -> HttpResponse:
    """End one, with a reason."""
    found = _organisation(request, organisation)
    actor = asking(request)
    ended = get_object_or_404(tokens(actor, found), pk=token)
    allow(actor, REVOKE_TOKEN.name, ended)
    back = reverse("api-tokens", args=[organisation])
    form = Reason(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            revoke_token(actor, token=ended, reason=form.cleaned_data["reason"])
        except UsageError as error:  # somebody else has just ended it
            messages.error(request, sentence(error))
        return redirect(back)
    values = {
        "form": form,
        "question": _("Revoke the token %(begins)s…?") % {"begins": ended.begins},
        "happens": [
            _("From now on every program that shows it is refused."),
            _("It cannot be made valid again. A program that still needs one gets a new one."),
            _("What was done with it stays recorded under the name of its person."),
        ],
        "act": _("Revoke the token"),
        "address": reverse("api-revoke-token", args=[organisation, ended.id]),
        "back": back,
    }
    return render(request, "ui/reason.html", values)


def _organisation(request: HttpRequest, organisation: UUID) -> Organisation:
    """One in which whoever asks has a place; for everybody else it is not there. Raises Refused for nobody, Http404."""
    actor = asking(request)
    if actor.user is None:
        raise Refused(SEE_TOKENS.name)
    if organisation not in actor.places:
        raise Http404
    return get_object_or_404(Organisation, pk=organisation)
