"""What is typed on our own pages."""

import unicodedata
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.accounts.models import LANGUAGES, LONGEST_LOGIN, Membership, User, normal_login
from tadasu.web.foundation.accounts.roles import kinds
from tadasu.web.ui.days import language

DAYS = ((1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (30, _("30 days")))
LONGEST_REASON = 2000


class CodeForm(forms.Form):
    """A code that somebody gave."""

    code = forms.CharField(
        label=_("Code"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ThroughForm(forms.Form):
    """Which organisation's sign-in."""

    organisation = forms.SlugField(
        label=_("Short name of your organisation"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autocapitalize": "none", "spellcheck": "false"}),
    )

    unknown = _("No organisation signs in here under this name. Ask your organisation for it.")


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode: control, format, surrogate, private, unassigned, line and paragraph separators."""

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Without them some names in Arabic and Indic scripts cannot be written."""


def all_seen(name: str) -> None:
    """Raises ValidationError for a sign that nobody sees, or that turns the line round: with it one login passes for another."""
    if any(unicodedata.category(one) in _UNSEEN for one in name):
        raise forms.ValidationError(_("Leave out signs that cannot be seen."))


def all_seen_but_joiners(name: str) -> None:
    """As `all_seen`, for names of people. Raises ValidationError."""
    all_seen(name.translate({ord(one): None for one in _JOINERS}))


class NewPasswordForm(forms.Form):
    """A password twice. `user` is whose it will be."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Several words are easier to remember than signs."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *arguments: Any, user: User | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.user = user or User()

    def clean(self) -> dict[str, Any]:
        """Both the same, and not an easy one."""
        told: dict[str, Any] = super().clean() or {}
        password, again = told.get("password", ""), told.get("again", "")
        if password and again and password != again:
            self.add_error("again", _("This is not the same password."))
        if password:
            self._judge(password, told)
        return told

    def _judge(self, password: str, told: Mapping[str, Any]) -> None:
        try:
            validate_password(password, self.user)
        except forms.ValidationError as error:
            self.add_error("password", error)


class JoinForm(NewPasswordForm):
    """A new account."""

    login = forms.CharField(
        label=_("Login"),
        help_text=_("Choose freely. It need not be your name, and no e-mail address is needed."),
        max_length=LONGEST_LOGIN,
        validators=[all_seen],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=_("Name that your organisation sees"),
        max_length=120,
        required=False,
        validators=[all_seen_but_joiners],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    field_order = ("login", "display_name", "language", "password", "again")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["language"].initial = language()

    def clean_login(self) -> str:
        """As it will be kept. Raises ValidationError when somebody has it."""
        login = normal_login(self.cleaned_data["login"])
        if not login or User.objects.filter(login__iexact=login).exists():
            raise forms.ValidationError(_("This login cannot be had. Choose another."), code="taken")
        return login

    def _judge(self, password: str, told: Mapping[str, Any]) -> None:
        self.user = User(login=told.get("login", ""), display_name=told.get("display_name", ""))
        super()._judge(password, told)


class SettingsForm(forms.Form):
    """Name and language."""

    display_name = forms.CharField(
        label=_("Name that your organisation sees"),
        max_length=120,
        required=False,
        validators=[all_seen_but_joiners],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class RolesForm(forms.Form):
    """What somebody is in an organisation of a kind."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, kind: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        known = kinds()[kind].roles
        cast(forms.ChoiceField, self.fields["roles"]).choices = [
            (key, names[language()]) for key, names in known.items()
        ]


class InviteForm(RolesForm):
    """A place that is offered, and for how long."""

    days = forms.TypedChoiceField(label=_("Open for"), choices=DAYS, coerce=int, initial=7)


def _reason(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, required=required, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChangeRolesForm(RolesForm):
    """Other roles, and why. `seen` are the roles that the page showed."""

    reason = _reason(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, *arguments: Any, place: Membership, **named: Any) -> None:
        super().__init__(*arguments, kind=place.organisation.kind, **named)
        self.fields["roles"].initial = place.roles
        self.fields["seen"].initial = " ".join(place.roles)


class EndForm(forms.Form):
    """Why a place ends."""

    reason = _reason(required=False)


class OfferResetForm(forms.Form):
    """What somebody has lost, and how one knows that it is them."""

    factors = forms.TypedChoiceField(
        label=_("What is lost"),
        choices=(("0", _("The password only")), ("1", _("The password and the second factor"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="0",
    )
    reason = _reason(required=True)
