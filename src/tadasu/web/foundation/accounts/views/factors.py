"""allauth's pages for second factors, with what is ours: recorded, never the last one removed, and shown means shown."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy

from tadasu.web.foundation.access import asking
from tadasu.web.foundation.accounts.actor import SECOND
from tadasu.web.foundation.accounts.sign_in.factors import STEP, Factors, step_of
from tadasu.web.foundation.audit.actions import record

_SUBJECT = "accounts.factor"


class Overview(IndexView):
    """What one has, and the ways to add to it; for somebody without any, the page on which everything begins."""


class AddAuthenticator(ActivateTOTPView):
    """An app that shows six digits: works without JavaScript."""

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        """A code of it fitted, and serves for nothing else."""
        response: HttpResponse = super().form_valid(form)
        added = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        added.data[STEP] = step_of(form.secret, form.cleaned_data["code"])
        added.save(update_fields=["data"])
        _shown(self.request, added)
        return response


class RemoveAuthenticator(DeactivateTOTPView):
    """Not the last factor: the adapter refuses."""

    def form_valid(self, form: object) -> HttpResponse:
        """Gone."""
        _record(self.request, "accounts.remove-factor", self.authenticator)
        response: HttpResponse = super().form_valid(form)
        return response


class AddKey(AddWebAuthnView):
    """A passkey: needs JavaScript, as every page of the web that adds one."""

    def form_valid(self, form: object) -> HttpResponse:
        """It answered."""
        response: HttpResponse = super().form_valid(form)
        _shown(self.request, Authenticator.objects.filter(user=self.request.user).latest("created_at", "pk"))
        return response


class RemoveKey(RemoveWebAuthnView):
    """Not the last factor."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Form) -> HttpResponseBase:
        """Gone, unless it is the last."""
        key = self.get_object()
        if not Factors().can_delete_authenticator(key):
            form.add_error(None, Factors().validation_error("cannot_delete_authenticator"))
            refused: HttpResponseBase = self.form_invalid(form)
            return refused
        _record(self.request, "accounts.remove-factor", key)
        response: HttpResponseBase = super().form_valid(form)
        return response


class KeyAgain(ReauthenticateWebAuthnView):
    """A passkey before a dangerous act."""

    def form_invalid(self, form: object) -> HttpResponseBase:
        """It did not answer: try again here."""
        response: HttpResponseBase = self.render_to_response(self.get_context_data(form=form))
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """Ten codes for the day on which the factor is lost; shown once."""


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Ten others; those of before are void."""

    def form_valid(self, form: object) -> HttpResponse:
        """Made."""
        response: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.RECOVERY_CODES)
        _record(self.request, "accounts.new-recovery-codes", made)
        return response


def _shown(request: HttpRequest, added: Authenticator) -> None:
    """Somebody who has just set up a factor has shown it: the session counts as signed in with it."""
    record_authentication(request, request.user, SECOND, id=added.pk, type=added.type)
    _record(request, "accounts.add-factor", added)


def _record(request: HttpRequest, act: str, factor: Authenticator) -> None:
    actor = asking(request)
    record(actor, act=act, subject=_SUBJECT, subject_id=actor.user, detail={"type": str(factor.type)})
