"""What readers type to an applicant. The browser keeps nothing of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.ui.forms import Unremembered

MOST = 8000
"""Signs of each language: both are one letter of the box."""


class Letter(Unremembered):
    """A letter in both languages."""

    en = forms.CharField(
        label=_("In English"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 6, "lang": "en", "dir": "ltr"})
    )
    ja = forms.CharField(
        label=_("In Japanese"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 6, "lang": "ja", "dir": "ltr"})
    )


class Asked(Letter):
    """A letter that may ask something."""

    question = forms.BooleanField(label=_("It is a question that waits for an answer"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(["en", "ja", "question"])
