"""To use a code that somebody gave: take a place, or sign in anew. The code is typed or filled in from the part of the link that
never leaves the browser; a session then holds its digest until it is used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tadasu.schema import UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.access import asking
from tadasu.web.foundation.accounts._codes import digest_of
from tadasu.web.foundation.accounts.actions import INVITATION, RESET, join, take, use_reset
from tadasu.web.foundation.accounts.forms import CodeForm, JoinForm, NewPasswordForm
from tadasu.web.foundation.accounts.providers import in_force
from tadasu.web.foundation.accounts.queries import comes_through, held_invitation, held_reset
from tadasu.web.foundation.accounts.sign_in.through import INVITED
from tadasu.web.foundation.accounts.sign_in.waits import floods
from tadasu.web.foundation.accounts.views._shown import too_fast
from tadasu.web.foundation.accounts.words import name_of, role_names
from tadasu.web.ui.sentences import sentence

RENEWED = "tadasu.reset"
"""Where a session keeps the digest of a code for signing in anew."""

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@_FORM
def invitation(request: HttpRequest) -> HttpResponse:
    """Somebody comes with the code of an invitation."""
    if floods(request, "code"):
        return too_fast(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        digest = digest_of(form.cleaned_data["code"], purpose=INVITATION)
        if held_invitation(digest) is not None:
            request.session[INVITED] = digest
            return redirect("accounts-join")
        form.add_error("code", sentence(UsageError("accounts-code-closed")))
    return render(request, "accounts/invitation.html", {"form": form})


@_FORM
def place(request: HttpRequest) -> HttpResponse:
    """What is offered, and the ways to take it: a new account, the own one, or the organisation's own sign-in."""
    digest = request.session.get(INVITED, "")
    offer = held_invitation(digest) if digest else None
    if offer is None:
        return redirect("accounts-invitation")
    signed_in = asking(request).user is not None
    form = JoinForm(request.POST or None)
    if request.method == "POST" and not signed_in and form.is_valid():
        told = {key: form.cleaned_data[key] for key in ("login", "password", "display_name", "language")}
        try:
            join(asking(request), digest=digest, **told)
        except UsageError as error:
            form.add_error(None, sentence(error))
        else:
            del request.session[INVITED]
            messages.success(request, _("Your account is made. Sign in with it now."))
            return redirect("account_login")
    shown = {
        "offer": offer,
        "name": name_of(offer.organisation),
        "roles": role_names(offer.organisation.kind, offer.roles),
        "signed_in": signed_in,
        "through": [one for one in in_force(data_folder()).values() if one.organisation == offer.organisation_id],
        "form": form,
    }
    return render(request, "accounts/join.html", shown)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take the place with one's own account."""
    try:
        made = take(asking(request), digest=request.session.pop(INVITED, ""))
    except UsageError as error:
        messages.error(request, sentence(error))
        return redirect("accounts-invitation")
    return redirect("accounts-people", organisation=made.organisation_id)


@_FORM
def reset(request: HttpRequest) -> HttpResponse:
    """Somebody comes with the code of an organiser for signing in anew."""
    if floods(request, "code"):
        return too_fast(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        digest = digest_of(form.cleaned_data["code"], purpose=RESET)
        if held_reset(digest) is not None:
            request.session[RENEWED] = digest
            return redirect("accounts-renew")
        form.add_error("code", sentence(UsageError("accounts-code-closed")))
    return render(request, "accounts/reset.html", {"form": form})


@_FORM
def renew(request: HttpRequest) -> HttpResponse:
    """A new password; and the second factor gone, if that is what the organiser allowed."""
    digest = request.session.get(RENEWED, "")
    offer = held_reset(digest) if digest else None
    if offer is None:
        return redirect("accounts-reset")
    through = comes_through(offer.user)
    form = NewPasswordForm(request.POST or None, user=offer.user)
    if request.method == "POST" and (through or form.is_valid()):
        try:
            use_reset(asking(request), digest=digest, password=None if through else form.cleaned_data["password"])
        except UsageError as error:
            form.add_error(None, sentence(error))
        else:
            del request.session[RENEWED]
            messages.success(request, _("You can sign in again."))
            return redirect("account_login")
    return render(request, "accounts/renew.html", {"form": form, "offer": offer, "through": through})
