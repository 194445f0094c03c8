"""What is typed. Of forms of people without an account the browser keeps nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.correspondence.pages import MOST_TYPED
from tadasu.web.funding.feedback.questions import form as questions
from tadasu.web.funding.feedback.words import words
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Unremembered

STEP, FREE = "step-", "free-"
"""How the fields of questions begin."""

LONGEST_REPLY = 6000


class Begin(forms.Form):
    """A round."""

    asked = forms.MultipleChoiceField(label=_("Who is asked"), widget=forms.CheckboxSelectMultiple)
    funds = forms.MultipleChoiceField(
        label=_("Programmes"),
        help_text=_(
            "For grantees, and for grantees of intermediaries. Applicants who were refused are asked whatever they applied for."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens_on = forms.DateField(label=_("First day"), widget=Day)
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_(
            "Nothing can be seen before it is over, by anybody. Give people some weeks: boxes are not opened daily."
        ),
        widget=Day,
    )

    def __init__(self, *arguments: Any, funds: Sequence[tuple[Fund, str]] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self.fields["asked"], [(code, names[language()]) for code, names in words("asked").items()])
        _choose(self.fields["funds"], [(str(one.id), said) for one, said in funds])


class Reply(forms.Form):
    """What was heard, and what changes."""

    english = forms.CharField(
        label=_("In English"),
        help_text=_("What you told us, and what we change. Say also what stays as it is, and why. Quote nobody."),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    japanese = forms.CharField(
        label=_("In Japanese"), max_length=LONGEST_REPLY, widget=forms.Textarea(attrs={"rows": 8})
    )


class Voucher(Unremembered):
    """A voucher."""

    code = forms.CharField(
        label=_("Your voucher"),
        help_text=_("32 digits. Spaces and hyphens do not matter."),
        max_length=MOST_TYPED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )


class Answers(Unremembered):
    """Every question may be left out."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        asked = questions()
        for id, (_scale, names) in asked.questions.items():
            steps = [(step, said[language()]) for step, said in asked.steps(id).items()]
            self.fields[STEP + id] = forms.ChoiceField(
                label=names[language()],
                choices=[*steps, ("", gettext("I leave this out"))],
                required=False,
                initial="",
                widget=forms.RadioSelect,
            )
        advice = gettext(
            "Write no name, no place, no date, nothing that only you can know. How you write can show who you are, too. The "
            "funder reads it word for word. At most %(most)s signs."
        ) % {"most": asked.longest}
        for id, names in asked.free.items():
            self.fields[FREE + id] = forms.CharField(
                label=names[language()],
                help_text=advice,
                max_length=asked.longest,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
            )

    def given(self, begins: str) -> dict[str, str]:
        """Question -> what was answered, of the fields that begin so."""
        return {
            name.removeprefix(begins): value
            for name, value in self.cleaned_data.items()
            if name.startswith(begins) and value
        }


def _choose(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = choices
