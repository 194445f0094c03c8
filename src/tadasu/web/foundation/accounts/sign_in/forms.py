"""Forms of sign-in, in our words, with our limits."""

import unicodedata
from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as ReauthenticateByPassword
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.accounts.models import LONGEST_LOGIN, User, normal_login
from tadasu.web.foundation.accounts.sign_in.adapter import record_failure, too_many
from tadasu.web.foundation.accounts.sign_in.factors import Factors, fitting
from tadasu.web.foundation.accounts.sign_in.waits import MustWait, turn

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class _Code(forms.CharField):
    """Digits, also as a Japanese keyboard gives them."""

    def __init__(self) -> None:
        super().__init__(label=_("Code"), max_length=40, widget=_typed("one-time-code"))

    def to_python(self, value: Any) -> str | None:
        """In narrow letters."""
        typed = super().to_python(value)
        return unicodedata.normalize("NFKC", typed) if typed else typed


class SignInForm(LoginForm):
    """Login and password."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"] = forms.CharField(
            label=_("Login"), max_length=LONGEST_LOGIN, widget=_typed("username"), required=True
        )
        self.fields["password"] = _password(_("Password"))

    def clean_login(self) -> str:
        """As it is kept."""
        return normal_login(self.cleaned_data["login"])


class _Judged(forms.Form):
    """A code of an authenticator or a recovery code, judged by us."""

    user: User

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"] = _Code()

    def clean_code(self) -> str:
        """The code, if it fits. Raises ValidationError."""
        code: str = self.cleaned_data["code"]
        try:
            with turn(context.request, self.user.login, step="factor") as good:
                found = fitting(self.user, code)
                if found is not None:
                    good.append("factor")
        except MustWait as error:
            raise too_many(error) from None
        if found is None:
            record_failure(context.request, self.user, step="factor")
            raise Factors().validation_error("incorrect_code")
        self.authenticator = found
        return code


class FactorForm(_Judged, AuthenticateForm):
    """The second step of sign-in."""


class FactorAgainForm(_Judged, ReauthenticateForm):
    """The same before a dangerous act."""


class PasswordAgainForm(ReauthenticateByPassword):
    """The password before a dangerous act."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["password"] = _password(_("Password"))


class NewPasswordForm(ChangePasswordForm):
    """Another password; allauth judges it by the rules that are set."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["oldpassword"] = _password(_("Present password"))
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _(
            "At least 12 characters. Several words are easier to remember than signs."
        )
        self.fields["password2"] = _password(_("The same password again"), autocomplete="new-password")


class AppForm(ActivateTOTPForm):
    """The first code of an app."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"] = _Code()


class KeyForm(AddWebAuthnForm):
    """A new passkey."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"] = forms.CharField(label=_("Name of the passkey"), max_length=100, required=False)
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Sign in with it alone, without a password"),
            help_text=_("It then asks for your finger, your face or a PIN."),
            required=False,
            initial=True,
        )


def _password(label: "_StrPromise", *, autocomplete: str = "current-password") -> forms.CharField:
    return forms.CharField(label=label, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}))


def _typed(autocomplete: str) -> forms.TextInput:
    """A field that no keyboard corrects."""
    return forms.TextInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})
