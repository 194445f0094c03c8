"""Fields and small forms that pages of awards share."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadasu.schema import UsageError
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards._content import LONGEST
from tadasu.web.funding.awards.words import words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Day, Unremembered
from tadasu.web.ui.parts import Said
from tadasu.web.ui.sentences import sentence

Choices = Sequence[tuple[str, Said]]

LEVELS: Mapping[int, Said] = {
    0: _("0: its name may be public"),
    1: _("1: its region only"),
    2: _("2: the intermediary alone knows who it is"),
    3: _("3: that it exists is withheld"),
}


def named(what: str) -> Choices:
    """Codes and names in the language of the page."""
    return [(code, one[language()]) for code, one in words(what).items()]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """The choices of a field."""
    cast(Any, form.fields[name]).choices = choices


class Nothing(forms.Form):
    """Nothing is asked: the page says what will happen."""


class Seen(forms.Form):
    """Nothing is asked of who saw what will happen; the page puts in which record of the vault it showed."""

    seen = forms.UUIDField(widget=forms.HiddenInput)


class MoneyField(forms.CharField):
    """An amount in the unit people use. `currency` is known before, or asked beside it."""

    def __init__(self, *, currency: str = "", **named: Any) -> None:
        self.currency = currency
        super().__init__(max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **named)

    def clean(self, value: Any) -> Any:
        """Minor units where the currency is known; else the text."""
        text = super().clean(value)
        return amount_of(text, self.currency) if text and self.currency else text


def amount_of(text: str, currency: str) -> int:
    """Raises ValidationError with the sentence of what is wrong."""
    try:
        return money.typed(text, currency)
    except UsageError as error:
        raise ValidationError(sentence(error)) from error


class Coded(forms.Form):
    """One code is chosen, and perhaps words are sealed beside it."""

    code = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, what: str, **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "code", named(what))


class Words(Unremembered):
    """Words that are sealed."""

    words = forms.CharField(label=_("In words (sealed)"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))


class OptionalWords(Unremembered):
    """Words that are sealed, where there are any."""

    words = forms.CharField(
        label=_("In words (sealed)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class One(forms.Form):
    """One code."""

    code = forms.ChoiceField(label=_("Choose"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, what: str, but: str = "", **named_: Any) -> None:
        super().__init__(*arguments, **named_)
        choose(self, "code", [one for one in named(what) if one[0] != but])


class OnDay(forms.Form):
    """A day."""

    due_on = forms.DateField(label=_("Until which day"), widget=Day)


def sealed_field(field: str, *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=words("sealed")[field][language()],
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": rows,
                "autocomplete": "off",
                "autocapitalize": "off",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )
