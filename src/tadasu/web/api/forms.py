"""What is asked when a token is made."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.api.models import LONGEST_NAME
from tadasu.web.api.scopes import scopes
from tadasu.web.ui.days import language

DAYS = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("1 year")))


class MakeTokenForm(forms.Form):
    """What it is for, what it may, for how long."""

    name = forms.CharField(
        label=_("What the token is for"),
        help_text=_("So that you know it again: the program and the machine. No name of a person."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_("It never may more than you may yourself."),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        cast(forms.ChoiceField, self.fields["scopes"]).choices = [
            (key, names[language()]) for key, names in scopes().items()
        ]
