"""Reports, changes, inspections; what the grantee sends."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said_
from django.utils.translation import gettext_lazy as _

from tadasu.web.funding.awards._content import LONGEST
from tadasu.web.funding.awards.forms._fields import LEVELS, MoneyField, choose, named
from tadasu.web.funding.awards.models import HIDDEN, OURS
from tadasu.web.ui.forms import Day, Unremembered


class AskReport(forms.Form):
    """One more report."""

    form = forms.ChoiceField(label=_("In which form"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("Until which day"), widget=Day)

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "form", named("forms"))


class Held(forms.Form):
    """The list that a person looked through before ours are asked."""

    list_jp = forms.DateField(
        label=_("Japan's list under the foreign exchange act: date of the list you looked through"),
        help_text=_("It has no reader here. Leave it empty if you did not look: then no payment goes."),
        required=False,
        widget=Day,
    )
    alike = forms.BooleanField(label=_("Something alike stands on it"), required=False)


class Came(Unremembered):
    """A report that came: as a letter or file in the box, or in another way."""

    letter = forms.IntegerField(
        label=_("Number of the letter or file in the box"),
        required=False,
        min_value=1,
        help_text=_("Empty where it came in another way."),
    )
    words = forms.CharField(
        label=_("What it said (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )


class Change(Unremembered):
    """Why something is changed."""

    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "reason", named("amendment_reasons"))


class ChangeAmount(Change):
    """Another amount."""

    field_order = ("amount", "reason", "words")
    amount = MoneyField(label=_("New amount"))

    def __init__(self, *arguments: Any, currency: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        cast(MoneyField, self.fields["amount"]).currency = currency


class ChangeDates(Change):
    """Another last day."""

    field_order = ("ends_on", "reason", "words")
    ends_on = forms.DateField(label=_("New last day"), widget=Day)


class LowerLevel(Change):
    """Less protection, as the grantee agreed."""

    field_order = ("level", "letter", "reason", "words")
    level = forms.TypedChoiceField(label=_("New protection level"), coerce=int, widget=forms.RadioSelect)
    letter = forms.IntegerField(
        label=_("Number of the letter in which the grantee agreed"),
        help_text=_("Open it before. Without such a letter a level never falls."),
        min_value=1,
    )

    def __init__(self, *arguments: Any, below: int, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "level", [(str(key), text) for key, text in LEVELS.items() if key < below and key != OURS])


class RaiseLevel(forms.Form):
    """More protection."""

    level = forms.TypedChoiceField(label=_("New protection level"), coerce=int, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, above: int, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        levels = [(str(key), text) for key, text in LEVELS.items() if above < key <= HIDDEN and key != OURS]
        choose(self, "level", levels)
        choose(self, "reason", named("amendment_reasons"))


class Found(forms.Form):
    """What an inspection found."""

    found = forms.MultipleChoiceField(label=_("What was found"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("On which day"), widget=Day)

    def __init__(self, *arguments: Any, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "found", named("inspected"))


class Judged(forms.Form):
    """Whether a report is enough."""

    code = forms.ChoiceField(
        label=_("Is it enough?"),
        choices=[("accepted", _("It is enough")), ("more", _("Ask for more"))],
        widget=forms.RadioSelect,
    )
    due_on = forms.DateField(label=_("Where more is asked: until which day"), required=False, widget=Day)


class Tell(Unremembered):
    """What the grantee sends."""

    text = forms.CharField(
        label=_("Your report"),
        help_text=_("A few sentences are enough. Names of people are not needed."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    letter = forms.TypedChoiceField(
        label=_("Or a file that you sent before"),
        help_text=_("A recording of your voice counts as a report."),
        required=False,
        coerce=lambda value: int(value) if value else None,
        empty_value=None,
    )

    def __init__(self, *arguments: Any, files: Sequence[int], **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        if files:
            numbered = [(str(one), said_("file %(number)s") % {"number": one}) for one in files]
            choose(self, "letter", [("", said_("none")), *numbered])
        else:
            del self.fields["letter"]

    def clean(self) -> None:
        """One of the two."""
        super().clean()
        if not self.errors and not self.cleaned_data.get("text", "").strip() and not self.cleaned_data.get("letter"):
            raise ValidationError(_("Write something, or choose a file."))
