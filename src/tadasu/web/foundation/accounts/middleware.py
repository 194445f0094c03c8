"""Every request is one transaction in which its actor acts; whatever goes wrong in a view undoes all of it.

It also holds the rule that nobody works here without a second factor, sends people to show a password again where an act wants
that, and speaks the language of whoever is signed in.
"""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import activate
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from tadasu.web.foundation.access import Refused, acting, asked_by, asking
from tadasu.web.foundation.accounts.actor import actor_of_request
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.accounts.sign_in.factors import own_factors

UNBOUND = ("/health/", "/api/", "/public/")
"""Addresses that answer without asking any database who is asking; programs show a token at a door of their own."""

WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts-sign-out-everywhere",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "set_language",
    }
)
"""All that is open to somebody signed in who has no second factor yet: to set one up, and to leave."""


class _Partly(HttpRequest):
    """A request that may ask for a part of a page."""

    htmx: HtmxDetails


class Acting:
    """Puts `request.actor` and the transaction around the view."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The request, as its actor."""
        if request.path_info.startswith(UNBOUND):
            return self.answer(request)
        actor = actor_of_request(request)
        asked_by(request, actor)
        _speak(request)
        with acting(actor):
            return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], arguments: Any, named: Any
    ) -> HttpResponseBase | None:
        """Before any view of somebody who has not shown a second factor."""
        user = request.user if not request.path_info.startswith(UNBOUND) else None
        if not isinstance(user, User) or asking(request).second_factor:
            return None
        if own_factors(user).exists():  # a session from before it was set up, which did not show it
            get_adapter().logout(request)
            return _sent(request, reverse("account_login"))
        if request.resolver_match and request.resolver_match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        return _sent(request, reverse("mfa_index"))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Called for whatever a view raises, before it becomes a page."""
        if isinstance(error, ImmediateHttpResponse):
            return None
        answer = _instead(request, error)
        if not request.path_info.startswith(UNBOUND):  # the transaction is the one that was begun above
            transaction.set_rollback(True)
        return answer


def _instead(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
    """Where somebody is sent who only has to sign in, or to show a password again; for any other error nowhere."""
    if isinstance(error, ReauthenticationRequired) or (isinstance(error, Refused) and error.again):
        return _again(request)
    if isinstance(error, Refused) and not request.user.is_authenticated and request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    return None


def _speak(request: HttpRequest) -> None:
    """The language of the person, whatever the browser prefers."""
    user = request.user
    if isinstance(user, User):
        activate(user.language)
        request.LANGUAGE_CODE = user.language


def _again(request: HttpRequest) -> HttpResponseBase | None:
    """To the page that asks for the password or the passkey, and back to where the act is. What was sent with the request is
    not kept for the time between: it may be anything."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        return None
    part = cast(_Partly, request).htmx.current_url_abs_path if request.headers.get("HX-Request") else None
    return _sent(request, f"{ways[0]['url']}?{urlencode({'next': part or request.get_full_path()})}")


def _sent(request: HttpRequest, address: str) -> HttpResponseBase:
    """Elsewhere, as a whole page also for a part of one."""
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)
