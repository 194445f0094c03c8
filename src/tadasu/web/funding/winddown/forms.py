"""What is asked before a funder is shut, and when grantees are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.ui.forms import Day

LEAVE, DESTROY = "leave", "destroy"


class Shut(forms.Form):
    """With what cannot be brought back, where there is such; and, on the second page, that it is to be."""

    lost = forms.ChoiceField(
        label=_("Records that custodians cannot bring back"),
        choices=[
            (LEAVE, _("Leave them open to their readers")),
            (DESTROY, _("Shut them too, which erases them for good")),
        ],
        widget=forms.RadioSelect,
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, lost: int, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not lost:
            del self.fields["lost"]

    def sure_now(self) -> "Shut":
        """The same on the second page: answered, and hidden."""
        again = Shut({**self.cleaned_data, "sure": "yes"}, lost=1 if "lost" in self.fields else 0)
        for field in again.fields.values():
            field.widget = forms.HiddenInput()
        return again


class Announce(forms.Form):
    """The day after which nothing is here."""

    on = forms.DateField(label=_("The last day"), help_text=_("At least ninety days from today."), widget=Day)
