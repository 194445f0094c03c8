"""What allauth asks us while somebody signs in: which message, how often, what then. Nothing is ever mailed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import acting, lately_signed_in
from tadasu.web.foundation.accounts.actor import actor_of_request
from tadasu.web.foundation.accounts.models import User, normal_login
from tadasu.web.foundation.accounts.queries import comes_through
from tadasu.web.foundation.accounts.sign_in.clients import origin, remember_device
from tadasu.web.foundation.accounts.sign_in.waits import MustWait, turn
from tadasu.web.foundation.audit.actions import record

SUBJECT = "accounts.user"
THROUGH = "socialaccount"
"""What allauth calls a sign-in through an organisation's own provider."""


class SignIn(DefaultAccountAdapter):
    """Set as `ACCOUNT_ADAPTER`."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This login and this password do not belong together."),
        "account_inactive": _("This account is closed."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit, or was used before."),
        "rate_limited": _("Too many tries at once. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account comes from an invitation, or from an organisation's provider."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no mail. Raises RuntimeError: whoever asked for one did so by mistake."""
        raise RuntimeError("no mail is ever sent")

    def get_client_ip(self, request: HttpRequest) -> str:
        """A mark of the day instead of an address; allauth only counts by it."""
        return origin(request)

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Nobody's browser is of interest."""
        return ""

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """The same ten minutes as for every dangerous act."""
        return not lately_signed_in.holds(actor_of_request(self.request), None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where the link to it was."""
        return reverse("accounts-settings")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Judge a password, unless there were too many tries. Raises ValidationError."""
        try:
            with turn(request, credentials.get("username", ""), step="password") as good:
                user: User | None = super().authenticate(request, **credentials)
                if user is not None:
                    good.append("password")
        except MustWait as error:
            raise too_many(error) from None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Recorded without what was typed; for whom, if there is such a person."""
        login = normal_login(credentials.get("username", ""))
        record_failure(request, User.objects.filter(login__iexact=login).first(), step="password")

    def pre_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponseBase | None:
        """Whoever came through an organisation's provider once comes through it always: it decides who may still come."""
        refused: HttpResponseBase | None = super().pre_login(request, user, **named)
        if refused is not None:
            return refused
        steps = {one["method"] for one in get_authentication_records(request, user)}
        if THROUGH not in steps and comes_through(user):
            clear_login(request)
            messages.info(request, gettext("You sign in through your organisation."))
            return redirect("accounts-through")
        return None

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponseBase:
        """Signed in, with every step done."""
        response: HttpResponseBase = super().post_login(request, user, **named)
        actor = actor_of_request(request)
        with acting(actor):
            by = sorted({one["method"] for one in get_authentication_records(request, user)})
            record(actor, act="accounts.sign-in", subject=SUBJECT, subject_id=user.id, detail={"by": " ".join(by)})
        remember_device(request, response, user.login)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Signed out here."""
        actor = actor_of_request(request)
        with acting(actor):
            record(actor, act="accounts.sign-out", subject=SUBJECT, subject_id=actor.user)
        super().logout(request)


def record_failure(request: HttpRequest, user: User | None, *, step: str) -> None:
    """A password or a code that did not fit; whoever asks may be signed in already."""
    actor = actor_of_request(request)
    with acting(actor):
        subject_id = user.id if user else None
        record(actor, act="accounts.sign-in-failed", subject=SUBJECT, subject_id=subject_id, detail={"step": step})


def too_many(error: MustWait) -> ValidationError:
    """What somebody is told who has to wait; the same whether the login exists or not."""
    minutes = -(-error.seconds // 60)
    text = ngettext(
        "Too many tries. Wait %(minutes)d minute and try again.",
        "Too many tries. Wait %(minutes)d minutes and try again.",
        minutes,
    )
    return ValidationError(text % {"minutes": minutes}, code="too_many_tries")
