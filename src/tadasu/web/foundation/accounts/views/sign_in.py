"""allauth's page to change a password, recorded."""

from allauth.account.forms import ChangePasswordForm
from allauth.account.views import PasswordChangeView
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from tadasu.web.foundation.access import asking
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.audit.actions import record


class ChangePassword(PasswordChangeView):
    """The old one is asked for; every other session ends."""

    def dispatch(self, request: HttpRequest, *arguments: object, **named: object) -> HttpResponseBase:
        """Whoever signs in through an organisation has no password to change. Raises Http404."""
        if isinstance(request.user, User) and not request.user.has_usable_password():
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *arguments, **named)
        return response

    def form_valid(self, form: ChangePasswordForm) -> HttpResponseBase:
        """Changed."""
        response: HttpResponseBase = super().form_valid(form)
        actor = asking(self.request)
        record(actor, act="accounts.change-password", subject="accounts.user", subject_id=actor.user)
        return response
