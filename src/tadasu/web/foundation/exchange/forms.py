"""What is asked on the pages of the exchange."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.exchange._card import LARGEST as LARGEST_CARD
from tadasu.web.foundation.exchange._card import LONGEST_ADDRESS
from tadasu.web.foundation.exchange.kinds import kinds
from tadasu.web.ui.forms import MOST_REASON


class Address(forms.Form):
    """Where packages may be posted to us."""

    address = forms.CharField(
        label=_("Address of this server"),
        help_text=_(
            "As others reach it, for example https://tadasu.example.org. Leave it empty to exchange files only."
        ),
        max_length=LONGEST_ADDRESS,
        required=False,
    )


class KindsForm(forms.Form):
    """What is taken from a peer, and given to them."""

    takes = forms.MultipleChoiceField(
        label=_("What we take from them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gives = forms.MultipleChoiceField(
        label=_("What we may give them"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, made in (
            ("takes", [one for one in kinds() if one.take is not None]),
            ("gives", [one for one in kinds() if one.makes]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(one.name, one.label) for one in made]


class CardForm(KindsForm):
    """The card of a peer, as a file or as text."""

    file = forms.FileField(label=_("File of the card"), required=False)
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=LARGEST_CARD,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    field_order = ("file", "text", "takes", "gives")

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or {}
        if bool(found.get("file")) == bool(found.get("text")):
            self.add_error("file", _("Give the file or the text, one of the two."))
        return found

    @property
    def card(self) -> str:
        """What was given."""
        file = self.cleaned_data.get("file")
        return file.read().decode("utf-8", "replace") if file else str(self.cleaned_data["text"])


class Compared(forms.Form):
    """That the fingerprint was compared."""

    compared = forms.BooleanField(
        label=_("I compared all twelve groups with them, by telephone or in person"),
        help_text=_("Not by the way on which the card came: whoever exchanged it there would also confirm it there."),
    )


class Why(forms.Form):
    """Why, if one wants to say."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept with the act and can be read by those who may read the record of this case."),
        max_length=MOST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Nothing(forms.Form):
    """Nothing is asked: the page says what will happen."""


class PackageFile(forms.Form):
    """A package or a receipt that was carried here."""

    file = forms.FileField(label=_("File"), help_text=_("At most 2.5 MB here; larger ones by “tadasu exchange take”."))


class SendForm(forms.Form):
    """What is sent."""

    kind = forms.ChoiceField(label=_("What to send"))

    def __init__(self, *arguments: Any, gives: list[tuple[str, str]] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = gives or []
