"""The people of an organisation: who, what, since when; and what an organiser does about it."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tadasu.schema import UsageError
from tadasu.web.foundation.access import allow, asking, may
from tadasu.web.foundation.accounts.access import CHANGE_ROLES, END_PLACE, INVITE, OFFER_RESET, WITHDRAW
from tadasu.web.foundation.accounts.actions import change_roles, end_place, invite, offer_reset, withdraw
from tadasu.web.foundation.accounts.forms import ChangeRolesForm, EndForm, InviteForm, OfferResetForm
from tadasu.web.foundation.accounts.models import Invitation
from tadasu.web.foundation.accounts.queries import members, open_invitations
from tadasu.web.foundation.accounts.views._shown import code_shown, organisation_of, place_in
from tadasu.web.foundation.accounts.words import name_of, role_names
from tadasu.web.ui.sentences import sentence

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def people(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Everybody with a place, and what is offered."""
    found = organisation_of(request, organisation)
    actor = asking(request)
    shown = {
        "organisation": found,
        "name": name_of(found),
        "organises": may(actor, WITHDRAW.name, found),
        "members": [(one, role_names(found.kind, list(one.roles))) for one in members(actor, found)],
        "invitations": [(one, role_names(found.kind, one.roles)) for one in open_invitations(actor, found)],
    }
    return render(request, "accounts/people.html", shown)


@_FORM
def offer(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Invite somebody; the answer shows the code."""
    found = organisation_of(request, organisation)
    actor = asking(request)
    allow(actor, INVITE.name, found)
    form = InviteForm(request.POST or None, kind=found.kind)
    shown = {"organisation": found, "name": name_of(found), "form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        code = invite(actor, organisation=found, roles=told["roles"], days=told["days"])
        shown |= {"roles": role_names(found.kind, told["roles"]), "days": told["days"], "what": "invitation"}
        return code_shown(request, code, view="accounts-invitation", context=shown)
    return render(request, "accounts/invite.html", shown)


@require_POST
def close(request: HttpRequest, organisation: UUID, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation; one that is closed already stays so."""
    found = organisation_of(request, organisation)
    offered = get_object_or_404(Invitation, pk=invitation, organisation=found)
    with suppress(UsageError):
        withdraw(asking(request), invitation=offered)
    return redirect("accounts-people", organisation=organisation)


@_FORM
def roles(request: HttpRequest, organisation: UUID, place: UUID) -> HttpResponse:
    """Change what somebody is there."""
    held = place_in(request, organisation, place)
    actor = asking(request)
    allow(actor, CHANGE_ROLES.name, held)
    form = ChangeRolesForm(request.POST or None, place=held)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            change_roles(actor, place=held, roles=told["roles"], seen=told["seen"].split(), reason=told["reason"])
        except UsageError as error:
            form.add_error(None, sentence(error))
            held.refresh_from_db(fields=["roles"])
            form.data = request.POST.copy()
            form.data["seen"] = " ".join(held.roles)  # what the page says from now on
        else:
            return redirect("accounts-people", organisation=organisation)
    return render(request, "accounts/roles.html", {"place": held, "name": name_of(held.organisation), "form": form})


@_FORM
def end(request: HttpRequest, organisation: UUID, place: UUID) -> HttpResponse:
    """End somebody's place."""
    held = place_in(request, organisation, place)
    actor = asking(request)
    allow(actor, END_PLACE.name, held)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_place(actor, place=held, reason=form.cleaned_data["reason"])
        except UsageError as error:
            form.add_error(None, sentence(error))
        else:
            own = held.user_id == actor.user
            return redirect("accounts-settings") if own else redirect("accounts-people", organisation=organisation)
    return render(request, "accounts/end.html", {"place": held, "name": name_of(held.organisation), "form": form})


@_FORM
def reset(request: HttpRequest, organisation: UUID, place: UUID) -> HttpResponse:
    """Let somebody set a new password, or a new second factor too; the answer shows the code."""
    held = place_in(request, organisation, place)
    actor = asking(request)
    allow(actor, OFFER_RESET.name, held)
    form = OfferResetForm(request.POST or None)
    shown = {"place": held, "organisation": held.organisation, "name": name_of(held.organisation), "form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            code = offer_reset(actor, place=held, factors=told["factors"], reason=told["reason"])
        except UsageError as error:
            form.add_error(None, sentence(error))
        else:
            return code_shown(request, code, view="accounts-reset", context=shown | {"what": "reset"})
    return render(request, "accounts/offer_reset.html", shown)
