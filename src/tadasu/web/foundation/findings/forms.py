"""What is asked about findings."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.findings.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason


class Withdraw(Reason):
    """Why a finding ends, as a code that travels and in words that stay."""

    field_order = ("code", "reason")

    code = forms.ChoiceField(
        label=_("Why"),
        help_text=_("Whoever received the finding is told this, and not what you write below."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(key, names[language()]) for key, names in words("ended").items() if key != "superseded"]
        cast(forms.ChoiceField, self.fields["code"]).choices = choices
